"""Makes validators of the schemas of own types, which may be costly to apply."""

from __future__ import annotations

from functools import cache

from shared.event_types.costs import work_per_value
from shared.event_types.references import Document
from shared.event_types.schemas import compiled
from shared.events.json_schema import SchemaValidator

_MOST_STEPS_FOR_ALL = 10_000
"""Up to so many steps all faults of a payload are looked for, above only the first."""


def validator_of(document: Document) -> SchemaValidator:
    """Return a validator by the schema, which was accepted before."""

    @cache
    def most_values() -> int:
        return _MOST_STEPS_FOR_ALL // work_per_value(document)

    return SchemaValidator(compiled(document), most_values)
