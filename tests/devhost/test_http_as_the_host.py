"""81 raw requests with the answers of the real Functions host, put to devhost.

``data/functions_host_requests.json`` was recorded on the host that it names. Where devhost answers
otherwise, `DIFFERENCES` says why; one that is answered as by the host fails the test too, so that
the list stays true.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.devhost.apps import write_app
from tests.support.relay import RelayProcess

RECORDED = json.loads((Path(__file__).parent / "data" / "functions_host_requests.json").read_text())
CASES: dict[str, dict[str, Any]] = {case["name"]: case for case in RECORDED["cases"]}

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

DIFFERENCES = {
    "root POST": "devhost has no home page; AzureWebJobsDisableHomepage=true turns it off on Azure",
    "chunked": "the relay's tests post bodies of unknown length, to see that they are limited",
    "lower": "uvicorn knows methods in upper case only",
    "abs": "without keys a foreign Host is refused: a web page may have sent it",
    "long line": "a webhook of Singularity with the longest URI has a longer id than Azure takes",
    "CL+TE": "uvicorn refuses what could smuggle a request",
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
        return func.HttpResponse(status_code=304)
    return func.HttpResponse("console.log(1)", mimetype="text/javascript")

@app.route(route="redir", methods=["GET"])
def redir(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(status_code=302, headers={"Location": "/"})

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
    return func.HttpResponse("x")
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayProcess]:
    app = write_app(tmp_path_factory.mktemp("app"), APP)
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        yield host


def test_all_are_here() -> None:
    assert len(CASES) == 81
    assert set(DIFFERENCES) <= set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_request_is_answered_as_by_the_host(host: RelayProcess, name: str) -> None:
    case = CASES[name]
    request = LONG_REQUESTS.get(name, case["request"]).replace("{PORT}", str(host.port))
    status, body = ask(host.port, request.encode("latin-1"))
    wanted = case["body"]
    same = status == case["status"]
    if isinstance(wanted, dict):
        wanted = json.loads(json.dumps(wanted).replace("{PORT}", str(host.port)))
        same = same and json.loads(body or b"null") == wanted
    assert same == (name not in DIFFERENCES), f"{status} {body[:600]!r}, not {wanted}"


def ask(port: int, request: bytes) -> tuple[int, bytes]:
    """The status and body of the last answer to *request*."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while data := connection.recv(65536):
            answer += data
    if answer.startswith(b"HTTP/1.1 100"):
        answer = answer.partition(b"\r\n\r\n")[2]
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body
