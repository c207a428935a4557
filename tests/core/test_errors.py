"""What an error says of the fields of a request, and the problem details made of it."""

from __future__ import annotations

import json

import pytest

from shared.api.http import problem
from shared.errors import Conflict, FieldError, InvalidInput, RelayError


def test_the_message_of_a_field_does_not_repeat_the_field() -> None:
    error = InvalidInput("name: is reserved", field="name")
    assert error.errors == (FieldError("name", "is reserved"),)
    assert InvalidInput("is reserved", field="name").errors == error.errors


def test_the_message_of_the_body_does_not_repeat_that_it_is_the_body() -> None:
    error = InvalidInput("the body must be an object", field="")
    assert error.errors == (FieldError("", "must be an object"),)


def test_without_a_field_there_are_no_errors() -> None:
    assert RelayError("the relay failed").errors == ()


def test_of_several_faults_the_first_is_told_and_their_number() -> None:
    faults = (FieldError("a", "is required"), FieldError("b", "is required"))
    error = InvalidInput.of(faults)
    assert (error.detail, error.field, error.errors) == ("a: is required (and 1 more)", "a", faults)
    assert InvalidInput.of(faults[:1]).detail == "a: is required"


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (InvalidInput("name: is reserved", field="name"), "name: is reserved"),
        (InvalidInput("is reserved", field="name"), "name: is reserved"),
        (InvalidInput("the body must be an object", field=""), "the body must be an object"),
        (InvalidInput.of([FieldError("", "is not JSON")]), "the body is not JSON"),
        (Conflict("it was changed", field="name"), "it was changed"),
        (RelayError("the relay failed"), "the relay failed"),
    ],
)
def test_problem_details_say_what_is_wrong_with_what(error: RelayError, detail: str) -> None:
    assert json.loads(problem(error).body)["detail"] == detail
