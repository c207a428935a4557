"""Throw-away function apps."""

from __future__ import annotations

import base64
import json
import textwrap
from pathlib import Path
from typing import Any

from azure.storage.queue import QueueClient

HEAD = """
import json, logging, os, threading, time
import azure.functions as func

logging.getLogger("azure").setLevel(logging.WARNING)
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

def say(**fields):
    logging.info(json.dumps(fields))
"""


def write_app(
    folder: Path,
    source: str,
    *,
    route_prefix: str | None = "",
    queues: dict[str, Any] | None = None,
    settings: dict[str, str] | None = None,
    head: str = HEAD,
) -> Path:
    """An app of *source* in *folder*, which it returns."""
    extensions: dict[str, Any] = {"queues": {"maxPollingInterval": "00:00:00.2", **(queues or {})}}
    if route_prefix is not None:
        extensions["http"] = {"routePrefix": route_prefix}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "function_app.py").write_text(head + textwrap.dedent(source))
    host = {"version": "2.0", "extensions": extensions}
    (folder / "host.json").write_text(json.dumps(host))
    example = {"IsEncrypted": False, "Values": settings or {}}
    (folder / "local.settings.example.json").write_text(json.dumps(example))
    return folder


def queue(connection_string: str, name: str) -> QueueClient:
    """The queue, made where it is missing."""
    client = QueueClient.from_connection_string(connection_string, name)
    client.create_queue()
    return client


def encode(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    return base64.b64encode(data).decode()


def count(client: QueueClient) -> int:
    return client.get_queue_properties().approximate_message_count or 0
