"""Runs functions on a pool of ``PYTHON_THREADPOOL_THREAD_COUNT`` threads.

Arguments and results pass through azure-functions' own converters.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from azure.functions.meta import Datum

from devhost import logs
from devhost.indexing import GENERIC, Function, converter

_logger = logging.getLogger("devhost")


class InvocationError(Exception):
    """The function raised ``__cause__``, which has been logged."""


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function, its trigger's ``data`` and the trigger's ``metadata`` by name."""

    function: Function
    data: Datum
    metadata: Mapping[str, Datum] = field(default_factory=dict)
    invocation_id: str = field(default_factory=new_id)


class Worker:
    """Runs functions, each on a thread of its pool."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_thread_count(), thread_name_prefix="function")

    async def invoke(self, invocation: Invocation) -> Datum | None:
        """Run the function and return its ``$return``, if it has one. Raises InvocationError."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, _call, invocation)

    async def invoke_loudly(self, invocation: Invocation, reason: str) -> None:
        """Run the function and log its begin and its end, as the real host does."""
        name = f"'Functions.{invocation.function.name}'"
        started = time.monotonic()
        _logger.info("Executing %s (Reason='%s', Id=%s)", name, reason, invocation.invocation_id)
        try:
            await self.invoke(invocation)
            outcome = "Succeeded"
        except InvocationError:
            outcome = "Failed"
        took = round((time.monotonic() - started) * 1000)
        _logger.info(
            "Executed %s (%s, Id=%s, Duration=%dms)", name, outcome, invocation.invocation_id, took
        )

    def close(self) -> None:
        """Begin no further function. Functions that run are not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _call(invocation: Invocation) -> Datum | None:
    function = invocation.function
    token = logs.running.set(function.name)
    try:
        return _result(function, function.call(**_arguments(invocation)))
    except Exception as error:
        _log_failure(error)
        raise InvocationError(function.name) from error
    finally:
        logs.running.reset(token)


def _arguments(invocation: Invocation) -> dict[str, Any]:
    function = invocation.function
    if function.input_binding == GENERIC:
        argument = invocation.data.value
    else:
        decode = converter(function.input_binding).decode
        argument = decode(invocation.data, trigger_metadata=invocation.metadata)
    return {function.parameter: argument}


def _result(function: Function, value: Any) -> Datum | None:
    if not function.has_return:
        if value is not None:
            raise RuntimeError("a function without a $return binding returned a value")
        return None
    datum: Datum = converter("http").encode(value, expected_type=function.return_annotation)
    return datum


def _log_failure(error: Exception) -> None:
    _logger.error("%s: %s", type(error).__name__, error, exc_info=error)


def _thread_count() -> int | None:
    """Return the setting, or None (Python's default) unless it is a whole number above 0."""
    text = os.environ.get("PYTHON_THREADPOOL_THREAD_COUNT", "")
    if text.isdecimal() and int(text) > 0:
        return int(text)
    if text:
        _logger.warning("PYTHON_THREADPOOL_THREAD_COUNT must be a whole number above 0")
    return None
