"""Fixtures: a relay in this process, on storage in memory."""

from tests.support.in_process_fixtures import memory_relay, receiver

__all__ = ["memory_relay", "receiver"]
