"""Says whether a JSON Schema may be that of an own type.

A schema is refused with the place of the fault: what its metaschema refuses, what would have to be
fetched, what could take too long.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from shared.errors import FieldError, InvalidInput
from shared.event_types import costs, validator
from shared.event_types.dialects import Dialect, Pointer, Schema, dialect_of, shown
from shared.event_types.references import Document
from shared.events.json_values import is_deeper

MOST_BYTES = 64 * 1024
"""The size of a schema as JSON without whitespace, in UTF-8."""

MOST_LEVELS = 32
"""How many objects and arrays are around the innermost value of a schema."""

_MOST_FAULTS = 20

_NOT_SUPPORTED = (
    *("$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef"),
    "$vocabulary",
)
_BESIDE_REFERENCE = frozenset(
    {
        *("$ref", "$schema", "$id", "$comment", "definitions", "title", "description"),
        *("default", "examples", "deprecated", "readOnly", "writeOnly"),
    }
)
"""What may be beside ``$ref`` in draft 7, which ignores all of it."""


class SchemaFault(Exception):
    """What is wrong with a schema: places in it, and messages."""

    def __init__(self, *faults: tuple[Pointer, str]) -> None:
        super().__init__(*faults)
        self.faults = faults

    def as_invalid_input(self, field: str) -> InvalidInput:
        """Return it as the fault of a request whose *field* has the schema."""
        return InvalidInput.of([FieldError(field_of(field, at), told) for at, told in self.faults])


def field_of(field: str, at: Pointer) -> str:
    """Return the place *at* in the schema that *field* has, such as ``schema#/properties/a``."""
    place = shown(at) if at else ""
    return field + (place if len(place) <= _LONGEST_PLACE else place[:_LONGEST_PLACE] + "...")


_LONGEST_PLACE = 300


def checked(schema: Mapping[str, Any]) -> Document:
    """Return *schema* with what is within it. Raises SchemaFault."""
    dialect = _checked_dialect(schema)
    _check_size(schema)
    at = validator.metaschema_fault(schema, dialect)
    if at is not None:
        raise _fault(at, f"is not allowed here by {dialect}")
    document = Document(schema, dialect)
    faults: list[tuple[Pointer, str]] = []
    for find in (_unsupported, _references, partial(_patterns, count=patterns_of(document))):
        faults += find(document)
        if faults:
            raise SchemaFault(*faults[:_MOST_FAULTS])
    _check_work(document)
    try:
        compiled(document)
    except ValueError as error:  # no schema is known that causes this
        raise _fault((), f"cannot be used: {type(error).__name__}") from None
    return document


def compiled(document: Document) -> Any:
    """Return jsonschema-rs' validator of a schema that was `checked`."""
    return validator.compiled(document.root, document.dialect, patterns=patterns_of(document))


def patterns_of(document: Document) -> int:
    """Return how many patterns there are."""
    return sum(len(list(_patterns_at(schema))) for schema in document.schemas.values())


def _fault(at: Pointer, message: str) -> SchemaFault:
    return SchemaFault((at, message))


def _checked_dialect(schema: Mapping[str, Any]) -> Dialect:
    dialect = dialect_of(schema)
    if dialect is None:
        known = " or ".join(Dialect)
        raise _fault(("$schema",), f"must be {known}; 2020-12 is used where it is left out")
    return dialect


def _check_size(schema: Mapping[str, Any]) -> None:
    try:
        text = json.dumps(schema, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        size = len(text.encode())
    except UnicodeEncodeError:
        raise _fault((), "has half of a surrogate pair, which is no character") from None
    except ValueError:
        raise _fault((), "has a number beyond the range of JSON") from None
    if size > MOST_BYTES:
        raise _fault((), f"is {size} bytes long, more than {MOST_BYTES}")
    if is_deeper(schema, MOST_LEVELS):
        raise _fault((), f"is nested deeper than {MOST_LEVELS} levels")


def _unsupported(document: Document) -> Iterator[tuple[Pointer, str]]:
    for at, schema in _objects(document):
        for keyword in _NOT_SUPPORTED:
            if keyword in schema:
                yield (*at, keyword), "is not supported: refer to #/$defs/... by $ref"
        for keyword in ("$id", "$schema"):
            if at and keyword in schema:
                yield (*at, keyword), "may only be at the top of the schema"


def _references(document: Document) -> Iterator[tuple[Pointer, str]]:
    for at, schema in _objects(document):
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            continue
        place = (*at, "$ref")
        if not reference.startswith("#"):
            yield place, "must begin with #: a schema may refer to itself alone"
        elif document.target(reference) is None:
            yield place, "refers to no schema within this one, such as #/$defs/name"
        elif document.dialect is Dialect.DRAFT_7 and not _BESIDE_REFERENCE.issuperset(schema):
            yield place, "draft 7 ignores what is beside $ref: put both into allOf"


def _patterns(document: Document, *, count: int) -> Iterator[tuple[Pointer, str]]:
    message = (
        "is no pattern that can be matched in linear time: lookahead, lookbehind and "
        "backreferences cannot, nor can one that takes more than "
        f"{validator.pattern_limit(count)} bytes compiled, as long repetitions do"
    )
    known: dict[str, bool] = {}
    for at, schema in _objects(document):
        for rest, pattern in _patterns_at(schema):
            if pattern not in known:
                known[pattern] = validator.is_linear_pattern(
                    pattern, document.dialect, patterns=count
                )
            if not known[pattern]:
                yield (*at, *rest), message


def _patterns_at(schema: Schema) -> Iterator[tuple[Pointer, str]]:
    """Yield the patterns of one schema, and their places in it."""
    if isinstance(schema, bool):
        return
    if "pattern" in schema:
        yield ("pattern",), schema["pattern"]
    for pattern in schema.get("patternProperties", {}):
        yield ("patternProperties", pattern), pattern


def _check_work(document: Document) -> None:
    try:
        work = costs.work_per_value(document)
    except costs.EndlessReference as error:
        message = "refers to itself without going into a property or an item"
        raise _fault(error.at, message) from None
    except costs.TooIntricate:
        raise _fault((), "has too many schemas that refer to each other") from None
    if work > costs.MOST_WORK:
        raise _fault(
            (),
            f"takes more than {costs.MOST_WORK} steps for one value: alternatives (anyOf, oneOf) "
            "that refer to each other multiply at each level",
        )


def _objects(document: Document) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    for at, schema in document.schemas.items():
        if isinstance(schema, Mapping):
            yield at, schema
