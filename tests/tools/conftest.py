"""Fixtures: a receiver."""

from tests.support.in_process_fixtures import receiver

__all__ = ["receiver"]
