"""A web page that a developer opens can neither read nor change anything under devhost."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.devhost.apps import write_app
from tests.support.relay import RelayProcess

APP = """
@app.route(route="echo")
def echo(req: func.HttpRequest) -> str:
    return "in"

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def tick(timer: func.TimerRequest) -> None:
    say(event="tick")
"""
KEY = {"x-functions-key": "the-master"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_app(tmp_path_factory.mktemp("app"), APP)


@pytest.fixture(scope="module")
def host(app: Path) -> Iterator[RelayProcess]:
    with RelayProcess("UseDevelopmentStorage=true", app_dir=app) as host:
        yield host


@pytest.fixture(scope="module")
def host_with_keys(app: Path) -> Iterator[RelayProcess]:
    keys = app / "keys.json"
    keys.write_text(json.dumps({"masterKey": "the-master"}))
    arguments = ["--auth", str(keys)]
    with RelayProcess("UseDevelopmentStorage=true", arguments=arguments, app_dir=app) as host:
        yield host


@pytest.mark.parametrize("path", ["/echo", "/admin/functions/tick", "/admin/host/ping", "/nowhere"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:7071"},
        {"Host": "localhost.evil.example:7071"},
        {"Host": "evil.example@localhost"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "192.168.0.1:7071"},
        {"Host": ""},
        {"Host": "localhost:evil"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "localhost:7071", "Origin": "http://localhost:3000"},
        {"Host": "localhost:7071", "Origin": "https://localhost:7071"},
        {"Host": "localhost:7071", "Origin": "http://127.0.0.1:7071"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_a_web_page_can_send_is_refused(
    host: RelayProcess, path: str, headers: dict[str, str]
) -> None:
    for method in ("POST", "GET", "OPTIONS"):
        response = host.request(method, path, headers={"Content-Type": "text/plain", **headers})
        assert response.status_code == 403, method
        assert response.text.startswith("Without keys, ")
        assert response.text.endswith(".")
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost"},
        {"Host": "LOCALHOST:7071"},
        {"Host": "127.0.0.1:7071"},
        {"Host": "[::1]:7071"},
        {"Host": "localhost:7071", "Origin": "http://localhost:7071"},
        {"Host": "localhost:7071", "Sec-Fetch-Site": "same-origin"},
        {"Host": "localhost:7071", "Sec-Fetch-Site": "none"},
    ],
)
def test_the_developers_own_requests_are_served(
    host: RelayProcess, headers: dict[str, str]
) -> None:
    assert host.post("/echo", headers=headers).text == "in"
    assert host.post("/admin/functions/tick", headers=headers, json={}).status_code == 202


def test_two_host_headers_are_refused(host: RelayProcess) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", host.port, timeout=30)
    connection.putrequest("GET", "/echo", skip_host=True)
    connection.putheader("Host", "localhost")
    connection.putheader("Host", "evil.example")
    connection.endheaders()
    assert connection.getresponse().status in (400, 403)
    connection.close()


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        (None, 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=application/json", 415),
        ("application/json", 202),
        ("Application/JSON; charset=utf-8", 202),
    ],
)
def test_the_admin_api_calls_functions_with_json_only(
    host: RelayProcess, host_with_keys: RelayProcess, content_type: str | None, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    for each in (host, host_with_keys):
        for body in (b"{}", b""):
            response = each.post("/admin/functions/tick", data=body, headers={**KEY, **headers})
            assert response.status_code == status
    if status == 415:
        assert response.text == "The Content-Type must be application/json."


def test_with_keys_a_page_is_refused_for_want_of_one(host_with_keys: RelayProcess) -> None:
    """A host with keys may be reached by other names: behind a proxy, or in a container."""
    headers = {"Host": "relay.example", "Origin": "https://pages.example"}
    tick = "/admin/functions/tick"
    assert host_with_keys.post(tick, headers=headers, json={}).status_code == 401
    assert host_with_keys.post(tick, headers={**headers, **KEY}, json={}).status_code == 202
