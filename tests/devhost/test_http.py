"""HTTP under devhost: what a function is given, what goes out, what the host answers itself."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
import requests

from tests.devhost.apps import write_app
from tests.support.relay import RelayProcess

APP = """
def answer(**fields):
    return func.HttpResponse(json.dumps(fields), mimetype="application/json")

@app.route(route="echo/{id?}")
def echo(req: func.HttpRequest) -> func.HttpResponse:
    return answer(
        method=req.method, url=req.url, headers=dict(req.headers), params=dict(req.params),
        route_params=dict(req.route_params), body=req.get_body().decode("latin-1"),
        kind=type(req).__module__, thread=threading.current_thread().name)

@app.route(route="text", methods=["GET", "HEAD"])
def text(req: func.HttpRequest) -> str:
    return "plain"

@app.route(route="status/{code}")
def status(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(b"\\x00\\xff", status_code=int(req.route_params["code"]),
                             headers={"X-One": "1"})

@app.route(route="fails/{how}")
def fails(req: func.HttpRequest) -> func.HttpResponse:
    how = req.route_params["how"]
    if how == "raises":
        raise RuntimeError("no luck")
    if how == "none":
        return None
    if how == "cookie":
        return func.HttpResponse("x", headers={"Set-Cookie": "a=b"})
    if how == "object":
        return {"not": "a response"}
    return func.HttpResponse("x", headers={"X-Bad": "a\\r\\nX-Smuggled: b"})

@app.route(route="slow")
def slow(req: func.HttpRequest) -> func.HttpResponse:
    say(event="begun")
    time.sleep(1.5)
    return func.HttpResponse("done")

@app.route(route="says")
def says(req: func.HttpRequest) -> func.HttpResponse:
    thread = threading.Thread(target=say, kwargs={"event": "said by a thread"})
    thread.start()
    thread.join()
    say(event="said by the function")
    return func.HttpResponse("said")

say(event="said by the import")

@app.route(methods=["GET"])
def unrouted(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("by name")
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RelayProcess]:
    app = write_app(tmp_path_factory.mktemp("app"), APP)
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        yield host


def test_what_a_function_gets(host: RelayProcess) -> None:
    raw = b"caf\xc3\xa9"
    got = host.post(
        "/Echo/a%2Fb%20c?x=1&X=2&x=3&empty=&flag&plus=%2B+&y=%C3%A4",
        data=raw,
        headers={"X-MixedCase": "Kept As It Is", "content-type": "text/odd"},
    ).json()
    assert got["method"] == "POST"
    assert got["url"] == host.url + "/Echo/a%2Fb%20c?x=1&X=2&x=3&empty=&flag&plus=%2B+&y=%C3%A4"
    assert got["headers"]["x-mixedcase"] == "Kept As It Is"
    assert got["headers"]["content-type"] == "text/odd"
    # The real host drops parameters without a value, and joins those of one name, in any case.
    assert got["params"] == {"x": "1,2,3", "plus": "+ ", "y": "ä"}
    assert got["route_params"] == {"id": "a%2Fb c"}
    assert got["body"].encode("latin-1") == raw
    assert got["kind"] == "azure.functions.http"
    assert got["thread"].startswith("function")


def test_a_header_that_comes_twice(host: RelayProcess) -> None:
    with socket.create_connection(("127.0.0.1", host.port)) as connection:
        request = (
            b"GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nA: 1\r\na: 2\r\n\r\n"
        )
        connection.sendall(request)
        answer = connection.makefile("rb").read()
    assert b'"a": "1,2"' in answer
    assert b'"url": "http://localhost/echo"' in answer


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_body_on_any_method(host: RelayProcess, method: str) -> None:
    assert host.request(method, "/echo", data=b"body").json()["body"] == "body"
    assert host.request(method, "/echo").json()["body"] == ""


def test_a_chunked_body(host: RelayProcess) -> None:
    assert host.post("/echo", data=iter([b"one", b"two"])).json()["body"] == "onetwo"


def test_head_has_no_body(host: RelayProcess) -> None:
    answer = host.request("HEAD", "/text")
    assert (answer.status_code, answer.content) == (200, b"")


def test_what_a_function_answers(host: RelayProcess) -> None:
    answer = host.get("/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == "plain"
    answer = host.get("/status/418")
    assert (answer.status_code, answer.content) == (418, b"\x00\xff")
    assert answer.headers["x-one"] == "1"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert host.get("/status/204").content == b""
    assert host.get("/unrouted").text == "by name"


@pytest.mark.parametrize("how", ["raises", "none", "object", "header", "cookie"])
def test_a_function_that_fails(host: RelayProcess, how: str) -> None:
    answer = host.get(f"/fails/{how}")
    assert (answer.status_code, answer.content) == (500, b"")
    assert "x-smuggled" not in answer.headers


def test_a_failure_is_logged_with_its_trace(host: RelayProcess) -> None:
    host.get("/fails/raises")
    host.wait_for_log("ERROR fails: RuntimeError: no luck")
    assert host.find("function_app.py", "in fails")


def test_a_line_of_no_invocation_is_dropped(host: RelayProcess) -> None:
    host.get("/says")
    host.wait_for_log("INFO says: ", "said by the function")
    assert not host.find("said by a thread")
    assert not host.find("said by the import")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/nowhere", 404),
        ("POST", "/text", 404),
        ("GET", "/status", 404),
        ("GET", "/echo%00", 400),
        ("GET", "/admin/nowhere", 404),
        ("POST", "/admin/functions/nowhere", 404),
        ("POST", "/admin/functions/echo", 404),
    ],
)
def test_what_the_host_refuses(host: RelayProcess, method: str, path: str, status: int) -> None:
    answer = host.request(method, path, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.content) == (status, b"")


