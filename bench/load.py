"""Generates load: as fast as a number of clients can post, or at a given rate."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from uuid import uuid4

from bench.sink import Sink
from shared.events import examples

CLIENTS = 16
"""Clients that post side by side where the rate is left to the answers."""

WARM_UP = 32
"""Events that are not measured: they load what is loaded at first use."""

_LONGEST_WARM_UP = 120.0
_MOST_OPEN = 64
"""Clients at a given rate: more than can be busy before the system is hopelessly behind."""

_SEED = 7

EVENT_TYPE = "task_stopped"


@dataclass(frozen=True, slots=True)
class Post:
    """``due`` is when it should have been sent, ``answered`` when its answer was read."""

    event_ids: tuple[str, ...]
    due: float
    answered: float
    status: int

    @property
    def accepted(self) -> bool:
        return self.status == http.HTTPStatus.ACCEPTED


def body_of(event_ids: Sequence[str], event_type: str = EVENT_TYPE) -> bytes:
    """A post of one event, or of an array of them; of some 400 bytes each."""
    bodies = [_event(event_id, event_type) for event_id in event_ids]
    return json.dumps(bodies[0] if len(bodies) == 1 else bodies).encode()


def _event(event_id: str, event_type: str) -> dict[str, object]:
    """A ``task_stopped`` as the page of OneFuzz 1 has it, or the example of another type."""
    if event_type != EVENT_TYPE:
        example = examples.ONEFUZZ[event_type]
        return {"event_id": event_id, "event_type": event_type, "event": example}
    return {
        "event_id": event_id,
        "event_type": event_type,
        "event": {
            "job_id": "5fb1b6f3-ab3c-4ab4-b9c8-5c4d6f8e9a01",
            "task_id": "0c2e5a38-19d7-4e5e-a8bb-bd2f4c1d7a02",
            "user_info": {
                "application_id": "b1f2a9c4-5d6e-4f70-8a1b-2c3d4e5f6a03",
                "object_id": "c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e04",
                "upn": "somebody@example.com",
            },
        },
        "instance_name": "example",
    }


@dataclass(frozen=True, slots=True)
class Planned:
    """A post to be sent ``due`` seconds from the start, or as soon as a client is free."""

    due: float
    event_ids: tuple[str, ...]
    event_type: str = EVENT_TYPE


def as_fast_as_possible(
    url: str, posts: int, *, array: int = 1, clients: int = CLIENTS
) -> list[Post]:
    """*posts* requests of *array* events each, by clients that wait for their answers.

    Raises RuntimeError where one is not accepted.
    """
    sent = _send(url, [Planned(0.0, new_ids(array)) for _ in range(posts)], clients)
    refused = [post.status for post in sent if not post.accepted]
    if refused:
        raise RuntimeError(f"{len(refused)} of {posts} posts were refused: {refused[:5]}")
    return sent


def warm_up(url: str, sink: Sink, subscribers: int = 1) -> None:
    """Have a few events delivered, so that what is loaded at first use is loaded."""
    as_fast_as_possible(url, WARM_UP)
    sink.wait_for(WARM_UP * subscribers, _LONGEST_WARM_UP)


def at_rate(
    url: str, rate: float, seconds: float, *, event_type: str = EVENT_TYPE, seed: int = _SEED
) -> list[Post]:
    """Single posts, *rate* a second as they come by chance (Poisson), whatever the answers.

    A post that is not accepted is among them.
    """
    gaps = random.Random(seed)
    count = max(2, round(rate * seconds))
    due = accumulate((gaps.expovariate(rate) for _ in range(count - 1)), initial=0.0)
    return send(url, [Planned(at, new_ids(1), event_type) for at in due])


def send(url: str, planned: Iterable[Planned]) -> list[Post]:
    """Send what is *planned*, each at its time, whatever the answers."""
    return _send(url, sorted(planned, key=lambda post: post.due), _MOST_OPEN)


def new_ids(count: int) -> tuple[str, ...]:
    return tuple(str(uuid4()) for _ in range(count))


def _send(url: str, planned: Sequence[Planned], clients: int) -> list[Post]:
    local = threading.local()
    connections: list[http.client.HTTPConnection] = []
    began = time.monotonic()

    def send(post: Planned) -> Post:
        time.sleep(max(0.0, began + post.due - time.monotonic()))
        due = began + post.due if post.due else time.monotonic()
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
            connections.append(local.connection)
        connection = local.connection
        connection.request(
            "POST",
            "/api/events",
            body_of(post.event_ids, post.event_type),
            {"Content-Type": "application/json"},
        )
        answer = connection.getresponse()
        answer.read()
        return Post(post.event_ids, due, time.monotonic(), answer.status)

    try:
        with ThreadPoolExecutor(clients) as pool:
            return list(pool.map(send, planned))
    finally:
        for connection in connections:
            connection.close()


def rate_of(posts: Sequence[Post]) -> float:
    """Events a second, from the first post sent to the last one answered."""
    began = min(post.due for post in posts)
    ended = max(post.answered for post in posts)
    return sum(len(post.event_ids) for post in posts) / (ended - began)
