"""A parameter that is given twice arrives as one value, joined by a comma, and is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from shared.api import parameters
from shared.errors import InvalidInput

Read = Callable[[Mapping[str, str]], object]

READERS: dict[str, Read] = {
    "limit": parameters.limit,
    "status_code": parameters.status_code,
    "since": parameters.time_range,
    "until": parameters.time_range,
    "state": lambda given: parameters.one_of("state", given, ("failing", "healthy")),
}
VALUES = {
    "limit": "5",
    "status_code": "503",
    "since": "2030-05-15T12:00:00Z",
    "until": "2030-05-15T12:00:00Z",
    "state": "failing",
}


@pytest.mark.parametrize("name", READERS)
def test_twice_is_refused(name: str) -> None:
    """As the Functions host hands on ``?limit=5&limit=5``."""
    value = VALUES[name]
    READERS[name]({name: value})
    with pytest.raises(InvalidInput) as refused:
        READERS[name]({name: f"{value},{value}"})
    assert refused.value.field == name
