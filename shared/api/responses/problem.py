"""Errors as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from shared.api.responses.base import ResponseModel, given
from shared.errors import FieldError
from shared.events.fields import optional


class FieldProblem(ResponseModel):
    """One thing wrong with the request: where, and what."""

    field: str
    message: str

    @classmethod
    def of(cls, fault: FieldError) -> Self:
        return cls(field=encodable(fault.field), message=encodable(fault.message))


class Problem(ResponseModel):
    """Problem details (RFC 9457)."""

    type: str = optional()
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = optional()

    @classmethod
    def of(cls, *, status: int, title: str, detail: str, errors: Sequence[FieldProblem]) -> Self:
        return cls(
            type="about:blank",
            title=title,
            status=status,
            detail=encodable(detail),
            **given(errors=list(errors) or None),
        )


def encodable(text: str) -> str:
    """Replace halves of surrogate pairs, which the text of an error may repeat from a request."""
    return text.encode(errors="replace").decode()
