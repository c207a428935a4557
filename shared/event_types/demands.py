"""For each keyword of JSON Schema: when its demand follows from those of another schema.

A rule returns the places whose demand it does not see to follow, with a reason; see
`shared.event_types.compatibility`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from operator import ge, gt, le, lt
from typing import Any, Protocol

from shared.event_types.dialects import Pointer
from shared.event_types.views import Conjuncts, Place, Views, identity, types_of

Reason = tuple[Pointer, str]
"""A place of the new schema, and why it may refuse what was valid."""


class Comparing(Protocol):
    """What the rules need of a comparison."""

    views: Views

    def covers(self, wide: Place, narrow: Place) -> list[Reason]:
        """Return why *wide* may refuse what *narrow* accepts."""

    def follows(self, wide: Place, narrow: Conjuncts) -> list[Reason]:
        """Return why *wide* may refuse what all of *narrow* accept."""


Rule = Callable[[Comparing, Place, Conjuncts], list[Reason]]

_NUMBERS = frozenset({"integer", "fraction"})
_STRING, _ARRAY, _OBJECT = frozenset({"string"}), frozenset({"array"}), frozenset({"object"})

APPLIES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _NUMBERS),
    "multipleOf": _NUMBERS,
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), _STRING),
    **dict.fromkeys(("contentEncoding", "contentMediaType"), _STRING),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "items", "prefixItems"), _ARRAY),
    **dict.fromkeys(("additionalItems", "contains", "unevaluatedItems"), _ARRAY),
    **dict.fromkeys(("minProperties", "maxProperties", "required", "properties"), _OBJECT),
    **dict.fromkeys(("patternProperties", "additionalProperties", "propertyNames"), _OBJECT),
    **dict.fromkeys(("dependentRequired", "dependentSchemas", "dependencies"), _OBJECT),
    "unevaluatedProperties": _OBJECT,
}
"""The types that a keyword says something about; a value of another type always meets it."""


def _first_fault(places: Iterable[Place], reasons: Callable[[Place], list[Reason]]) -> list[Reason]:
    """Return no reasons if one of *places* gives none, otherwise the most specific ones."""
    found: list[list[Reason]] = []
    for place in places:
        one = reasons(place)
        if not one:
            return []
        found.append(one)
    return max(found, key=lambda reasons: len(reasons[0][0]), default=[])


def _holds(message: str, test: Callable[[Views, Any, Conjuncts], bool], keyword: str) -> Rule:
    """Return the rule of a keyword whose value alone decides."""

    def rule(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
        if test(comparison.views, comparison.views.of(wide)[keyword], narrow):
            return []
        return [((*wide.at, keyword), message)]

    return rule


_HIGHER = "is a higher limit than before, or a new one"
_LOWER = "is a lower limit than before, or a new one"


def _limit(message: str, keyword: str, **implied_by: Callable[[Any, Any], bool]) -> Rule:
    """Return the rule of a limit.

    *implied_by* has the keywords by which there may have been a limit before, and how that compares
    with the new one if it is as strict.
    """

    def test(views: Views, limit: Any, narrow: Conjuncts) -> bool:
        return any(
            is_as_strict(before, limit)
            for name, is_as_strict in implied_by.items()
            for before in views.demanded(narrow, name)
        )

    return _holds(message, test, keyword)


def _least_count(keyword: str) -> Rule:
    """Return the rule of a lower limit for a count, which is always 0 or more."""

    def test(views: Views, limit: Any, narrow: Conjuncts) -> bool:
        known = views.demanded(narrow, keyword)
        if keyword == "minProperties":
            known.append(len(views.required(narrow)))
        return limit <= 0 or any(one >= limit for one in known)

    return _holds(_HIGHER, test, keyword)


def _equal(keyword: str) -> Rule:
    def test(views: Views, value: Any, narrow: Conjuncts) -> bool:
        known = map(identity, views.demanded(narrow, keyword))
        return identity(value) in known

    return _holds("is another than before, or new", test, keyword)


def _type(views: Views, named: Any, narrow: Conjuncts) -> bool:
    return views.types(narrow) <= types_of(named)


def _values(keyword: str) -> Rule:
    """Return the rule of a keyword that lists values."""

    def rule(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
        values = comparison.views.values(narrow)
        if values is not None and values <= comparison.views.identities(wide, keyword):
            return []
        return [((*wide.at, keyword), "leaves out a value that was allowed")]

    return rule


def _multiple(views: Views, step: Any, narrow: Conjuncts) -> bool:
    known = views.demanded(narrow, "multipleOf")
    return any(
        one == step or (isinstance(one, int) and isinstance(step, int) and one % step == 0)
        for one in known
    )


def _unique(views: Views, wanted: Any, narrow: Conjuncts) -> bool:
    return not wanted or True in views.demanded(narrow, "uniqueItems")


def _required(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    known = comparison.views.required(narrow)
    return [
        ((*wide.at, "required", str(index)), f"requires {name!r}, which could be left out")
        for index, name in enumerate(comparison.views.of(wide)["required"])
        if name not in known
    ]


def _properties(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    reasons: list[Reason] = []
    for name, place in comparison.views.named(wide, "properties").items():
        reasons += _first_fault(narrow, lambda one: _property(comparison, place, name, one))  # noqa: B023 - called at once
    return reasons


def _property(comparison: Comparing, wide: Place, name: str, narrow: Place) -> list[Reason]:
    """Return why *wide* may refuse what an object of *narrow* has under *name*."""
    views = comparison.views
    before = views.named(narrow, "properties").get(name)
    if before is not None:
        return comparison.covers(wide, before)
    if views.accepts_all(wide):
        return []
    additional = views.single(narrow, "additionalProperties")
    if additional is None or "patternProperties" in views.of(narrow):
        return [(wide.at, "could have any value, or is not seen to have had this schema")]
    return comparison.covers(wide, additional)


def _additional(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    """Compare what names may have that the new schema does not name."""
    views = comparison.views
    schema = views.below(wide, "additionalProperties")
    if views.accepts_all(schema):
        return []

    def reasons(place: Place) -> list[Reason]:
        found: list[Reason] = []
        for keyword in ("properties", "patternProperties"):
            named = views.named(wide, keyword)
            for name, before in views.named(place, keyword).items():
                if name not in named and comparison.covers(schema, before):
                    found.append((schema.at, f"may refuse what {keyword} had under {name!r}"))
        return found + _rest(comparison, schema, views.single(place, "additionalProperties"))

    return _first_fault(narrow, reasons)


def _rest(comparison: Comparing, wide: Place, narrow: Place | None) -> list[Reason]:
    if narrow is None:
        return [(wide.at, "may refuse others, which could be anything")]
    return comparison.covers(wide, narrow)


def _patterns(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    views = comparison.views

    def reasons(pattern: str, schema: Place, place: Place) -> list[Reason]:
        before = views.named(place, "patternProperties")
        if pattern in before:
            return comparison.covers(schema, before[pattern])
        every = [*views.named(place, "properties").values(), *before.values()]
        found = [reason for one in every for reason in comparison.covers(schema, one)]
        return found + _rest(comparison, schema, views.single(place, "additionalProperties"))

    found: list[Reason] = []
    for pattern, schema in views.named(wide, "patternProperties").items():
        if not views.accepts_all(schema):
            found += _first_fault(narrow, lambda one: reasons(pattern, schema, one))  # noqa: B023 - called at once
    return found


def _same_keyword_covers(keyword: str) -> Rule:
    """Return the rule of a keyword with one schema, which that of the same keyword must meet."""

    def rule(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
        schema = comparison.views.below(wide, keyword)
        if comparison.views.accepts_all(schema):
            return []
        return _first_fault(
            narrow,
            lambda one: _rest(comparison, schema, comparison.views.single(one, keyword)),
        )

    return rule


def _first_items(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    reasons: list[Reason] = []
    for index, schema in enumerate(comparison.views.items(wide).first):
        reasons += _first_fault(narrow, lambda one: _item(comparison, schema, index, one))  # noqa: B023 - called at once
    return reasons


def _item(comparison: Comparing, wide: Place, index: int, narrow: Place) -> list[Reason]:
    views = comparison.views
    before = views.items(narrow)
    longest = views.of(narrow).get("maxItems")
    if views.accepts_all(wide) or (longest is not None and longest <= index):
        return []
    if index < len(before.first):
        return comparison.covers(wide, before.first[index])
    return _rest(comparison, wide, before.rest)


def _rest_of_items(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    views = comparison.views
    first, schema = views.items(wide)
    if schema is None or views.accepts_all(schema):
        return []

    def reasons(place: Place) -> list[Reason]:
        before = views.items(place)
        found: list[Reason] = []
        for one in before.first[len(first) :]:
            found += comparison.covers(schema, one)
        longest = views.of(place).get("maxItems")
        if longest is not None and longest <= max(len(first), len(before.first)):
            return found
        return found + _rest(comparison, schema, before.rest)

    return _first_fault(narrow, reasons)


def _items(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    """Compare ``items``, which in draft 7 may be a list as ``prefixItems`` is."""
    if isinstance(comparison.views.of(wide)["items"], list):
        return _first_items(comparison, wide, narrow)
    return _rest_of_items(comparison, wide, narrow)


def _contains(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    views = comparison.views
    schema, wanted = views.below(wide, "contains"), views.of(wide)
    least, most = wanted.get("minContains", 1), wanted.get("maxContains")
    if least <= 0 and most is None:
        return []

    def reasons(place: Place) -> list[Reason]:
        before, known = views.single(place, "contains"), views.of(place)
        if before is None or known.get("minContains", 1) < least:
            return [(schema.at, "demands items that there need not have been")]
        if most is None:
            return comparison.covers(schema, before)
        if views.same(schema, before) and known.get("maxContains", most + 1) <= most:
            return []
        return [((*wide.at, "maxContains"), _LOWER)]

    return _first_fault(narrow, reasons)


def _dependent_required(keyword: str) -> Rule:
    def rule(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
        known = comparison.views.required(narrow)
        before = comparison.views.demanded(narrow, keyword)
        reasons: list[Reason] = []
        for name, needed in comparison.views.of(wide)[keyword].items():
            if not isinstance(needed, list):
                continue
            there = known.union(*(one[name] for one in before if isinstance(one.get(name), list)))
            if not there.issuperset(needed):
                reasons.append(((*wide.at, keyword, name), "requires what could be left out"))
        return reasons

    return rule


def _dependent_schemas(keyword: str) -> Rule:
    def rule(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
        views = comparison.views
        reasons: list[Reason] = []
        for name, schema in views.named(wide, keyword).items():
            before = [one for place in narrow if (one := views.named(place, keyword).get(name))]
            if any(not comparison.covers(schema, one) for one in before):
                continue
            reasons += comparison.follows(schema, narrow)
        return reasons

    return rule


def _dependencies(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    return [
        *_dependent_required("dependencies")(comparison, wide, narrow),
        *_dependent_schemas("dependencies")(comparison, wide, narrow),
    ]


def _reference(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    target = comparison.views.referred(wide)
    if target is None:
        return [((*wide.at, "$ref"), "refers to nothing")]
    return comparison.follows(target, narrow)


def _all_of(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    parts = comparison.views.listed(wide, "allOf")
    return [reason for part in parts for reason in comparison.follows(part, narrow)]


def _any_of(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    if comparison.views.has_same(wide, "anyOf", narrow):
        return []
    options = comparison.views.listed(wide, "anyOf")
    if any(not comparison.follows(option, narrow) for option in options):
        return []
    return [((*wide.at, "anyOf"), "has no alternative for something that was valid")]


def _one_of(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    views = comparison.views
    options = views.listed(wide, "oneOf")
    if any(_same_options(views, options, views.listed(place, "oneOf")) for place in narrow):
        return []
    if len(options) > _MOST_TOLD_APART:
        return [((*wide.at, "oneOf"), "is another list than before, too long to be compared")]
    if not all(_exclude_each_other(views, *pair) for pair in combinations(options, 2)):
        return [((*wide.at, "oneOf"), _OVERLAP)]
    if any(not comparison.follows(option, narrow) for option in options):
        return []
    return [((*wide.at, "oneOf"), "has no alternative for something that was valid")]


_MOST_TOLD_APART = 150
"""More alternatives are not compared with each other, of which there would be too many pairs."""

_OVERLAP = (
    "is another list than before, and its alternatives are not seen to exclude each other, as they "
    "do by a required property with different const values"
)


def _same_options(views: Views, options: list[Place], before: list[Place]) -> bool:
    """Whether the lists have the same alternatives, in any order."""
    left = list(before)
    for option in options:
        found = next((one for one in left if views.same(option, one)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _exclude_each_other(views: Views, one: Place, other: Place) -> bool:
    """Whether no value meets both, by its type or by a property that both require."""
    ours, theirs = views.conjuncts(one), views.conjuncts(other)
    if _differ(views, ours, theirs):
        return True
    if not views.types(ours) & views.types(theirs) <= _OBJECT:
        return False
    return any(
        _differ(views, _under(views, ours, name), _under(views, theirs, name))
        for name in views.required(ours) & views.required(theirs)
    )


def _differ(views: Views, ours: Conjuncts, theirs: Conjuncts) -> bool:
    """Whether no value meets both, by the types or the values that they name."""
    if not views.types(ours) & views.types(theirs):
        return True
    mine, others = views.values(ours), views.values(theirs)
    if mine is None or others is None:
        return False
    return mine.isdisjoint(others)


def _under(views: Views, conjuncts: Conjuncts, name: str) -> Conjuncts:
    """Return what the property *name* meets."""
    found = [views.named(place, "properties").get(name) for place in conjuncts]
    return views.conjuncts(*(place for place in found if place is not None))


def _not(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    views = comparison.views
    excluded = views.below(wide, "not")
    if not views.types(views.conjuncts(excluded)) & views.types(narrow):
        return []
    before = [one for place in narrow if (one := views.single(place, "not"))]
    if any(not comparison.covers(one, excluded) for one in before):
        return []
    return [(excluded.at, "excludes more than before")]


def _if(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
    views = comparison.views
    condition = views.below(wide, "if")

    def reasons(place: Place) -> list[Reason]:
        before = views.single(place, "if")
        if before is None or not views.same(condition, before):
            return [(condition.at, "is another condition than before, or a new one")]
        found: list[Reason] = []
        for keyword in ("then", "else"):
            schema = views.single(wide, keyword)
            if schema is not None and not views.accepts_all(schema):
                found += _rest(comparison, schema, views.single(place, keyword))
        return found

    if views.single(wide, "then") is None and views.single(wide, "else") is None:
        return []
    return _first_fault(narrow, reasons)


def _unevaluated(keyword: str) -> Rule:
    def rule(comparison: Comparing, wide: Place, narrow: Conjuncts) -> list[Reason]:
        views = comparison.views
        if views.accepts_all(views.below(wide, keyword)):
            return []
        if any(views.same(wide, place) for place in narrow):
            return []
        return [((*wide.at, keyword), "depends on the whole schema, which has changed")]

    return rule


RULES: Mapping[str, Rule] = {
    "type": _holds("leaves out a type that was allowed", _type, "type"),
    "enum": _values("enum"),
    "const": _values("const"),
    "minimum": _limit(_HIGHER, "minimum", minimum=ge, exclusiveMinimum=ge),
    "exclusiveMinimum": _limit(_HIGHER, "exclusiveMinimum", minimum=gt, exclusiveMinimum=ge),
    "maximum": _limit(_LOWER, "maximum", maximum=le, exclusiveMaximum=le),
    "exclusiveMaximum": _limit(_LOWER, "exclusiveMaximum", maximum=lt, exclusiveMaximum=le),
    "multipleOf": _holds("is another than before, or new", _multiple, "multipleOf"),
    **{name: _least_count(name) for name in ("minLength", "minItems", "minProperties")},
    "maxLength": _limit(_LOWER, "maxLength", maxLength=le),
    "maxItems": _limit(_LOWER, "maxItems", maxItems=le),
    "maxProperties": _limit(_LOWER, "maxProperties", maxProperties=le),
    "pattern": _equal("pattern"),
    "format": _equal("format"),
    "contentEncoding": _equal("contentEncoding"),
    "contentMediaType": _equal("contentMediaType"),
    "uniqueItems": _holds("is new", _unique, "uniqueItems"),
    "required": _required,
    "properties": _properties,
    "patternProperties": _patterns,
    "additionalProperties": _additional,
    "propertyNames": _same_keyword_covers("propertyNames"),
    "prefixItems": _first_items,
    "items": _items,
    "additionalItems": _rest_of_items,
    "contains": _contains,
    "dependentRequired": _dependent_required("dependentRequired"),
    "dependentSchemas": _dependent_schemas("dependentSchemas"),
    "dependencies": _dependencies,
    "$ref": _reference,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "unevaluatedItems": _unevaluated("unevaluatedItems"),
    "unevaluatedProperties": _unevaluated("unevaluatedProperties"),
}
"""The rule of each keyword. ``then``, ``minContains`` and the like are looked at with another."""
