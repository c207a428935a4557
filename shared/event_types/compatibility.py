"""Says whether a changed schema accepts all that the schema before it accepted.

A schema is a list of demands. The new one accepts all that the old one did if each of its demands
follows from demands of the old one. The check compares keyword by keyword, and reports each place
of the new schema whose demand it does not see to follow: it may report a change that is harmless,
and reports every one that is not. docs/event-types.md has the rules for users.

Below, *wide* is the schema that must accept what *narrow* accepts, the conjuncts of another one.
"""

from __future__ import annotations

from shared.event_types import demands
from shared.event_types.demands import APPLIES, Reason, Rule
from shared.event_types.references import Document
from shared.event_types.views import NEW, OLD, Conjuncts, Place, TooMuch, Views

_MOST_COMPARISONS = 10_000
_MOST_REASONS = 20


def reasons_against(old: Document, new: Document) -> list[Reason]:
    """Return why *new* may refuse what *old* accepts; empty if it refuses none of it."""
    if old.dialect is not new.dialect:
        return [(("$schema",), "is another dialect than before, which cannot be compared")]
    try:
        reasons = Comparison(Views(old, new)).covers(NEW, OLD)
        return list(dict.fromkeys(reasons))[:_MOST_REASONS]
    except (TooMuch, RecursionError):
        return [((), "is too large to be compared")]


class Comparison:
    """Compares schemas of two documents."""

    def __init__(self, views: Views) -> None:
        self.views = views
        # A pair that is being compared counts as compatible. Between it and its repetition there is
        # a property or an item, and a payload has finitely many levels.
        self._known: dict[tuple[Place, Conjuncts], list[Reason]] = {}
        self._order: list[tuple[Place, Conjuncts]] = []
        self._comparisons = 0

    def covers(self, wide: Place, narrow: Place) -> list[Reason]:
        """Return why *wide* may refuse what *narrow* accepts."""
        if self.views.same(wide, narrow):
            return []
        return self.follows(wide, self.views.conjuncts(narrow))

    def follows(self, wide: Place, narrow: Conjuncts) -> list[Reason]:
        """Return why *wide* may refuse what all of *narrow* accept. Raises TooMuch."""
        pair = wide, narrow
        known = self._known.get(pair)
        if known is None:
            self._count()
            before = len(self._order)
            self._known[pair] = []
            known = self._compared(wide, narrow)
            if known:
                # What was found compatible meanwhile may have relied on this pair.
                for later in self._order[before:]:
                    del self._known[later]
                del self._order[before:]
            self._known[pair] = known
            self._order.append(pair)
        return known

    def _compared(self, wide: Place, narrow: Conjuncts) -> list[Reason]:
        if any(self.views.refuses_all(place) for place in narrow):
            return []
        if self.views.refuses_all(wide):
            return [(wide.at, "allows nothing")]
        found = self.views.of(wide)
        types = self.views.types(narrow)
        reasons: list[Reason] = []
        for keyword, rule in demands.RULES.items():
            applies = APPLIES.get(keyword)
            if keyword in found and (applies is None or applies & types):
                reasons += self._by_alternatives(rule, wide, narrow)
        return reasons

    def _by_alternatives(self, rule: Rule, wide: Place, narrow: Conjuncts) -> list[Reason]:
        """Apply a rule; where it fails, to each alternative of an ``anyOf`` of *narrow*."""
        self._count()
        reasons = rule(self, wide, narrow)
        if not reasons:
            return []
        for alternatives in self.views.alternatives(narrow):
            if not any(self._by_alternatives(rule, wide, one) for one in alternatives):
                return []
        return reasons

    def _count(self) -> None:
        self._comparisons += 1
        if self._comparisons > _MOST_COMPARISONS:
            raise TooMuch
