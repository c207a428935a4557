"""Reads ``host.json`` and the app settings, and resolves ``%SETTING%``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devhost.errors import StartError

_TIME_SPAN = re.compile(r"(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,7})?)")
_SETTING = re.compile(r"%([^%]+)%")


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """``extensions.queues`` of ``host.json``, with the real host's defaults; times in seconds."""

    batch_size: int = 16
    new_batch_threshold: int = 8
    max_polling_interval: float = 60.0
    max_dequeue_count: int = 5
    visibility_timeout: float = 0.0
    base64: bool = True


@dataclass(frozen=True, slots=True)
class HostOptions:
    """The options of ``host.json`` that devhost knows."""

    route_prefix: str = "api"
    queues: QueueOptions = QueueOptions()


def read_host_options(app_dir: Path) -> HostOptions:
    """Read ``host.json`` of the app. Raises StartError, which names what is wrong."""
    document = _read_json(app_dir / "host.json")
    if document.get("version") != "2.0":
        raise StartError('host.json: "version" must be "2.0"')
    extensions = document.get("extensions", {})
    prefix = extensions.get("http", {}).get("routePrefix", "api")
    try:
        queues = _queue_options(extensions.get("queues", {}))
    except ValueError as error:
        raise StartError(f"host.json: extensions.queues.{error}") from None
    return HostOptions(route_prefix=prefix.strip("/"), queues=queues)


def read_app_settings(app_dir: Path, file: Path | None = None) -> dict[str, str]:
    """Return the ``Values`` of *file*, else of ``local.settings.json``, else of its example.

    Environment variables must have priority over them, as on the real host. Raises StartError.
    """
    if file is None:
        candidates = [app_dir / "local.settings.json", app_dir / "local.settings.example.json"]
        file = next((candidate for candidate in candidates if candidate.exists()), None)
        if file is None:
            return {}
    document = _read_json(file)
    if document.get("IsEncrypted"):
        raise StartError(f"{file.name}: IsEncrypted must be false")
    values = document.get("Values", {})
    for name, value in values.items():
        if not isinstance(value, str):
            raise StartError(f"{file.name}: the value of {name} must be a string")
    return dict(values)


def resolve(text: str, settings: Mapping[str, str], where: str) -> str:
    """Replace each ``%NAME%`` in *text* by that app setting.

    Raises StartError, which names *where*, if it is not set.
    """

    def value(match: re.Match[str]) -> str:
        try:
            return settings[match[1]]
        except KeyError:
            message = f"{where}: the app setting {match[1]}, which {text!r} names, is not set"
            raise StartError(message) from None

    return _SETTING.sub(value, text)


def parse_time_span(text: str) -> float:
    """Convert ``[d.]hh:mm:ss[.fffffff]`` to seconds. Raises ValueError."""
    match = _TIME_SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a time span such as 00:00:10")
    days, hours, minutes, seconds = match.groups(default="0")
    return int(days) * 86400 + int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _queue_options(given: Mapping[str, Any]) -> QueueOptions:
    batch_size = _integer(given, "batchSize", 16, least=1, most=32)
    encoding = given.get("messageEncoding", "base64")
    if not isinstance(encoding, str) or encoding.lower() not in ("base64", "none"):
        raise ValueError("messageEncoding must be base64 or none")
    return QueueOptions(
        batch_size=batch_size,
        new_batch_threshold=_integer(given, "newBatchThreshold", batch_size // 2, least=0),
        max_polling_interval=_seconds(given, "maxPollingInterval", "00:01:00"),
        max_dequeue_count=_integer(given, "maxDequeueCount", 5, least=1),
        visibility_timeout=_seconds(given, "visibilityTimeout", "00:00:00"),
        base64=encoding.lower() == "base64",
    )


def _integer(
    given: Mapping[str, Any], name: str, default: int, *, least: int, most: int = 2**31 - 1
) -> int:
    value = given.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{name} must be a whole number from {least} to {most}")
    return value


def _seconds(given: Mapping[str, Any], name: str, default: str) -> float:
    value = given.get(name, default)
    try:
        return parse_time_span(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a time span such as 00:00:10") from None


def _read_json(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise StartError(f"{file.name}: {error.strerror}: {file}") from None
    except ValueError as error:
        raise StartError(f"{file.name}: not valid JSON: {error}") from None
    if not isinstance(document, dict):
        raise StartError(f"{file.name}: must hold a JSON object")
    return document
