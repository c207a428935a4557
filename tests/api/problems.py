"""What every refusal of the API looks like: problem details that name the field."""

from __future__ import annotations

import requests


def expect_problem(answer: requests.Response, status: int, field: str | None = None) -> None:
    """Assert that *answer* is a problem of this *status*, whose first fault is in *field*."""
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert len(answer.content) < 20_000
    if field is not None:
        assert problem["errors"][0]["field"] == field, problem
        assert problem["errors"][0]["message"]
