"""Fixtures: a relay in this process on an account of its own, and a receiver."""

from tests.support.in_process_fixtures import account, memory_relay, receiver, relay, twin

__all__ = ["account", "memory_relay", "receiver", "relay", "twin"]
