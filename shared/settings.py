"""App settings: read from the environment once, and validated.

The names are those of the settings table in the README. Durations are written ``500ms``, ``10s``,
``5m``, ``2h``, ``7d``; in the code they are seconds (``float``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from shared.times import SECONDS_A_DAY

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)", re.ASCII)
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": SECONDS_A_DAY}
_LONGEST_DAYS = 365
"""Limits every setting that is a time: days are looked up one by one, and dates are limited."""

_SCHEDULE_PART = re.compile(r"(?:\*|(\w+)(?:-(\w+))?)(?:/0*[1-9]\d{0,3})?", re.ASCII)
_MONTHS = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
_WEEKDAYS = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

MAX_EVENT_BYTES_LIMIT = 900 * 1024
"""What fits into a Table row (1 MiB) together with targets and other properties."""

DEFAULT_MAX_BATCH_BYTES = 4 * 1024 * 1024
_LEAST_BATCH_BYTES = 1024 * 1024
"""Room for one event of any permitted size in an array."""

_MOST_BATCH_BYTES = 16 * 1024 * 1024
"""A body takes up to five times its size in memory while it is parsed."""

DEFAULT_RETRY_DELAYS = ",".join(["10s"] * 30 + ["30s", "1m", "2m", "5m"])
"""A round every 10 s for the first five minutes, then slower."""


class LogDeliveries(StrEnum):
    """Which accepted events and attempts have a log line of their own."""

    SUMMARY = "summary"
    ALL = "all"


class SettingsError(ValueError):
    """An app setting is missing or cannot be used; the message names it."""


def parse_duration(text: str) -> float:
    """Return the seconds of a duration such as ``"500ms"``. Raises ValueError."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text.strip()!r} is not a duration such as 500ms, 10s, 5m or 2h")
    return float(match[1]) * _SECONDS[match[2]]


def _durations(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    delays = tuple(parse_duration(part) for part in value.split(","))
    if min(delays) <= 0:
        raise ValueError("every delay must be longer than 0")
    if max(delays) > _LONGEST_DAYS * _SECONDS["d"]:
        raise ValueError(f"no delay may be longer than {_LONGEST_DAYS}d")
    return delays


def _duration(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    seconds = parse_duration(value)
    if seconds > _LONGEST_DAYS * _SECONDS["d"]:
        raise ValueError(f"must not be longer than {_LONGEST_DAYS}d")
    return seconds


def _networks(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())


def _boolean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return {"true": True, "1": True, "false": False, "0": False}[value.strip().lower()]
    except KeyError:
        raise ValueError("must be true or false") from None


def _numbers(first: int, last: int) -> frozenset[str]:
    return frozenset(map(str, range(first, last + 1)))


_SCHEDULE_FIELDS = (
    _numbers(0, 59),
    _numbers(0, 59),
    _numbers(0, 23),
    _numbers(1, 31),
    _numbers(1, 12) | _MONTHS,
    _numbers(0, 6) | _WEEKDAYS,
)
"""The values of each field of an NCRONTAB expression, from seconds to the day of the week."""


def _is_schedule_field(text: str, values: frozenset[str]) -> bool:
    parts = [_SCHEDULE_PART.fullmatch(part) for part in text.lower().split(",")]
    return all(
        part
        and all(bound is None or (bound.lstrip("0") or "0") in values for bound in part.groups())
        for part in parts
    )


def _schedule(value: str) -> str:
    """Check a schedule here: with an invalid one the host starts without the timer."""
    fields = value.split()
    if len(fields) != len(_SCHEDULE_FIELDS) or not all(
        map(_is_schedule_field, fields, _SCHEDULE_FIELDS)
    ):
        raise ValueError(
            "must be a schedule of six fields, from the seconds to the day of the week, "
            "such as */10 * * * * *"
        )
    return value.strip()


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _resolved(value: Any) -> Any:
    """Refuse a Key Vault reference, which Azure leaves in place if it cannot resolve it."""
    if isinstance(value, str) and value.startswith("@Microsoft.KeyVault("):
        raise ValueError("is a Key Vault reference that was not resolved")
    return value


def _uuid(value: str | None) -> str | None:
    """Check a UUID: an envelope's own ``instance_id`` must be one, too."""
    try:
        return value and str(UUID(value.strip()))
    except ValueError:
        raise ValueError("must be a UUID") from None


Boolean = Annotated[bool, BeforeValidator(_boolean)]
OptionalText = Annotated[str | None, BeforeValidator(_blank_is_none), BeforeValidator(_resolved)]


class Settings(BaseModel):
    """The relay's own app settings; those of storage are in ``store.connection``."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    check_webhooks_schedule: Annotated[str, AfterValidator(_schedule)] = "*/10 * * * * *"
    retry_delays: Annotated[tuple[float, ...], BeforeValidator(_durations)] = Field(
        default_factory=lambda: tuple(parse_duration(d) for d in DEFAULT_RETRY_DELAYS.split(","))
    )
    max_queued_updates_per_webhook: int = 50
    delete_undeliverable_webhooks_after_hours: float = Field(
        168, le=_LONGEST_DAYS * 24, allow_inf_nan=False
    )
    max_retry_after: Annotated[float, BeforeValidator(_duration)] = Field(3600, gt=0)
    retention_days: int = Field(7, ge=1, le=_LONGEST_DAYS)
    delivery_timeout_seconds: float = Field(10, gt=0, le=100, allow_inf_nan=False)
    max_event_bytes: int = Field(262144, ge=1, le=MAX_EVENT_BYTES_LIMIT)
    max_batch_bytes: int = Field(
        DEFAULT_MAX_BATCH_BYTES, ge=_LEAST_BATCH_BYTES, le=_MOST_BATCH_BYTES
    )
    webhook_cache_seconds: float = Field(5, ge=0, le=300, allow_inf_nan=False)
    allow_http_targets: Boolean = False
    allowed_target_networks: Annotated[
        tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_networks)
    ] = ()
    instance_id: Annotated[OptionalText, AfterValidator(_uuid)] = None
    instance_name: OptionalText = None
    ingest_secret_token: OptionalText = None
    secrets_key: OptionalText = None
    allow_plain_secrets: Boolean = False
    max_share_per_webhook: float = Field(0.25, gt=0, le=1)
    log_deliveries: LogDeliveries = LogDeliveries.SUMMARY

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from *environ*. Raises SettingsError naming every wrong setting."""
        given = {
            name: environ[name.upper()]
            for name in cls.model_fields
            if environ.get(name.upper(), "").strip()
        }
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            faults = sorted({f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()})
            raise SettingsError("; ".join(faults)) from None

    @property
    def expiry_seconds(self) -> float | None:
        """How many seconds a delivery may be pending, or None for no limit."""
        hours = self.delete_undeliverable_webhooks_after_hours
        return hours * 3600 if hours > 0 else None

    @property
    def max_pending(self) -> int | None:
        """How many deliveries may be pending for one webhook, or None for no limit."""
        limit = self.max_queued_updates_per_webhook
        return limit if limit > 0 else None

    @property
    def keep_days(self) -> int:
        """How many days of events and deliveries are kept: the retention, or expiry if longer."""
        return max(self.retention_days, -(-int(self.expiry_seconds or 0) // SECONDS_A_DAY))
