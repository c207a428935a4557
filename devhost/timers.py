"""Timer triggers with six-field NCRONTAB expressions, seconds first. Times are UTC.

One run of a function at a time. A run that was missed is not made up for, and ``past_due`` is
never true, as on the real host with schedules below a minute.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

from azure.functions.meta import Datum
from croniter import CroniterError, croniter

from devhost.errors import StartError
from devhost.indexing import Function
from devhost.stopping import sleep
from devhost.worker import Invocation, Worker, new_id

_FIELD = re.compile(r"(?:[0-9*,/-]|[A-Za-z]{3})+")

Schedule = Callable[[datetime], datetime]
"""Takes a time; returns the next time at which the timer fires."""


def parse_schedule(text: str) -> Schedule:
    """Read an NCRONTAB expression. Raises ValueError where *text* is none."""
    fields = text.split()
    if len(fields) != 6 or not all(_FIELD.fullmatch(field) for field in fields):
        raise ValueError(f"{text!r} is not six fields, from seconds to the day of the week")
    try:
        # NCRONTAB wants the day of the month and the day of the week to match, cron either.
        return _next_of(croniter(text, second_at_beginning=True, day_or=False))
    except CroniterError as error:
        raise ValueError(f"{text!r} is not an NCRONTAB expression: {error}") from None


def _next_of(expression: croniter) -> Schedule:
    def next_after(after: datetime) -> datetime:
        moment: datetime = expression.get_next(datetime, start_time=after)
        return moment

    return next_after


class Timer:
    """Runs one timer function by its schedule. The constructor raises StartError."""

    def __init__(self, function: Function, worker: Worker) -> None:
        self._function = function
        self._worker = worker
        self._one_at_a_time = asyncio.Lock()
        try:
            self._schedule = parse_schedule(function.trigger["schedule"])
        except ValueError as error:
            raise StartError(f"function {function.name}: the schedule {error}") from None

    async def run(self, stop: asyncio.Event) -> None:
        """Fire on time until *stop* is set; then return when no scheduled run is left."""
        due = datetime.now(UTC)
        while not stop.is_set():
            # A sleep may end a little early: the timer must not fire twice for the same time.
            now = datetime.now(UTC)
            due = self._schedule(max(now, due))
            if not await sleep((due - now).total_seconds(), stop):
                await self.fire(f"Timer fired at {datetime.now(UTC).isoformat()}")

    async def fire(self, reason: str, invocation_id: str | None = None) -> None:
        """Run the function now, or as soon as a run that has begun is over."""
        data = Datum(json.dumps({"Schedule": {"AdjustForDST": True}, "IsPastDue": False}), "json")
        invocation = Invocation(self._function, data, invocation_id=invocation_id or new_id())
        async with self._one_at_a_time:
            await self._worker.invoke_loudly(invocation, reason)
