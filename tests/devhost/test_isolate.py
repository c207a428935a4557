from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.devhost.apps import count, encode, queue, write_app
from tests.support.relay import RelayProcess
from tests.support.waiting import wait_until

APP = """
remembered = []

@app.route(route="one")
def one(req: func.HttpRequest) -> str:
    remembered.append("http")
    say(event="http", pid=os.getpid(), remembered=remembered)
    return str(os.getpid())

@app.route(route="two")
def two(req: func.HttpRequest) -> str:
    return str(os.getpid())

@app.queue_trigger(arg_name="msg", queue_name="first", connection="AzureWebJobsStorage")
def first(msg: func.QueueMessage) -> None:
    remembered.append("first")
    say(event="first", pid=os.getpid(), remembered=remembered, body=msg.get_body().decode())
    if msg.get_body() == b"die":
        os.kill(os.getpid(), 9)

@app.queue_trigger(arg_name="msg", queue_name="second", connection="AzureWebJobsStorage")
def second(msg: func.QueueMessage) -> None:
    say(event="second", pid=os.getpid())

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def tick(timer: func.TimerRequest) -> None:
    remembered.append("tick")
    say(event="tick", pid=os.getpid(), remembered=remembered)
"""
ARGUMENTS = ["--isolate", "--lease", "1"]


@pytest.fixture
def app(tmp_path: Path) -> Path:
    return write_app(tmp_path, APP)


def test_each_group_has_a_process_and_a_memory_of_its_own(app: Path, storage_account: str) -> None:
    queue(storage_account, "first").send_message(encode("x"))
    queue(storage_account, "second").send_message(encode("x"))
    with RelayProcess(storage_account, arguments=ARGUMENTS, app_dir=app) as host:
        http = int(host.get("/one").text)
        assert int(host.get("/two").text) == http
        host.tick("tick")
        host.wait_for_log('"first"')
        host.wait_for_log('"second"')
        pids = {line["event"]: line["pid"] for line in host.events()}
        memories = [line["remembered"] for line in host.events() if "remembered" in line]
    assert pids["http"] == http
    assert len({host.pid, *pids.values()}) == 5
    assert sorted(memories) == [["first"], ["http"], ["tick"]]
    assert host.exit_code == 0
    assert not any(is_alive(pid) for pid in pids.values())


def test_what_the_admin_api_passes_on_may_be_long(app: Path, storage_account: str) -> None:
    with RelayProcess(storage_account, arguments=ARGUMENTS, app_dir=app) as host:
        assert host.post("/admin/functions/first", json={"input": "x" * 200_000}).ok
        host.wait_for_log('"first"')
        host.tick("tick")


def test_a_process_that_dies_is_started_anew(app: Path, storage_account: str) -> None:
    first = queue(storage_account, "first")
    with RelayProcess(storage_account, arguments=ARGUMENTS, app_dir=app) as host:
        before = int(host.get("/one").text)
        os.kill(before, signal.SIGKILL)
        host.wait_for_log("the process of http died; starting it anew")
        # Requests wait meanwhile: the supervisor keeps listening.
        after = int(host.get("/one").text)
        assert after != before
        host.tick("tick")

        first.send_message(encode("die"))
        host.wait_for_log("the process of function:first died; starting it anew")
        assert int(host.get("/one").text) == after, "the others know nothing of it"
        wait_until(lambda: len(host.events("first")) >= 2, 20, "the message to come back")
        first.clear_messages()
        wait_until(lambda: count(first) == 0, 20, "the queue to be empty")


def test_no_process_outlives_the_supervisor(app: Path, storage_account: str) -> None:
    host = RelayProcess(storage_account, arguments=ARGUMENTS, app_dir=app)
    children = child_pids(host.pid)
    assert len(children) == 4
    host.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in children), 10, "the children to end")


def child_pids(parent: int) -> list[int]:
    listing = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in listing.split()]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
