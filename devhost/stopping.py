"""Waiting that ends when the host is told to stop."""

from __future__ import annotations

import asyncio
import contextlib


async def sleep(seconds: float, stop: asyncio.Event) -> bool:
    """Wait for so long, or until *stop* is set; whether it is."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
    return stop.is_set()
