"""Looking up a name without being held by it.

``getaddrinfo`` cannot be given a deadline, and whoever owns a name decides how long its name
server takes. So it runs in a thread of its own, and the caller waits for as long as it has time.
Look-ups of the same name share one thread, however many callers give up on it: a name that never
answers costs one thread for as long as the system's resolver tries (half a minute at worst).
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from ipaddress import ip_address

from shared.outbound.guard import Address

Resolve = Callable[[str], Sequence[Address]]
"""All addresses of a name, best first. Raises OSError when it has none."""

MAX_LOOKUPS = 64
"""How many names may be looked up at once."""


class TooManyLookups(OSError):
    """As many names as may be are being looked up already."""


def system_resolve(name: str) -> tuple[Address, ...]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(sockaddr[0]) for *_, sockaddr in found))


class Lookups:
    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._under_way: dict[str, Future[Sequence[Address]]] = {}
        self._lock = threading.Lock()

    def addresses(self, name: str, timeout: float) -> Sequence[Address]:
        """Raises TimeoutError after *timeout* seconds, or another OSError when there are none."""
        return self._begin(name).result(timeout)

    def _begin(self, name: str) -> Future[Sequence[Address]]:
        with self._lock:
            found = self._under_way.get(name)
            if found is not None:
                return found
            if len(self._under_way) >= MAX_LOOKUPS:
                raise TooManyLookups("too many names are being looked up")
            found = Future()
            threading.Thread(
                target=self._look_up, args=(name, found), name="lookup", daemon=True
            ).start()
            self._under_way[name] = found
        return found

    def _look_up(self, name: str, found: Future[Sequence[Address]]) -> None:
        try:
            found.set_result(self._resolve(name))
        except BaseException as error:  # noqa: BLE001 - the caller gets it, whatever it is
            found.set_exception(error)
        finally:
            with self._lock:
                del self._under_way[name]
