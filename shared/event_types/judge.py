"""Makes validators of the schemas of own types, which may be costly to apply."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from shared.event_types.costs import work_per_value
from shared.event_types.references import Document
from shared.event_types.schemas import compiled
from shared.events.json_schema import SchemaValidator

_MOST_STEPS_FOR_ALL = 10_000
"""Up to so many steps all faults of a payload are looked for, above only the first."""

_MOST_REPEATED = 5_000_000
"""Characters of ``enum`` and ``const`` in all faults of a payload: the library copies them into
each fault, with up to six bytes for a character."""

_MANY_ALTERNATIVES = 64
"""Each has a fault of its own, with a copy of a value of up to 900 KB."""


def validator_of(document: Document) -> SchemaValidator:
    """Return a validator by the schema, which was accepted before."""

    @cache
    def most_values() -> int:
        by_steps = _MOST_STEPS_FOR_ALL // work_per_value(document)
        return min(by_steps, _MOST_REPEATED // max(1, _constant_characters(document)))

    return SchemaValidator(compiled(document), most_values, nests_faults=_nests_faults(document))


def _nests_faults(document: Document) -> bool:
    """Whether one fault can be large: that of alternatives has all faults of each of them.

    So it is where they look into a value, or may do so by what they refer to, or are many.
    """
    for parts in document.within.values():
        alternatives = [place for place, part in parts if part.keyword in {"anyOf", "oneOf"}]
        if len(alternatives) > _MANY_ALTERNATIVES:
            return True
        if any(document.within[at] or document.referred(at) is not None for at in alternatives):
            return True
    return False


def _constant_characters(document: Document) -> int:
    """Return how many characters the values have that ``enum`` and ``const`` name, as JSON."""
    return sum(
        len(json.dumps(schema[keyword]))
        for schema in document.schemas.values()
        if isinstance(schema, Mapping)
        for keyword in ("enum", "const")
        if keyword in schema
    )
