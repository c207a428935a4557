"""Which functions of an app are found, and which apps are refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from devhost.errors import StartError
from devhost.indexing import Function, index
from tests.devhost.apps import HEAD, write_app


@pytest.fixture(autouse=True)
def fresh_imports() -> Iterator[None]:
    path = list(sys.path)
    yield
    sys.path[:] = path
    sys.modules.pop("function_app", None)


def indexed(
    folder: Path, source: str, settings: dict[str, str] | None = None, head: str = HEAD
) -> Sequence[Function]:
    return index(write_app(folder, source, head=head), settings or {})


GOOD = """
@app.route(route="items/{id}", methods=["get", "POST"], auth_level=func.AuthLevel.ADMIN)
def by_id(req: func.HttpRequest) -> func.HttpResponse: ...

@app.function_name("Renamed")
@app.queue_trigger(arg_name="msg", queue_name="%QUEUE%-in", connection="Elsewhere")
def queued(msg): ...

@app.timer_trigger(arg_name="timer", schedule="%EVERY%")
def timed(timer: func.TimerRequest) -> None: ...
"""


def test_what_is_indexed(tmp_path: Path) -> None:
    by_id, renamed, timed = indexed(tmp_path, GOOD, {"QUEUE": "q", "EVERY": "* * * * * *"})
    assert (by_id.name, by_id.kind) == ("by_id", "httpTrigger")
    assert by_id.trigger["route"] == "items/{id}"
    assert by_id.trigger["methods"] == ["GET", "POST"]
    assert by_id.trigger["authLevel"] == "admin"
    assert by_id.has_return
    assert (renamed.name, renamed.kind) == ("Renamed", "queueTrigger")
    assert renamed.trigger["queueName"] == "q-in"
    assert renamed.trigger["connection"] == "Elsewhere"
    assert not renamed.has_return
    assert timed.trigger["schedule"] == "* * * * * *"


QUEUE = '@app.queue_trigger(arg_name="msg", queue_name="q", connection="C")\n'
TIMER = '@app.timer_trigger("timer", schedule="0 0 0 1 1 *", run_on_startup=True)\n'
ROUTE = '@app.route(route="r")\n'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (QUEUE + "def f(message: func.QueueMessage): ...", "no binding fills: message"),
        (QUEUE + "def f(): ...", "no parameter takes: msg"),
        (QUEUE + "def f(msg, more): ...", "no binding fills: more"),
        (QUEUE + "def f(msg: 'func.HttpRequest'): ...", "does not match the annotation"),
        (QUEUE + "def f(msg: int): ...", "does not match the annotation int"),
        (QUEUE + "def f(msg: 5): ...", "an annotation that is no type: 5"),
        (QUEUE + "def f(msg: func.Out[str]): ...", 'annotated as an "Out"'),
        (QUEUE + "def f(msg, context: func.Context): ...", "gives functions no context"),
        (QUEUE + "async def f(msg): ...", "runs no async functions"),
        (TIMER + "def f(timer: func.TimerRequest): ...", "runs no timer on start-up"),
        (ROUTE + "def f(req: func.HttpRequest) -> int: ...", "return annotation int"),
        (ROUTE + "def f(req) -> 5: ...", "return annotation that is no type"),
        (
            '@app.queue_output(arg_name="out", queue_name="q", connection="C")\n'
            + QUEUE
            + "def f(msg, out: func.Out[str]): ...",
            "devhost has no queue binding",
        ),
        (
            '@app.blob_trigger(arg_name="blob", path="p", connection="C")\ndef f(blob): ...',
            "devhost has no blobTrigger binding",
        ),
        (QUEUE.replace('"q"', '"%Q%"') + "def f(msg): ...", "function f, queueName.* Q,"),
        (QUEUE + "def f(msg): ...\nother = func.FunctionApp()", "more than one function app"),
        ("app = None", "no function app at the top level"),
        ("", "the app has no functions"),
        ("@app.function_name('f')\ndef f(): ...", "ValueError: .*trigger"),
        (QUEUE + "def f(msg): ...\n" + QUEUE + "def f(msg): ...", "ValueError: .* name"),
        ("import nowhere_to_be_found", r"ModuleNotFoundError: .*\(function_app.py, line \d+\)"),
        ("def f(:", "SyntaxError"),
        ("raise ValueError('RETENTION_DAYS: too few')", "ValueError: RETENTION_DAYS: too few"),
        ("import sys; sys.exit('bye')", "SystemExit: bye"),
    ],
)
def test_what_is_refused(tmp_path: Path, source: str, message: str) -> None:
    with pytest.raises(StartError, match=message):
        indexed(tmp_path, source)


def test_annotations_may_be_text(tmp_path: Path) -> None:
    (f,) = indexed(
        tmp_path,
        QUEUE + "def f(msg: func.QueueMessage) -> None: ...",
        head="from __future__ import annotations\n" + HEAD,
    )
    assert f.input_binding == "queueTrigger"
