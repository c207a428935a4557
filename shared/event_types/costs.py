"""Bounds how often the schemas of an own type are applied to one value of a payload.

A validator tries the alternatives of ``anyOf`` one after the other, and each of them looks at the
whole value again. Where alternatives refer to each other, that multiplies at every level of the
payload: with two it doubles, and a payload of 200 levels would never be judged. So the work for the
value that is looked at most often is counted before a schema is accepted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from shared.event_types.dialects import Pointer, Schema, Use
from shared.event_types.references import Document
from shared.events.reader import MAX_DEPTH

MOST_WORK = 1000
"""Steps for one value. 25,000 values, the most that an event may have, then take a second."""

_SOME = 10
"""So many names of ``required`` cost as much as one schema."""

_PATTERN = 5
"""Each name of an object is matched with each pattern of ``patternProperties``."""

_OPTION = 10
"""One array or object of ``enum`` costs as much as so many schemas; other values are hashed."""

_MOST_CHILDREN = 20_000
"""Counting is repeated for each level of a payload; with more it takes longer than a second."""


class EndlessReference(Exception):
    """A schema applies itself to the same value without end; *at* is its place."""

    def __init__(self, at: Pointer) -> None:
        super().__init__()
        self.at = at


class TooIntricate(Exception):
    """The schemas refer to each other too much for their work to be counted."""


def work_per_value(document: Document) -> int:
    """Return the most steps that one value of a payload can take, up to above `MOST_WORK`.

    Raises EndlessReference and TooIntricate.
    """
    counts = _Counts(document)
    work = {at: counts.own_work(at) for at in counts.reachable()}
    most = work[()]
    for _ in range(MAX_DEPTH):
        if most > MOST_WORK:
            break
        deeper = counts.work_below(work)
        if deeper == work:
            break
        work = deeper
        most = max(most, work[()])
    return most


_Children = Mapping[tuple[bool, str | None], Counter[Pointer]]
"""The schemas for items (True) and properties (False) of a value, by name; None: whatever name."""


class _Counts:
    """For each schema: which schemas it applies to the same value, and how often each."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._applied: dict[Pointer, Counter[Pointer]] = {}
        self._children: dict[Pointer, _Children] = {}
        self._size = 0

    def reachable(self) -> list[Pointer]:
        """Return the places of all schemas that a payload can meet, the root first."""
        found: dict[Pointer, None] = {(): None}
        waiting: list[Pointer] = [()]
        seen: set[int] = set()
        while waiting:
            children = self._children_of(waiting.pop())
            if id(children) in seen:
                continue
            seen.add(id(children))
            for targets in children.values():
                new = [at for at in targets if at not in found]
                found |= dict.fromkeys(new)
                waiting += new
        return list(found)

    def own_work(self, at: Pointer) -> int:
        """Return the steps for the value itself to which the schema at *at* is applied."""
        schemas = self._document.schemas
        return sum(times * _weight(schemas[one]) for one, times in self._closure(at).items())

    def work_below(self, work: Mapping[Pointer, int]) -> dict[Pointer, int]:
        """Return the most steps for a value one level deeper than those of *work*."""
        known: dict[int, int] = {}
        below: dict[Pointer, int] = {}
        for at in work:
            children = self._children_of(at)
            if id(children) not in known:
                known[id(children)] = _most_work(children, work)
            below[at] = known[id(children)]
        return below

    def _children_of(self, at: Pointer) -> _Children:
        if at in self._children:
            return self._children[at]
        self._closure(at)  # raises where an alias leads back
        origin = at
        while (alias := self._alias(origin)) is not None:
            origin = alias
        known = self._children.get(origin)
        if known is None:
            known = self._found_children(origin)
        self._children[origin] = self._children[at] = known
        return known

    def _alias(self, at: Pointer) -> Pointer | None:
        """Return the schema to which the one at *at* leaves everything, as a mere ``$ref`` does."""
        same = self._same_value(at)
        own = any(part.use is Use.CHILD for _, part in self._document.within[at])
        if own or len(same) != 1 or _evaluates_again(self._document.schemas[at]):
            return None
        return same[0]

    def _found_children(self, at: Pointer) -> _Children:
        found: dict[tuple[bool, str | None], Counter[Pointer]] = defaultdict(Counter)
        for one, times in self._closure(at).items():
            for place, part in self._document.within[one]:
                if part.use is Use.CHILD:
                    found[part.of_items, part.label][place] += times
        self._size += sum(map(len, found.values()))
        if self._size > _MOST_CHILDREN:
            raise TooIntricate
        return found

    def _closure(self, at: Pointer) -> Counter[Pointer]:
        """Return how often each schema is applied to the value to which the one at *at* is."""
        order: list[Pointer] = []
        self._visit(at, order)
        for one in order:
            total = Counter({one: 1})
            times = 2 if _evaluates_again(self._document.schemas[one]) else 1
            for other in self._same_value(one) * times:
                total.update(self._applied[other])
                if total.total() > MOST_WORK:
                    break
            self._applied[one] = total
        return self._applied[at]

    def _visit(self, start: Pointer, order: list[Pointer]) -> None:
        """Append what has to be counted before *start*, and *start*. Raises EndlessReference."""
        open_: set[Pointer] = set()
        waiting: list[tuple[Pointer, bool]] = [(start, False)]
        while waiting:
            at, done = waiting.pop()
            if done:
                open_.remove(at)
                order.append(at)
                self._applied[at] = Counter()
            elif at in open_:
                raise EndlessReference(at)
            elif at not in self._applied:
                open_.add(at)
                waiting.append((at, True))
                waiting += [(other, False) for other in self._same_value(at)]

    def _same_value(self, at: Pointer) -> list[Pointer]:
        found = [place for place, part in self._document.within[at] if part.use is Use.SAME_VALUE]
        referred = self._document.referred(at)
        return found if referred is None else [*found, referred]


def _most_work(children: _Children, work: Mapping[Pointer, int]) -> int:
    """Return the most steps for one of *children*, which together meet the schemas of its name."""
    most = 0
    for of_items in (False, True):
        everywhere = _work(children.get((of_items, None), {}), work)
        named = (
            _work(targets, work)
            for (kind, name), targets in children.items()
            if kind is of_items and name is not None
        )
        most = max(most, everywhere + max(named, default=0))
    return min(MOST_WORK + 1, most)


def _work(targets: Mapping[Pointer, int], work: Mapping[Pointer, int]) -> int:
    return sum(times * work[at] for at, times in targets.items())


def _weight(schema: Schema) -> int:
    if isinstance(schema, bool):
        return 1
    options: list[Any] = [*schema.get("enum", []), schema.get("const")]
    large = sum(isinstance(option, list | dict) for option in options)
    names = len(schema.get("required", []))
    patterns = len(schema.get("patternProperties", {}))
    return 1 + _OPTION * large + _PATTERN * patterns + names // _SOME


def _evaluates_again(schema: Schema) -> bool:
    """Whether the validator goes through the schemas once more, to know what they evaluated."""
    return isinstance(schema, Mapping) and not schema.keys().isdisjoint(
        {"unevaluatedProperties", "unevaluatedItems"}
    )
