"""Errors of the Azure SDK turned into `StorageFault`."""

from __future__ import annotations

from types import TracebackType

from azure.core.exceptions import AzureError, DecodeError, HttpResponseError

from shared.store.faults import StorageFault, fault
from shared.store.wire.service import Answer, code_in


class asking:  # noqa: N801 - a context manager, read as a verb
    """While storage is asked for *operation* on the table or queue *target*.

    An error of the SDK that the block does not handle is raised as a `StorageFault` from it.
    """

    __slots__ = ("_operation", "_target")

    def __init__(self, operation: str, target: str) -> None:
        self._operation = operation
        self._target = target

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(error, AzureError):
            raise translated(error, self._operation, self._target) from error


def translated(error: AzureError, operation: str, target: str) -> StorageFault:
    """Return the fault that *error* stands for, and cut what may hold keys out of *error*.

    A response of storage's may repeat row keys and, where a signature was wrong, the request that
    was signed. *error* appears in tracebacks as the cause of the fault.
    """
    status = error.status_code if isinstance(error, HttpResponseError) else None
    code = error_code(error)
    made = fault(
        operation=operation, target=target, status=status, code=code, reason=_reason(error)
    )
    told: BaseException | None = error
    while isinstance(told, HttpResponseError):
        told.args, told.message, told.response = (str(made),), str(made), None
        told = told.__cause__ or told.__context__
    return made


def refused(answer: Answer, operation: str, target: str) -> StorageFault:
    """Return the fault for an *answer* of storage that its caller does not expect."""
    return fault(operation=operation, target=target, status=answer.status, code=answer.code)


def error_code(error: AzureError) -> str | None:
    """Return the service's name for the error, as in ``EntityAlreadyExists``."""
    code = getattr(error, "error_code", None)  # the SDK sets it on most errors, undeclared
    if code is None and isinstance(error, HttpResponseError):
        code = _code_in_body(error)
    return None if code is None else str(getattr(code, "value", code))


def _code_in_body(error: HttpResponseError) -> str | None:
    """Look for the code where the SDK did not: ``insert`` raises some errors as they came."""
    try:
        return code_in(error.response.text())  # type: ignore[union-attr]
    except (AttributeError, ValueError):
        return None


def _reason(error: AzureError) -> str:
    """Return why there was no response. The transport has taken the URL out of it."""
    return type(error).__name__ if isinstance(error, DecodeError) else str(error)
