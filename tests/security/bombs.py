"""Bodies made to cost much memory or time, and a process that measures what each of them costs.

``python -m tests.security.bombs`` reads lines of a function, ``events`` or ``webhooks``, and a
file. It posts the file's content to a relay on storage in memory, and prints what that cost as
JSON. Each is posted by a process of its own, forked from one that has imported everything and done
nothing: memory that was freed after an earlier bomb, or after making one, could be used again
unseen.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.api import events, webhooks
from shared.api.http import Request, respond
from shared.events.examples import ONEFUZZ
from tests.support.client import ping_event
from tests.support.in_process import in_memory

NIL = "00000000-0000-0000-0000-000000000000"

EVENT = 262_144
"""The default of MAX_EVENT_BYTES."""

BATCH = 4 * 1024 * 1024
"""The default of MAX_BATCH_BYTES."""

_LONGEST = 100
"""Seconds after which a process that measures is killed."""

_DEPLOY = '{"deployMarker":{"requestId":"r","deployId":"d","timestamp":1},"eventType":"STARTING"'


def task(members: str) -> str:
    """An event of OneFuzz's, where *members* are unknown."""
    event = json.dumps(ONEFUZZ["task_created"])
    return f'{{"event_type":"task_created","event":{event[:-1]},{members}}}}}'


def task_8(config: str, members: str = "") -> str:
    """An event of OneFuzz 8, where *config* and the *members* of the envelope are unknown."""
    ids = f'"job_id":"{NIL}","task_id":"{NIL}"'
    config = f'{{"job_id":"{NIL}","task":{{"type":"coverage","duration":1}},{config}}}'
    event = f'{{{ids},"config":{config}}}'
    return f'{{"event_type":"task_created","event":{event},"instance_id":"{NIL}"{members}}}'


def deploy(value: str) -> str:
    """A valid event of Singularity's, where *value* may be anything."""
    return f'{{"event_type":"DEPLOY","event":{_DEPLOY},"extra":{value}}}}}'


def filled(part: Callable[[int], str], size: int) -> str:
    """As many parts, with commas between, as *size* characters hold."""
    parts: list[str] = []
    left = size
    while (text := part(len(parts))) and len(text) + 1 <= left:
        parts.append(text)
        left -= len(text) + 1
    return ",".join(parts)


