"""Fixtures: a storage account of a test's own."""

from tests.support.in_process_fixtures import account

__all__ = ["account"]
