"""Validators made by jsonschema-rs of JSON Schemas that users wrote.

The library is imported when the first own type is used: a relay without own types does not load it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.event_types.dialects import Dialect

if TYPE_CHECKING:
    import jsonschema_rs

SMALLEST_PATTERN_LIMIT = 32 * 1024
_LARGEST_PATTERN_LIMIT = 1024 * 1024
_PATTERNS_TOGETHER = 8 * 1024 * 1024


def pattern_limit(patterns: int) -> int:
    """Return how many bytes each of so many patterns may take once it is compiled."""
    share = _PATTERNS_TOGETHER // max(patterns, 1)
    return max(SMALLEST_PATTERN_LIMIT, min(_LARGEST_PATTERN_LIMIT, share))


def compiled(
    schema: Mapping[str, Any], dialect: Dialect, *, patterns: int
) -> jsonschema_rs.Validator:
    """Return a validator of *schema*, which has so many *patterns*. Raises ValueError.

    Patterns are matched in linear time: an engine without lookaround and backreferences. Nothing is
    ever fetched. Formats are asserted.
    """
    # The identifier is of no use to a schema that refers to itself alone.
    plain = {name: value for name, value in schema.items() if name != "$id"}
    limit = pattern_limit(patterns)
    options = _library().RegexOptions(size_limit=limit, dfa_size_limit=_LARGEST_PATTERN_LIMIT)
    validator: jsonschema_rs.Validator = _class_for(dialect)(
        plain, pattern_options=options, validate_formats=True, offline=True
    )
    return validator


def is_linear_pattern(pattern: str, dialect: Dialect, *, patterns: int) -> bool:
    """Whether *pattern* can be matched in linear time, within the share of one of *patterns*."""
    try:
        compiled({"pattern": pattern}, dialect, patterns=patterns)
    except ValueError:
        return False
    return True


def metaschema_fault(schema: Mapping[str, Any], dialect: Dialect) -> tuple[str, ...] | None:
    """Return the place in *schema* that the dialect's metaschema refuses; None if it accepts it.

    Its ``pattern``s are judged elsewhere.
    """
    for error in _metaschema(dialect).iter_errors(schema):
        return tuple(map(str, error.instance_path))
    return None


@cache
def _metaschema(dialect: Dialect) -> jsonschema_rs.Validator:
    """Return the validator of schemas, which has them say whether a format is known."""
    validator: jsonschema_rs.Validator = _class_for(dialect)(
        {"$ref": f"{dialect}#"}, validate_formats=False, offline=True
    )
    return validator


def _class_for(dialect: Dialect) -> Any:
    """Return the library's class of validators for *dialect*."""
    match dialect:
        case Dialect.DRAFT_2020_12:
            return _library().Draft202012Validator
        case Dialect.DRAFT_7:
            return _library().Draft7Validator


@cache
def _library() -> Any:
    import jsonschema_rs  # noqa: PLC0415 - see above

    return jsonschema_rs
