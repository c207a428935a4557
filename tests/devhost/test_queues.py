"""Queue triggers: leases, retries, poison queues, polling."""

from __future__ import annotations

import itertools
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.storage.queue import QueueClient, QueueServiceClient

from devhost.queues import PollDelays
from tests.devhost.apps import count, encode, queue, write_app
from tests.support.relay import RelayProcess
from tests.support.storage import OwnAzurite
from tests.support.waiting import wait_until

ECHO = """
@app.queue_trigger(arg_name="msg", queue_name="%QUEUE%", connection="AzureWebJobsStorage")
def work(msg: func.QueueMessage) -> None:
    say(event="got", id=msg.id, count=msg.dequeue_count, body=msg.get_body().decode(),
        receipt=msg.pop_receipt, inserted=str(msg.insertion_time), expires=str(msg.expiration_time),
        visible=str(msg.time_next_visible), at=time.time(), kind=type(msg).__module__)
    if b"fail" in msg.get_body():
        raise RuntimeError("no luck")
"""


def echo(
    tmp_path: Path, storage_account: str, queue_name: str = "work", lease: int = 600, **queues: Any
) -> RelayProcess:
    app = write_app(tmp_path, ECHO, queues=queues, settings={"QUEUE": queue_name})
    return RelayProcess(storage_account, arguments=["--lease", str(lease)], app_dir=app)


def bodies(client: QueueClient) -> list[str]:
    return [message.content for message in client.peek_messages(32)]


def test_what_a_function_gets(tmp_path: Path, storage_account: str) -> None:
    work = queue(storage_account, "work")
    sent = work.send_message(encode('{"é": 1}'))
    forever = work.send_message(encode("for ever"), time_to_live=-1)
    with echo(tmp_path, storage_account) as host:
        wait_until(lambda: len(host.events("got")) == 2, 20, "both messages")
        wait_until(lambda: count(work) == 0, 20, "both to be deleted")
        got = {line["id"]: line for line in host.events("got")}
    first = got[sent.id]
    assert first["body"] == '{"é": 1}'
    assert first["count"] == 1
    assert first["kind"] == "azure.functions.queue"
    assert first["receipt"]
    assert first["inserted"] == str(sent.inserted_on)
    assert first["expires"] == str(sent.expires_on)
    lease = datetime.fromisoformat(first["visible"]).timestamp() - first["at"]
    assert 590 < lease < 610
    assert got[forever.id]["expires"] == "9999-12-31 23:59:59+00:00"


def test_json_properties_overrule_the_metadata(tmp_path: Path, storage_account: str) -> None:
    work = queue(storage_account, "work")
    text = (
        '{"id": "mine", "DEQUEUECOUNT": 7, "popreceipt": ["kept"], "insertionTime": null,'
        ' "inner": {"id": "no"}}'
    )
    work.send_message(encode(text))
    with echo(tmp_path, storage_account) as host:
        host.wait_for_log('"got"')
        (got,) = host.events("got")
    assert (got["id"], got["count"]) == ("mine", 7)
    assert got["receipt"] != "kept"
    assert got["inserted"] != "None"


def test_a_failure_is_repeated_and_ends_in_the_poison_queue(
    tmp_path: Path, storage_account: str
) -> None:
    work = queue(storage_account, "work")
    work.send_message(encode("fail"))
    with echo(tmp_path, storage_account, maxDequeueCount=3, visibilityTimeout="00:00:01") as host:
        poison = QueueClient.from_connection_string(storage_account, "work-poison")
        wait_until(lambda: exists(poison) and count(poison) == 1, 20, "the poison message")
        wait_until(lambda: count(work) == 0, 20, "the message to be deleted")
        got = host.events("got")
        assert bodies(poison) == [encode("fail")]
    assert [line["count"] for line in got] == [1, 2, 3]
    pauses = [later["at"] - line["at"] for line, later in itertools.pairwise(got)]
    assert all(pause > 0.9 for pause in pauses), pauses


def test_a_poison_queue_has_none_of_its_own(tmp_path: Path, storage_account: str) -> None:
    poison = queue(storage_account, "work-poison")
    poison.send_message(encode("fail"))
    with echo(tmp_path, storage_account, "work-poison", lease=1, maxDequeueCount=2) as host:
        wait_until(lambda: len(host.events("got")) == 2, 20, "two tries")
        # Neither released nor tried again: it comes back with the end of each lease, unseen.
        wait_until(lambda: peek_count(poison) > 3, 20, "the lease to end twice more")
        assert len(host.events("got")) == 2
    names = [found.name for found in service(storage_account).list_queues()]
    assert names == ["work-poison"]


