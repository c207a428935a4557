"""A webhook that fails until its breaker opens."""

from __future__ import annotations

from shared.model import Health, Webhook
from tests.support.in_process import InProcess


def open_breaker(relay: InProcess, webhook: Webhook) -> Health:
    """Let two deliveries fail until the breaker opens."""
    relay.post_pings(2)
    return opened(relay, webhook)


def opened(relay: InProcess, webhook: Webhook) -> Health:
    """Let what was posted fail until the breaker opens."""
    relay.pump()
    for _ in range(4):
        relay.round()
    health = relay.health(webhook)
    assert health is not None
    assert health.breaker.open
    return health


def fail_until_open(relay: InProcess, uid: str) -> None:
    """Let three deliveries fail until the breaker opens."""
    relay.post_pings(3)
    relay.pump()
    for _ in range(8):
        rounds(relay, 1)
        health = relay.store.health.get(uid)
        if health is not None and health.breaker.open:
            return
    raise AssertionError("the breaker stayed closed")


def rounds(relay: InProcess, count: int) -> None:
    """Make *count* rounds, whose messages are handled by eight threads."""
    for _ in range(count):
        relay.tick()
        relay.pump(threads=8)
