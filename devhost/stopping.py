"""Waiting that ends when the host is told to stop."""

from __future__ import annotations

import asyncio
import contextlib


async def sleep(seconds: float, stop: asyncio.Event) -> bool:
    """Wait until *stop* is set, at most *seconds*; return whether it is set."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
    return stop.is_set()
