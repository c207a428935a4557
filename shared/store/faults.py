"""The errors of storage, in terms of what the caller can do about them.

::

    StorageFault
    ├── Forbidden    the account does not let us in: a wrong key, or a role that is missing
    ├── Throttled    the account has more to do than it can; try again later
    ├── Unavailable  no response, or storage failed by itself; try again later
    └── BadRequest   storage refuses what was asked; asking again will not help

A conflict, a missing row and a changed row are not errors: the operations of a table return them.
"""

from __future__ import annotations


class StorageFault(Exception):
    """Storage did not do what was asked.

    The text names the operation, the table or queue, and the HTTP status and error code or the
    reason why there was no response. It never holds a key, a signature, a row key or a value.
    `status` is None where there was no response; `code` is the service's name for the error, as
    in ``ServerBusy``.
    """

    def __init__(
        self,
        reason: str,
        *,
        operation: str = "",
        target: str = "",
        status: int | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(f"{operation} {target}: {reason}" if operation else reason)
        self.operation = operation
        self.target = target
        self.status = status
        self.code = code


class Forbidden(StorageFault):
    """Storage does not let this process in."""


class Throttled(StorageFault):
    """Storage is asked for more than it can do."""


class Unavailable(StorageFault):
    """Storage gave no response, or failed by itself."""


class BadRequest(StorageFault):
    """Storage refuses what was asked of it, now and later."""


_TRY_LATER = {"TableBeingDeleted", "TableNotFound", "QueueBeingDeleted", "QueueNotFound"}
"""Codes of a table or queue that somebody is deleting: it was created, and is missing again."""


def fault(
    *, operation: str, target: str, status: int | None, code: str | None, reason: str = ""
) -> StorageFault:
    """Make the fault that an HTTP *status* and error *code* stand for.

    *reason* is told where there was no response, so that *status* is None.
    """
    told = reason if status is None else f"{status} {code or 'without an error code'}"
    kind = _kind(status, code)
    return kind(told, operation=operation, target=target, status=status, code=code)


def _kind(status: int | None, code: str | None) -> type[StorageFault]:
    if status in (401, 403):
        return Forbidden
    if status == 429 or code == "ServerBusy":
        return Throttled
    if status is None or status == 408 or code in _TRY_LATER:
        return Unavailable
    return BadRequest if 400 <= status < 500 else Unavailable
