"""Fixtures: a relay in this process, and a receiver."""

from tests.support.in_process_fixtures import receiver, relay

__all__ = ["receiver", "relay"]
