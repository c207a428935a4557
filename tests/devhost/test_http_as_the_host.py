"""81 raw requests with the answers of the real Functions host, put to devhost.

``data/functions_host_requests.json`` was recorded on the host that it names. Where devhost answers
otherwise, `DIFFERENCES` says why; one that is answered as by the host fails the test too, so that
the list stays true.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import devhost
from tests.devhost.apps import write_app
from tests.support.relay import RelayProcess

RECORDED = json.loads((Path(__file__).parent / "data" / "functions_host_requests.json").read_text())
CASES: dict[str, dict[str, Any]] = {case["name"]: case for case in RECORDED["cases"]}

JSON = ["application/json"]

# The file describes these requests in words.
LONG_REQUESTS = {
    "long line": f"GET /ui/{'a' * 9000} HTTP/1.1\r\nHost: 127.0.0.1:{{PORT}}\r\n"
    "Connection: close\r\n\r\n",
    "many headers": "GET /api/x/1/y/2 HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\n"
    + "".join(f"X-{number}: 1\r\n" for number in range(120))
    + "\r\n",
    "big header": "GET /api/x/1/y/2 HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\n"
    f"X-Big: {'a' * 40000}\r\n\r\n",
}


class Difference(NamedTuple):
    """Why devhost answers a request otherwise, and where its list of differences says so."""

    why: str
    listed: str


DIFFERENCES = {
    "root POST": Difference(
        "devhost has no home page; AzureWebJobsDisableHomepage=true turns it off on Azure",
        "``POST /`` is answered with 404",
    ),
    "chunked": Difference(
        "the relay's tests post bodies of unknown length, to see that they are limited",
        "A chunked request body is handed on",
    ),
    "lower": Difference(
        "uvicorn knows methods in upper case only",
        "a method in lower case, is answered with 400",
    ),
    "abs": Difference(
        "without keys a foreign Host is refused: a web page may have sent it",
        "answered with 403: one whose ``Host`` is not ``localhost``",
    ),
    "long line": Difference(
        "a webhook of Singularity with the longest URI has a longer id than Azure takes",
        "A request line of more than 8,190 bytes is served",
    ),
    "CL+TE": Difference(
        "uvicorn refuses what could smuggle a request",
        "A request with a length and chunks",
    ),
}

# The recorded app, as the file describes it.
APP = """
SHOWN = ("x-two", "content-length", "host", "accept-encoding", "if-none-match")

def show(fn, req):
    return func.HttpResponse(json.dumps({
        "fn": fn, "method": req.method, "url": req.url, "route": dict(req.route_params),
        "params": dict(req.params),
        "headers": {name: value for name, value in req.headers.items() if name in SHOWN},
        "len": len(req.get_body())}), mimetype="application/json")

@app.route(route="{ignored:maxlength(0)?}", methods=["GET", "HEAD"])
def root(req: func.HttpRequest) -> func.HttpResponse:
    return show("root", req)

@app.route(route="assets/{name}", methods=["GET", "HEAD"])
def assets(req: func.HttpRequest) -> func.HttpResponse:
    if req.headers.get("if-none-match") == '"v1"':
        return func.HttpResponse(status_code=304, headers={"ETag": '"v1"'})
    return func.HttpResponse("console.log(1)", headers={
        "Content-Type": "text/javascript",
        "Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "identity",
        "ETag": '"v1"', "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'"})

@app.route(route="redir", methods=["GET"])
def redir(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(status_code=302, headers={"Location": "/ui/"})

@app.route(route="ui/{*path}", methods=["GET"])
def ui(req: func.HttpRequest) -> func.HttpResponse:
    return show("ui", req)

@app.route(route="api/x/{a}/y/{b}", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def x(req: func.HttpRequest) -> func.HttpResponse:
    return show("x", req)

@app.route(route="api/empty", methods=["GET"])
def empty(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(status_code=204)

@app.route(route="api/multi", methods=["GET"])
def multi(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("x", headers={
        "Retry-After": "3", "Vary": "Accept", "WWW-Authenticate": "Basic", "Date": "x",
        "Server": "mine", "Content-Length": "999"})
"""

NOT_RECORDED = {"date", "server", "transfer-encoding", "content-length", "connection"}
"""Headers that the record leaves out. devhost gives a length where the host answers in chunks."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayProcess]:
    app = write_app(tmp_path_factory.mktemp("app"), APP)
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        yield host


def test_all_are_here() -> None:
    assert len(CASES) == 81
    assert set(DIFFERENCES) <= set(CASES)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_is_in_the_list_of_differences(name: str) -> None:
    assert devhost.__doc__
    assert DIFFERENCES[name].listed in " ".join(devhost.__doc__.split())


@pytest.mark.parametrize("name", CASES)
def test_a_request_is_answered_as_by_the_host(host: RelayProcess, name: str) -> None:
    case = CASES[name]
    request = LONG_REQUESTS.get(name, case["request"]).replace("{PORT}", str(host.port))
    answer = ask(host.port, request.encode("latin-1"))
    recorded = Answer(case["status"], case["headers"], with_port(case["body"], host.port))
    if recorded.status >= 400:
        # The host's own refusals have neither headers nor a text; those of devhost say why.
        answer = Answer(answer.status, recorded.headers, recorded.body)
    if name in DIFFERENCES:
        assert answer != recorded, f"no longer another answer: {name}"
    else:
        assert answer == recorded


@dataclass(frozen=True)
class Answer:
    """What is compared of an answer; a body of JSON is parsed."""

    status: int
    headers: dict[str, list[str]]
    body: object


def with_port(body: object, port: int) -> object:
    return json.loads(json.dumps(body).replace("{PORT}", str(port)))


def ask(port: int, request: bytes) -> Answer:
    """Return the last answer to *request*."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while data := connection.recv(65536):
            answer += data
    if answer.startswith(b"HTTP/1.1 100"):
        answer = answer.partition(b"\r\n\r\n")[2]
    head, _, body = answer.partition(b"\r\n\r\n")
    status_line, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if name.lower() not in NOT_RECORDED:
            headers.setdefault(name.lower(), []).append(value.strip())
    text = body.decode()
    parsed = json.loads(text) if text and headers.get("content-type") == JSON else text
    return Answer(int(status_line.split()[1]), headers, parsed)
