"""Timer triggers: six-field NCRONTAB expressions (seconds first), or a time span.

One run at a time, none caught up on, and ``past_due`` is never true: what the real host does with
schedules below a minute. Times are UTC.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from azure.functions.meta import Datum
from croniter import CroniterError, croniter

from devhost.errors import StartError
from devhost.indexing import Function
from devhost.settings import parse_time_span
from devhost.stopping import sleep
from devhost.worker import Invocation, Worker, new_id

_FIELD = re.compile(r"(?:[0-9*,/-]|[A-Za-z]{3})+")

Schedule = Callable[[datetime], datetime]
"""From a moment to the next one at which the timer fires."""


def parse_schedule(text: str) -> Schedule:
    """Raises ValueError where *text* is neither an NCRONTAB expression nor a time span."""
    if ":" in text:
        seconds = parse_time_span(text.strip())
        if seconds <= 0:
            raise ValueError(f"{text!r} is not longer than nothing")
        return lambda after: after + timedelta(seconds=seconds)
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
    """Runs one timer function by its schedule."""

    def __init__(self, function: Function, worker: Worker) -> None:
        self._function = function
        self._worker = worker
        self._one_at_a_time = asyncio.Lock()
        try:
            self._schedule = parse_schedule(function.trigger["schedule"])
        except ValueError as error:
            raise StartError(f"function {function.name}: the schedule {error}") from None

    async def run(self, stop: asyncio.Event) -> None:
        """Until *stop* is set, which ends the waiting but not a run that has begun."""
        if self._function.trigger.get("runOnStartup"):
            await self.fire("Timer fired on start-up")
        due = datetime.now(UTC)
        while not stop.is_set():
            # A sleep may end a moment early: the same moment must not come twice.
            now = datetime.now(UTC)
            due = self._schedule(max(now, due))
            if not await sleep((due - now).total_seconds(), stop):
                await self.fire(f"Timer fired at {datetime.now(UTC).isoformat()}")

    async def fire(self, reason: str, invocation_id: str | None = None) -> None:
        """Run the function now, or, while it runs already, when that run has ended."""
        data = Datum(json.dumps({"Schedule": {"AdjustForDST": True}, "IsPastDue": False}), "json")
        invocation = Invocation(self._function, data, invocation_id=invocation_id or new_id())
        async with self._one_at_a_time:
            await self._worker.invoke_loudly(invocation, reason)
