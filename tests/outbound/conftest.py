from __future__ import annotations

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from shared.outbound import Outbound

MakeOutbound = Callable[..., Outbound]

LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def outbound() -> Iterator[MakeOutbound]:
    """Makes an `Outbound` that may use http and loopback, unless told otherwise."""
    made: list[Outbound] = []

    def make(**changed: Any) -> Outbound:
        arguments = {
            "allow_http": True,
            "allowed_networks": LOOPBACK,
            "timeout": 10.0,
            "user_agent": "relay/test",
            **changed,
        }
        made.append(Outbound(**arguments))
        return made[-1]

    yield make
    for each in made:
        each.close()
