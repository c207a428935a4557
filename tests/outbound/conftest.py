from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
import trustme

from shared.outbound import Outbound

MakeOutbound = Callable[..., Outbound]

NAME = "receiver.example"
"""The name in the certificates that tests issue."""

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


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def sender(outbound: MakeOutbound, authority: trustme.CA) -> Outbound:
    """Trusts *authority*, may not use http, and finds every name on this machine."""
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    return outbound(
        allow_http=False,
        ssl_context=trusting,
        resolve=lambda _name: [ip_address("127.0.0.1")],
    )


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
