"""The error that ends devhost before it has started."""

from __future__ import annotations


class StartError(Exception):
    """The app cannot be run; the message says why, in one line."""
