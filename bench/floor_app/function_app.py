"""The SDK floor: the storage operations and the POST that the relay's design cannot do without.

Create the event's row; create a row for each delivery and put its message | POST, merge the
delivery's row. (Taking and deleting the message is the host's work.) Nothing is validated, signed,
guarded, logged or tried again. Same SDKs, same transport and same threads as the relay.

``FLOOR_TARGETS`` holds the subscribers' URLs, with spaces between.
"""

import os
import re
import threading
from datetime import UTC, datetime
from hashlib import sha256

import azure.functions as func
import requests
from azure.data.tables import UpdateMode

from shared import parallel
from shared.store.connection import StorageConnection

STORAGE = "AzureWebJobsStorage"
TABLES = ("events", "deliveries")
QUEUE = "floor"

_EVENT_ID = re.compile(rb'"event_id": "([^"]+)"')
_NEVER_EXPIRES = -1

connection = StorageConnection.from_environ(
    os.environ, pool_size=int(os.environ["PYTHON_THREADPOOL_THREAD_COUNT"])
)
events, deliveries = (connection.table_service().get_table_client(name) for name in TABLES)
queue = connection.queue_client(QUEUE)
targets = os.environ["FLOOR_TARGETS"].split()
local = threading.local()

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("api/events", methods=["POST"])
def post_event(req: func.HttpRequest) -> func.HttpResponse:
    body = req.get_body()
    found = _EVENT_ID.search(body)
    assert found is not None
    event_id = found[1].decode()
    events.create_entity(
        {
            "PartitionKey": sha256(found[1]).hexdigest()[:2],
            "RowKey": event_id,
            "received_at": datetime.now(UTC).isoformat(),
            "event": body,
        }
    )

    def start_delivery(target: int) -> None:
        deliveries.create_entity(
            {"PartitionKey": str(target), "RowKey": event_id, "state": "queued"}
        )
        queue.send_message(f"{target} {body.decode()}", time_to_live=_NEVER_EXPIRES)

    parallel.map(start_delivery, range(len(targets)))
    return func.HttpResponse(status_code=202)


@app.queue_trigger("msg", QUEUE, STORAGE)
def deliver(msg: func.QueueMessage) -> None:
    target, _, body = msg.get_body().partition(b" ")
    found = _EVENT_ID.search(body)
    assert found is not None
    answer = session().post(
        targets[int(target)],
        data=body,
        headers={"Content-Type": "application/json"},
        timeout=10,
        allow_redirects=False,
    )
    deliveries.update_entity(
        {
            "PartitionKey": target.decode(),
            "RowKey": found[1].decode(),
            "state": "delivered" if answer.ok else "failed",
            "status": answer.status_code,
            "ended_at": datetime.now(UTC).isoformat(),
        },
        mode=UpdateMode.MERGE,
    )


def session() -> requests.Session:
    """One for each thread: requests' own are not made to be shared."""
    found: requests.Session | None = getattr(local, "session", None)
    if found is None:
        found = local.session = requests.Session()
        found.trust_env = False
    return found
