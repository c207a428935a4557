"""What stops the start."""

from __future__ import annotations


class StartError(Exception):
    """The app cannot be run; the message says why, in one line."""
