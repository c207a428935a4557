"""The rules for custom headers, which a webhook adds to its deliveries."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shared.crypto.signing import DIGEST_HEADER
from shared.errors import FieldError, InvalidInput

MAX_HEADERS = 20
MAX_BYTES = 4096
"""The most that all names and values may take together."""

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_PUNCTUATION = re.compile(r"[^0-9a-z]")
_VALUE = re.compile(r"(?:[!-~](?:[ -~]*[!-~])?)?")

_HOP_BY_HOP = frozenset(
    {"connection", "http2-settings", "keep-alive", "proxy-authenticate", "proxy-authorization"}
    | {"proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}
)
_OURS = frozenset({"accept-encoding", "expect", "host", "user-agent", DIGEST_HEADER.lower()})
_OUR_PREFIXES = ("content-", "webhook-")
_NAME_SHOWN = 64


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return *headers* if they may be sent. Raises InvalidInput listing all that is wrong.

    Values are secrets: an error names ``headers.<name>`` and never repeats the value.
    """
    if len(headers) > MAX_HEADERS:
        raise InvalidInput(f"at most {MAX_HEADERS} headers are possible", field="headers")
    if sum(len(name) + len(value) for name, value in headers.items()) > MAX_BYTES:
        raise InvalidInput(f"at most {MAX_BYTES} bytes of headers are possible", field="headers")
    faults = []
    seen: set[str] = set()
    for name, value in headers.items():
        fault = _fault(name, value)
        key = _key(name)
        if fault is None and key in seen:
            fault = "is given twice"
        seen.add(key)
        if fault is not None:
            shown = name[:_NAME_SHOWN].encode("unicode_escape").decode()
            faults.append(FieldError(f"headers.{shown}", fault))
    if faults:
        raise InvalidInput.of(faults)
    return dict(headers)


def _fault(name: str, value: str) -> str | None:
    """Return what is wrong with one header; None where nothing is."""
    key = _key(name)
    if not _TOKEN.fullmatch(name):
        return "is not a header name"
    if key in _HOP_BY_HOP:
        return "belongs to the connection"
    if key in _OURS or key.startswith(_OUR_PREFIXES):
        return "is set by the relay"
    if not _VALUE.fullmatch(value):
        return "the value must be printable ASCII, without spaces around it"
    return None


def _key(name: str) -> str:
    """Return the same key for names that a receiver may take for one another.

    Behind CGI and WSGI every character but letters and digits becomes an underscore, so that
    ``webhook_id`` would hide ``webhook-id``.
    """
    return _PUNCTUATION.sub("-", name.lower())
