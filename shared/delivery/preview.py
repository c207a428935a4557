"""What an attempt sends, as people may see it: without secrets and what is made with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from shared.crypto.signing import DIGEST_HEADER, SIGNATURE_HEADER

_HIDDEN = "[hidden]"


@dataclass(frozen=True, slots=True)
class ShownHeader:
    """A header; ``masked``: its value, or a part of it, is hidden."""

    name: str
    value: str
    masked: bool


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A POST. The URL has no query, which may hold a secret."""

    url: str
    headers: tuple[ShownHeader, ...]
    body: bytes

    @classmethod
    def of(
        cls, url: str, headers: Mapping[str, str], body: bytes, *, custom: Collection[str]
    ) -> ShownRequest:
        """Return what may be shown. *custom* are the names of headers whose values are secrets."""
        shown_url = urlunsplit(urlsplit(url)._replace(query="", fragment=""))
        return cls(shown_url, tuple(_shown(headers.items(), custom)), body)


def _shown(headers: Iterable[tuple[str, str]], custom: Collection[str]) -> Iterable[ShownHeader]:
    for name, value in headers:
        if name == SIGNATURE_HEADER:
            versions = (signature.partition(",")[0] for signature in value.split())
            yield ShownHeader(name, " ".join(f"{v},{_HIDDEN}" for v in versions), masked=True)
        elif name == DIGEST_HEADER or name in custom:
            yield ShownHeader(name, _HIDDEN, masked=True)
        else:
            yield ShownHeader(name, value, masked=False)