def test_what_is_no_base64_goes_to_the_poison_queue_as_it_is(
    tmp_path: Path, storage_account: str
) -> None:
    work = queue(storage_account, "work")
    work.send_message("{not <base64>}")
    with echo(tmp_path, storage_account) as host:
        poison = QueueClient.from_connection_string(storage_account, "work-poison")
        wait_until(lambda: exists(poison) and count(poison) == 1, 20, "the poison message")
        wait_until(lambda: count(work) == 0, 20, "the message to be deleted")
        assert bodies(poison) == ["{not <base64>}"]
        assert host.find("is no base64: check messageEncoding")
        assert host.events("got") == []


def test_messages_that_are_no_utf8_fail(tmp_path: Path, storage_account: str) -> None:
    work = queue(storage_account, "work")
    work.send_message(encode(b"\xff\xfe"))
    with echo(tmp_path, storage_account, maxDequeueCount=1) as host:
        host.wait_for_log("moved to work-poison")
        assert host.find("is no UTF-8")
        assert host.events("got") == []


def test_messages_that_are_not_encoded(tmp_path: Path, storage_account: str) -> None:
    queue(storage_account, "work").send_message("plain ü")
    with echo(tmp_path, storage_account, messageEncoding="none") as host:
        host.wait_for_log('"got"')
        assert [line["body"] for line in host.events("got")] == ["plain ü"]


def test_a_queue_that_is_made_later(tmp_path: Path, storage_account: str) -> None:
    with echo(tmp_path, storage_account) as host:
        queue(storage_account, "work").send_message(encode("first"))
        host.wait_for_log('"got"')
        assert host.find("storage:") is None


def test_a_call_by_the_admin_api(tmp_path: Path, storage_account: str) -> None:
    with echo(tmp_path, storage_account) as host:
        answer = host.post("/admin/functions/work", json={"input": "by hand"})
        assert answer.status_code == 202
        host.wait_for_log("Executed 'Functions.work' (Succeeded")
        (got,) = host.events("got")
    assert (got["body"], got["count"]) == ("by hand", 1)


OTHER_FUNCTIONS = """
@app.queue_trigger(arg_name="msg", queue_name="returns", connection="")
def returns(msg: func.QueueMessage):
    return "what nobody takes"

@app.queue_trigger(arg_name="msg", queue_name="text", connection="AzureWebJobsStorage")
def text(msg: str) -> None:
    say(event="text", text=msg)
"""


def test_other_kinds_of_functions(tmp_path: Path, storage_account: str) -> None:
    app = write_app(tmp_path, OTHER_FUNCTIONS, queues={"maxDequeueCount": 1})
    for name in ("returns", "text"):
        queue(storage_account, name).send_message(encode("x"))
    with RelayProcess(storage_account, app_dir=app) as host:
        host.wait_for_log("moved to returns-poison")
        assert host.find("without a $return binding returned a value")
        host.wait_for_log('"text"')
        assert host.events("text") == [{"event": "text", "text": "x"}]


COUNTING = """
lock = threading.Lock()
now = 0

@app.queue_trigger(arg_name="msg", queue_name="work", connection="AzureWebJobsStorage")
def work(msg: func.QueueMessage) -> None:
    global now
    with lock:
        now += 1
        say(event="running", now=now)
    time.sleep(0.15)
    with lock:
        now -= 1
    say(event="done")
"""


@pytest.mark.parametrize(("threads", "most"), [("16", 6), ("3", 3)])
def test_how_many_run_at_once(
    tmp_path: Path, storage_account: str, threads: str, most: int
) -> None:
    """Up to batchSize + newBatchThreshold are in flight; those without a thread wait for one."""
    app = write_app(tmp_path, COUNTING, queues={"batchSize": 4, "newBatchThreshold": 2})
    work = queue(storage_account, "work")
    for number in range(30):
        work.send_message(encode(str(number)))
    settings = {"PYTHON_THREADPOOL_THREAD_COUNT": threads}
    with RelayProcess(storage_account, settings, app_dir=app) as host:
        wait_until(lambda: len(host.events("done")) == 30, 30, "all messages")
        running = [line["now"] for line in host.events("running")]
    assert 2 < max(running) <= most


