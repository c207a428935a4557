"""Ports of this machine: reads them from the environment, checks and finds free ones."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterable

_LISTENING = (20000, 32000)
_RANDOM = random.SystemRandom()


class PortError(Exception):
    """A port cannot be used; the message says which, and how to choose another."""


def from_environment(name: str, default: int) -> int:
    """Return the port in the environment variable *name*. Raises PortError."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65534:
        raise PortError(f"{name}={text} is not a port")
    return int(text)


def check_free(ports: Iterable[int], name: str, what: str) -> None:
    """Raises PortError where one of *ports*, for *what* and set by *name*, is taken."""
    taken = first_taken(ports)
    if taken is not None:
        raise PortError(f"port {taken}, for {what}, is taken; choose another with {name}=…")


def first_taken(ports: Iterable[int]) -> int | None:
    """Return the first of *ports* that is in use, or None."""
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return port
    return None


def free(count: int) -> tuple[int, ...]:
    """Return *count* ports in a row that are free at this moment.

    They lie below the ports that systems give to connections, any of which would take one of them.
    """
    while True:
        first = _RANDOM.randrange(*_LISTENING)
        ports = tuple(range(first, first + count))
        if first_taken(ports) is None:
            return ports