def batch(event: Callable[[int], str], last: str = "") -> str:
    """As many events as MAX_BATCH_BYTES holds, and *last* behind them."""
    one = event(0)
    count = min(99, (BATCH - len(last) - 100) // (len(one.encode()) + 20))
    return "[" + ",".join([*map(event, range(count)), *([last] if last else [])]) + "]"


def _wide(size: int) -> str:
    return "{" + filled(lambda i: f'"{i:x}":0', size) + "}"


def _lists(size: int, item: str) -> str:
    return "[" + ",".join([item] * (size // (len(item) + 1))) + "]"


_ROOM = EVENT - 1000
_BAD = '{"event_type":"ping","event":{"ping_id":1}}'

BOMBS: dict[str, Callable[[], str]] = {
    # one event
    "deep nesting": lambda: deploy("[" * 100_000 + "]" * 100_000),
    "deep nesting, never closed": lambda: deploy("[" * 250_000),
    "many deep lists": lambda: deploy(_lists(_ROOM, "[" * 190 + "]" * 190)),
    "deep objects": lambda: deploy('{"a":' * 50_000 + "0" + "}" * 50_000),
    "a wide object": lambda: deploy(_wide(_ROOM)),
    "as many values as may be": lambda: deploy(_lists(24_900 * 2, "0")),
    "empty objects": lambda: deploy(_lists(_ROOM, "{}")),
    "objects of one member": lambda: deploy(_lists(_ROOM, '{"a":{}}')),
    "many small numbers": lambda: deploy(_lists(_ROOM, "1")),
    "many long numbers": lambda: deploy(_lists(_ROOM, "9" * 4300)),
    "one long number": lambda: deploy("9" * _ROOM),
    "one long fraction": lambda: deploy("0." + "9" * _ROOM),
    "one long exponent": lambda: deploy("1e" + "9" * _ROOM),
    "large numbers": lambda: deploy(_lists(_ROOM, "1e308")),
    "a long string": lambda: deploy('"' + "x" * _ROOM + '"'),
    "a string of commas": lambda: deploy('"' + "," * _ROOM + '"'),
    "a string of escapes": lambda: deploy('"' + "\\u0000" * (_ROOM // 6) + '"'),
    "a string of quotes": lambda: deploy('"' + '\\"' * (_ROOM // 2) + '"'),
    "a string never closed": lambda: deploy('"' + "," * _ROOM)[:-3],
    "many strings": lambda: deploy(_lists(_ROOM, '""')),
    "lone surrogates": lambda: deploy('"' + "\\ud800" * (_ROOM // 6) + '"'),
    "names with lone surrogates": lambda: task(
        filled(lambda i: f'"\\ud8{i % 256:02x}{"z" * (i // 256)}":0', _ROOM)
    ),
    "duplicate names": lambda: deploy("{" + _lists(_ROOM, '"a":0')[1:-1] + "}"),
    "duplicate members": lambda: "{" + _lists(_ROOM, '"a":0')[1:-1] + "}",
    "130,000 faults": lambda: task('"tags":' + _lists(_ROOM, "0")),
    "unknown members": lambda: task(_wide(_ROOM)[1:-1]),
    "as many faults as may be": lambda: task(filled(lambda i: f'"{i:x}":0', 24_000 * 8)),
    "unknown members of the envelope": lambda: '{"event_type":"ping",' + _wide(_ROOM)[1:],
    "as many faults of OneFuzz 8 as may be": lambda: task_8(
        '"containers":' + _lists(12_400 * 3, "{}")
    ),
    "names with lone surrogates of OneFuzz 8": lambda: task_8(
        '"tags":{' + filled(lambda i: f'"\\ud8{i % 256:02x}{"z" * (i // 256)}":0', _ROOM) + "}"
    ),
    "long numbers of OneFuzz 8": lambda: task_8('"prereq_tasks":' + _lists(_ROOM, "9" * 4300)),
    "unknown members of OneFuzz 8": lambda: task_8(_wide(24_900 * 8)[1:-1]),
    "unknown members of an envelope of OneFuzz 8": lambda: task_8(
        '"tags":{}', "," + _wide(24_900 * 8)[1:-1]
    ),
    "beyond the basic plane": lambda: deploy('"' + "😀" * (_ROOM // 4) + '"'),
    # arrays
    "the largest array": lambda: batch(lambda _: deploy('"' + "x" * _ROOM + '"')),
    "the largest array, and one bad": lambda: batch(
        lambda _: deploy('"' + "x" * _ROOM + '"'), _BAD
    ),
    "the largest array of the widest text": lambda: batch(
        lambda _: deploy('"' + "😀" * (_ROOM // 4) + '"')
    ),
    "99 nested ones and one bad": lambda: batch(
        lambda _: deploy(_lists(42_000, '{"a":{"b":{"c":{}}}}')), _BAD
    ),
    "99 of as many values as may be": lambda: batch(lambda _: deploy(_lists(1990, "1")), _BAD),
    "four of as many values as may be": lambda: (
        "[" + ",".join([deploy(_lists(24_900 * 4, "1.0"))] * 4) + "]"
    ),
    "99 with a fault each": lambda: batch(lambda _: task('"tags":' + _lists(1_600, "1"))),
    "16 with a fault each": lambda: batch(lambda _: task('"tags":' + _lists(_ROOM, "1"))),
    "a megabyte of brackets": lambda: "[" * 1_000_000,
    "a megabyte of empty objects": lambda: _lists(1_000_000, "{}"),
    "16 of OneFuzz 8 with a fault each": lambda: batch(
        lambda _: task_8('"containers":[' + ",".join(["{}"] * 80_000) + "]")
    ),
    "four megabytes of quotes": lambda: '"' * BATCH,
    "four megabytes of empty strings": lambda: _lists(BATCH, '""'),
    "four megabytes of commas": lambda: "[" + "," * (BATCH - 1),
    "four megabytes of white space": lambda: " " * BATCH,
    "60 megabytes": lambda: _lists(60_000_000, "{}"),
    "60 megabytes of white space": lambda: " " * 60_000_000,
    "60 megabytes and one object": lambda: "{" + " " * 60_000_000 + "}",
}

WEBHOOKS: dict[str, Callable[[], str]] = {
    "a webhook of many lists": lambda: '{"name":' + _lists(60_000, "[]") + "}",
    "a webhook of many members": lambda: _wide(60_000),
    "a webhook of 60 megabytes": lambda: '{"name":' + _lists(60_000_000, "[]") + "}",
    "a webhook of many headers": lambda: (
        '{"name":"a","url":"https://a.example","headers":'
        "{" + filled(lambda i: f'"{i:x}":"a"', 60_000) + "}}"
    ),
}


def measure(function: str, body: bytes) -> dict[str, Any]:
    """Post *body*. Returns the status, megabytes added at the peak, seconds of CPU."""
    handler = {"events": events.post, "webhooks": webhooks.collection}[function]
    with in_memory() as relay:
        relay.post(ping_event())  # what is loaded and made at the first event

        def post() -> int:
            request = Request("POST", {}, {}, {"content-type": "application/json"}, body)
            return respond(lambda: handler(relay.relay, request), route="test").status

        Path("/proc/self/clear_refs").write_text("5")  # begin the peak anew
        before, began = _peak(), time.process_time()
        status = post()
        return {
            "status": status,
            "megabytes": (_peak() - before) / 1024,
            "seconds": time.process_time() - began,
        }


def _peak() -> int:
    """The largest resident set so far, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def serve() -> None:
    """Measure what each line of the standard input names."""
    for line in sys.stdin:
        function, path = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            signal.alarm(_LONGEST)
            print(json.dumps(measure(function, Path(path).read_bytes())), flush=True)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            sys.exit(f"{path}: the process that measured ended with {status}")


if __name__ == "__main__":
    serve()