SLOW = """
@app.queue_trigger(arg_name="msg", queue_name="work", connection="AzureWebJobsStorage")
def work(msg: func.QueueMessage) -> None:
    say(event="begin", count=msg.dequeue_count)
    time.sleep(float(msg.get_body()))
    say(event="end")
"""


def test_a_crash_gives_the_message_back_when_the_lease_ends(
    tmp_path: Path, storage_account: str
) -> None:
    app = write_app(tmp_path, SLOW)
    work = queue(storage_account, "work")
    work.send_message(encode("1"))
    host = RelayProcess(storage_account, arguments=["--lease", "2"], app_dir=app)
    host.wait_for_log('"begin"')
    host.kill()
    assert host.events("end") == []
    with RelayProcess(storage_account, arguments=["--lease", "2"], app_dir=app) as host:
        host.wait_for_log('"end"')
        wait_until(lambda: count(work) == 0, 20, "the message to be deleted")
        assert [line["count"] for line in host.events("begin")] == [2]


def test_the_lease_is_renewed_while_the_function_runs(tmp_path: Path, storage_account: str) -> None:
    app = write_app(tmp_path, SLOW)
    work = queue(storage_account, "work")
    work.send_message(encode("4"))
    with RelayProcess(storage_account, arguments=["--lease", "2"], app_dir=app) as host:
        host.wait_for_log('"end"')
        wait_until(lambda: count(work) == 0, 20, "the message to be deleted")
        assert len(host.events("begin")) == 1


def test_a_gentle_stop_finishes_what_has_begun(tmp_path: Path, storage_account: str) -> None:
    app = write_app(tmp_path, SLOW, queues={"batchSize": 1, "newBatchThreshold": 0})
    work = queue(storage_account, "work")
    for _ in range(3):
        work.send_message(encode("1"))
    host = RelayProcess(storage_account, app_dir=app)
    host.wait_for_log('"begin"')
    assert host.stop() == 0
    assert len(host.events("end")) == len(host.events("begin"))
    assert count(work) == 3 - len(host.events("end"))
    assert count(work) > 0, "and begins nothing new"


def test_storage_that_is_down_for_a_while(tmp_path: Path, own_azurite: OwnAzurite) -> None:
    with own_azurite.account() as storage_account:
        app = write_app(tmp_path, ECHO + HEALTH, settings={"QUEUE": "work"})
        work = queue(storage_account, "work")
        with RelayProcess(storage_account, app_dir=app) as host:
            own_azurite.stop()
            host.wait_for_log("ERROR", "storage:")
            time.sleep(1)  # several polls
            assert host.get("/health").text == "well"
            assert len([line for line in host.logs() if "storage:" in line]) == 1
            own_azurite.start()
            work.send_message(encode("after"))
            host.wait_for_log('"got"')
            assert host.find("storage: works again")


HEALTH = """
@app.route(route="health")
def health(req: func.HttpRequest) -> str:
    return "well"
"""


def test_an_empty_queue_is_asked_ever_less_often() -> None:
    for _ in range(200):  # the delays are random within these bounds
        delays = PollDelays(2.0)
        first = [delays.after_nothing() for _ in range(5)]
        assert first[0] == 0.1
        for delay, doubled in zip(first[1:], [0.1, 0.2, 0.4, 0.8], strict=True):
            assert 0.1 + 0.8 * doubled <= delay <= 0.1 + 1.2 * doubled
        # The next may fall on either side of the longest; as in the host, it is then drawn anew.
        later = [delays.after_nothing() for _ in range(20)]
        assert min(later) >= 0.1 + 0.8 * 1.6
        assert max(later) == 2.0
        delays.after_messages()
        assert delays.after_nothing() == 0.1
        assert delays.after_nothing() <= 0.1 + 1.2 * 0.1


def test_a_longest_delay_below_the_shortest_is_the_shortest() -> None:
    delays = PollDelays(0.0)
    assert [delays.after_nothing() for _ in range(3)] == [0.1, 0.1, 0.1]


def exists(client: QueueClient) -> bool:
    try:
        client.get_queue_properties()
    except ResourceNotFoundError:
        return False
    return True


def peek_count(client: QueueClient) -> int:
    """How often the first message has been dequeued, as far as it can be seen just now."""
    return max((message.dequeue_count or 0 for message in client.peek_messages(1)), default=0)


def service(connection_string: str) -> QueueServiceClient:
    return QueueServiceClient.from_connection_string(connection_string)
