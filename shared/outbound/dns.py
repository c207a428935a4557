"""Looks up names with a deadline, and remembers the addresses.

``getaddrinfo`` cannot be given a deadline, and the owner of a name decides how long its name
server takes. So it runs in a thread of its own, and the caller waits for as long as it has time.
Lookups of the same name share one thread, however many callers give up on it: a name that never
answers takes one thread for as long as the system's resolver tries (half a minute at worst).

Slow names of one domain cannot take all threads, since there is a limit for each parent domain,
and names that were found before stay usable while the resolver is slow, fails or has no thread
free. The caller checks every address before each connection, remembered or not.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import ip_address

from shared.outbound.guard import Address

Resolve = Callable[[str], Sequence[Address]]
"""Returns all addresses of a name, the best first. Raises OSError if it has none."""

MAX_LOOKUPS = 64
"""How many names may be looked up at once."""

MAX_LOOKUPS_PER_PARENT = 4
"""How many of them may have the same last two labels, such as ``example.com``."""

FRESH_SECONDS = 60.0
"""For how long addresses are used without a new lookup, as long as a connection may be kept."""

STALE_SECONDS = 600.0
"""For how long they are used if the name cannot be looked up again."""

_STALE_AGAIN_SECONDS = 10.0
"""After a failed lookup, seconds without another one."""

_PATIENCE = 0.25
"""The part of its time that a caller waits for a free thread, or for newer addresses."""

_MAX_REMEMBERED = 4096
_NO_SUCH_NAME = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class TooManyLookups(OSError):
    """As many names as allowed are being looked up already."""


def system_resolve(name: str) -> tuple[Address, ...]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(sockaddr[0]) for *_, sockaddr in found))


@dataclass(slots=True)
class _Remembered:
    addresses: Sequence[Address]
    fresh_until: float
    usable_until: float


class Lookups:
    """Looks up names for all threads of the process."""

    def __init__(self, resolve: Resolve, clock: Callable[[], float] = time.monotonic) -> None:
        self._resolve = resolve
        self._clock = clock
        self._remembered: dict[str, _Remembered] = {}  # the longest unused first
        self._in_flight: dict[str, Future[Sequence[Address]]] = {}
        self._per_parent: Counter[str] = Counter()
        self._changed = threading.Condition()

    def addresses(self, name: str, timeout: float) -> Sequence[Address]:
        """Return the addresses of *name*.

        Raises TimeoutError after *timeout* seconds, or another OSError if there are none.
        """
        remembered = self._recall(name)
        if remembered is None:
            return self._look_up(name, timeout)
        if self._clock() < remembered.fresh_until:
            return remembered.addresses
        try:
            return self._look_up(name, timeout * _PATIENCE)
        except OSError as error:
            if _is_definite(error):
                raise
        remembered.fresh_until = self._clock() + _STALE_AGAIN_SECONDS
        return remembered.addresses

    def _recall(self, name: str) -> _Remembered | None:
        with self._changed:
            remembered = self._remembered.pop(name, None)
            if remembered is None or self._clock() >= remembered.usable_until:
                return None
            self._remembered[name] = remembered
            return remembered

    def _remember(self, name: str, addresses: Sequence[Address]) -> None:
        """Keep *addresses*, or forget the name if there are none. Needs the lock."""
        self._remembered.pop(name, None)
        if addresses:
            now = self._clock()
            self._remembered[name] = _Remembered(
                addresses, fresh_until=now + FRESH_SECONDS, usable_until=now + STALE_SECONDS
            )
        while len(self._remembered) > _MAX_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]

    def _look_up(self, name: str, timeout: float) -> Sequence[Address]:
        end = time.monotonic() + timeout
        found = self._begin(name, timeout * _PATIENCE)
        return found.result(max(0.0, end - time.monotonic()))

    def _begin(self, name: str, patience: float) -> Future[Sequence[Address]]:
        """Start a lookup or join the one in flight. Raises TooManyLookups after *patience*."""
        parent = _parent(name)
        with self._changed:
            if not self._changed.wait_for(lambda: self._can_begin(name, parent), patience):
                raise TooManyLookups("too many names are being looked up")
            found = self._in_flight.get(name)
            if found is None:
                found = Future()
                threading.Thread(
                    target=self._run, args=(name, parent, found), name="lookup", daemon=True
                ).start()
                self._in_flight[name] = found
                self._per_parent[parent] += 1
        return found

    def _can_begin(self, name: str, parent: str) -> bool:
        return name in self._in_flight or (
            len(self._in_flight) < MAX_LOOKUPS and self._per_parent[parent] < MAX_LOOKUPS_PER_PARENT
        )

    def _run(self, name: str, parent: str, found: Future[Sequence[Address]]) -> None:
        addresses: Sequence[Address] | None = None
        failure: BaseException | None = None
        try:
            addresses = self._resolve(name)
        except BaseException as error:  # noqa: BLE001 - the caller gets it, whatever it is
            failure = error
        with self._changed:
            if addresses is not None:
                self._remember(name, addresses)
            elif _is_definite(failure):
                self._remembered.pop(name, None)
            del self._in_flight[name]
            self._per_parent[parent] -= 1
            self._per_parent += Counter()  # drops the zeros
            self._changed.notify_all()
        if failure is None:
            found.set_result(addresses or ())
        else:
            found.set_exception(failure)


def _is_definite(failure: BaseException | None) -> bool:
    """Return whether the name servers said that there is no such name."""
    return isinstance(failure, socket.gaierror) and failure.errno in _NO_SUCH_NAME


def _parent(name: str) -> str:
    return ".".join(name.split(".")[-2:])
