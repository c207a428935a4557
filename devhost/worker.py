"""One invocation: arguments in, result out.

Sync functions run on a thread pool of ``PYTHON_THREADPOOL_THREAD_COUNT`` threads, async ones on
the event loop. Arguments and results pass through azure-functions' own converters.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import azure.functions
from azure.functions.meta import Datum

from devhost import logs
from devhost.indexing import GENERIC, Function, converter

_logger = logging.getLogger("devhost")
_thread_local = threading.local()


class InvocationError(Exception):
    """The function failed. It has been logged; the cause is in ``__cause__``."""


def new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a trigger hands to the worker. *metadata* is the trigger's, as Datum by name."""

    function: Function
    data: Datum
    metadata: Mapping[str, Datum] = field(default_factory=dict)
    invocation_id: str = field(default_factory=new_id)


class Worker:
    """Runs functions, each on a thread or on the event loop."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_thread_count(), thread_name_prefix="function")

    async def invoke(self, invocation: Invocation) -> Datum | None:
        """Run the function; its ``$return``, if it has one. Raises InvocationError."""
        if invocation.function.is_async:
            return await _call_async(invocation)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, _call_sync, invocation)

    async def invoke_loudly(self, invocation: Invocation, reason: str) -> None:
        """Run the function and log, as the real host does, that it begins and how it ends."""
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
        self._pool.shutdown(wait=False, cancel_futures=True)


def _call_sync(invocation: Invocation) -> Datum | None:
    function = invocation.function
    token = logs.running.set(function.name)
    try:
        return _result(function, function.call(**_arguments(invocation)))
    except Exception as error:
        _log_failure(error)
        raise InvocationError(function.name) from error
    finally:
        logs.running.reset(token)


async def _call_async(invocation: Invocation) -> Datum | None:
    function = invocation.function
    token = logs.running.set(function.name)
    try:
        return _result(function, await function.call(**_arguments(invocation)))
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
    arguments = {function.parameter: argument}
    if function.wants_context:
        arguments["context"] = Context(invocation)
    return arguments


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
    """The setting, where it is a whole number above 0; else Python's default, as in the worker."""
    text = os.environ.get("PYTHON_THREADPOOL_THREAD_COUNT", "")
    if text.isdecimal() and int(text) > 0:
        return int(text)
    if text:
        _logger.warning("PYTHON_THREADPOOL_THREAD_COUNT must be a whole number above 0")
    return None


class Context(azure.functions.Context):
    """What a parameter called ``context`` is given."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation

    @property
    def invocation_id(self) -> str:
        return self._invocation.invocation_id

    @property
    def thread_local_storage(self) -> Any:
        return _thread_local

    @property
    def function_name(self) -> str:
        return self._invocation.function.name

    @property
    def function_directory(self) -> str:
        return self._invocation.function.directory

    @property
    def trace_context(self) -> Any:
        """None: devhost traces nothing."""
        return None

    @property
    def retry_context(self) -> Any:
        """None: devhost knows no retry policies."""
        return None
