"""Fixtures: two relays in this process on an account of their own, and a receiver."""

from tests.support.in_process_fixtures import account, memory_relay, receiver, relay, twin

__all__ = ["account", "memory_relay", "receiver", "relay", "twin"]
