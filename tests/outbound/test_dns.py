"""Names of strangers that are slow to look up do not keep others from being looked up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

import pytest

from shared.outbound.dns import (
    FRESH_SECONDS,
    MAX_LOOKUPS,
    MAX_LOOKUPS_PER_PARENT,
    STALE_SECONDS,
    Lookups,
    TooManyLookups,
)
from shared.outbound.guard import Address

from .conftest import MakeOutbound
from .receivers import receiver, wait_until

FOUND = [ip_address("127.0.0.1")]


class Resolver:
    """Finds every name at once, but for those that contain ``slow``, which take until `release`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failure: OSError | None = None
        self.found: Sequence[Address] = FOUND
        self.all_slow = False
        self.running = 0
        self._lock = threading.Lock()
        self._released = threading.Event()

    def __call__(self, name: str) -> Sequence[Address]:
        with self._lock:
            self.asked.append(name)
            self.running += 1
        try:
            if self.all_slow or "slow" in name:
                self._released.wait(30)
            if self.failure is not None:
                raise self.failure
            return self.found
        finally:
            with self._lock:
                self.running -= 1

    def release(self) -> None:
        self._released.set()


class Now:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def resolver() -> Iterator[Resolver]:
    resolver = Resolver()
    yield resolver
    resolver.release()
    wait_until(lambda: not resolver.running)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def lookups(resolver: Resolver, now: Now) -> Lookups:
    return Lookups(resolver, now)


def look_up_slow_ones(lookups: Lookups, names: list[str]) -> None:
    """Give up on each of *names* at once; the lookups go on."""

    def give_up(name: str) -> None:
        with pytest.raises(OSError):  # noqa: PT011 - a timeout, or no thread free
            lookups.addresses(name, 0.2)

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(give_up, names))


def test_many_slow_names_of_a_stranger_leave_room_for_others(
    lookups: Lookups, resolver: Resolver
) -> None:
    look_up_slow_ones(lookups, [f"slow-{number}.stranger.example" for number in range(100)])
    assert resolver.running == MAX_LOOKUPS_PER_PARENT
    for name in ("receiver.example.com", "example.org", "localhost"):
        assert lookups.addresses(name, 0.2) == FOUND


def test_labels_below_the_parent_do_not_matter(lookups: Lookups, resolver: Resolver) -> None:
    names = [f"slow.{'x.' * number}stranger.example" for number in range(20)]
    look_up_slow_ones(lookups, names)
    assert resolver.running == MAX_LOOKUPS_PER_PARENT


@pytest.mark.slow
def test_a_delivery_to_a_new_name_is_made_beside_slow_names(
    outbound: MakeOutbound, resolver: Resolver
) -> None:
    sender = outbound(resolve=resolver, timeout=1.0)
    with receiver() as seen, ThreadPoolExecutor(MAX_LOOKUPS + 10) as pool:
        posts = [
            pool.submit(sender.post, seen.url(host=f"slow-{n}.stranger.example"), b"", {})
            for n in range(MAX_LOOKUPS + 10)
        ]
        wait_until(lambda: resolver.running == MAX_LOOKUPS_PER_PARENT)
        assert sender.post(seen.url(host="well.example.com"), b"", {}).ok
        assert {post.result().error for post in posts} <= {"timeout", "dns_failed"}


def test_names_of_one_parent_wait_for_each_other(resolver: Resolver, lookups: Lookups) -> None:
    """Where each is quick, all are found, however many there are."""
    names = [f"{number}.example.com" for number in range(60)]
    with ThreadPoolExecutor(60) as pool:
        assert list(pool.map(lambda name: lookups.addresses(name, 10), names)) == [FOUND] * 60


def test_a_known_name_is_found_though_every_thread_is_taken(
    resolver: Resolver, lookups: Lookups, now: Now
) -> None:
    lookups.addresses("well.example.com", 1)
    now.now += FRESH_SECONDS + 1
    look_up_slow_ones(lookups, [f"slow.stranger-{number}.example" for number in range(MAX_LOOKUPS)])
    assert resolver.running == MAX_LOOKUPS

    with pytest.raises(TooManyLookups):
        lookups.addresses("new.example.com", 0.2)
    began = time.monotonic()
    assert lookups.addresses("well.example.com", 2) == FOUND
    assert time.monotonic() - began < 1
    began = time.monotonic()
    for _ in range(20):
        assert lookups.addresses("well.example.com", 2) == FOUND
    assert time.monotonic() - began < 2, "it waits once, and not at every delivery"


def test_addresses_are_used_for_a_minute_without_a_lookup(
    resolver: Resolver, lookups: Lookups, now: Now
) -> None:
    for _ in range(3):
        lookups.addresses("well.example.com", 1)
        now.now += FRESH_SECONDS / 3 - 0.1
    assert len(resolver.asked) == 1
    now.now += 1
    resolver.found = [ip_address("127.0.0.2")]
    assert lookups.addresses("well.example.com", 1) == resolver.found
    assert len(resolver.asked) == 2


def test_addresses_are_used_for_ten_minutes_while_the_resolver_fails(
    resolver: Resolver, lookups: Lookups, now: Now
) -> None:
    lookups.addresses("well.example.com", 1)
    resolver.failure = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    now.now += STALE_SECONDS - 1
    assert lookups.addresses("well.example.com", 1) == FOUND
    now.now += 2
    with pytest.raises(socket.gaierror):
        lookups.addresses("well.example.com", 1)


def test_addresses_are_used_while_the_resolver_is_slow(
    resolver: Resolver, lookups: Lookups, now: Now
) -> None:
    lookups.addresses("well.example.com", 1)
    resolver.all_slow = True
    now.now += FRESH_SECONDS + 1
    began = time.monotonic()
    assert lookups.addresses("well.example.com", 2) == FOUND
    assert time.monotonic() - began < 1.5, "there is time left to connect"


def test_a_name_that_is_gone_is_forgotten_at_once(
    resolver: Resolver, lookups: Lookups, now: Now
) -> None:
    lookups.addresses("well.example.com", 1)
    now.now += FRESH_SECONDS + 1
    resolver.failure = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    for _ in range(2):
        with pytest.raises(socket.gaierror):
            lookups.addresses("well.example.com", 1)
    assert len(resolver.asked) == 3


def test_a_remembered_address_is_checked_at_each_connection(
    outbound: MakeOutbound, resolver: Resolver
) -> None:
    resolver.found = [ip_address("10.0.0.1")]
    sender = outbound(resolve=resolver)
    for _ in range(2):
        assert sender.post("http://well.example.com/", b"", {}).error == "refused_address"
    assert len(resolver.asked) == 1