def test_the_hosts_own_routes(host: RelayProcess) -> None:
    assert host.get("/admin/host/ping").status_code == 200
    json_type = {"Content-Type": "application/json"}
    assert host.post("/admin/functions/echo", data="{", headers=json_type).status_code == 400


def test_a_body_over_100_mb_is_refused_before_it_is_sent(host: RelayProcess) -> None:
    with socket.create_connection(("127.0.0.1", host.port), timeout=10) as connection:
        connection.sendall(
            b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857601\r\n"
            b"Expect: 100-continue\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_client_that_hangs_up_leaves_nothing_behind(host: RelayProcess) -> None:
    with socket.create_connection(("127.0.0.1", host.port)) as connection:
        connection.sendall(
            b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf"
        )
    assert host.get("/text").text == "plain"
    assert host.find("Exception in ASGI") is None, "\n".join(host.logs())


def test_requests_are_served_side_by_side(host: RelayProcess) -> None:
    answers: list[str] = []

    def ask() -> None:
        answers.append(requests.get(f"{host.url}/slow", timeout=30).text)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert host.get("/text").elapsed.total_seconds() < 1.4, "not behind the slow ones"
    for thread in threads:
        thread.join()
    assert answers == ["done"] * 4


def test_a_kept_connection_is_no_slower_than_a_new_one(host: RelayProcess) -> None:
    """Without TCP_NODELAY each answer waits 40 ms for the client's delayed acknowledgement."""
    kept = http.client.HTTPConnection("127.0.0.1", host.port, timeout=30)
    on_kept, on_new = [], []
    for _ in range(30):
        on_kept.append(seconds_of_a_request(kept))
        new = http.client.HTTPConnection("127.0.0.1", host.port, timeout=30)
        on_new.append(seconds_of_a_request(new))
        new.close()
    kept.close()
    assert median(on_kept) < 2 * median(on_new) + 0.01


def seconds_of_a_request(connection: http.client.HTTPConnection) -> float:
    began = time.perf_counter()
    connection.request("POST", "/echo", b"body")
    connection.getresponse().read()
    return time.perf_counter() - began


def test_the_route_prefix_is_api_by_default(tmp_path: Any) -> None:
    app = write_app(tmp_path, APP, route_prefix=None)
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        assert host.get("/api/text").text == "plain"
        assert host.get("/text").status_code == 404


def test_a_gentle_stop_finishes_what_has_begun(tmp_path: Any) -> None:
    app = write_app(tmp_path, APP)
    host = RelayProcess("UseDevelopmentStorage=true", app_dir=app)
    answers: list[str] = []

    def ask() -> None:
        answers.append(requests.get(f"{host.url}/slow", timeout=30).text)

    thread = threading.Thread(target=ask)
    thread.start()
    host.wait_for_log('"begun"')
    assert host.stop() == 0
    thread.join()
    assert answers == ["done"]
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{host.url}/text", timeout=5)
