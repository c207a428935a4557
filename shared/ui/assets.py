"""The files of the page, read once, under a path that names their contents.

Every file but the HTML is at ``/ui/<hash>/<name>``. The hash is over all of them, so a browser may
keep them for ever. The JavaScript is one file, made of the modules beside it by ``tools.ui``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"

_HTML = "index.html"
_CONTENT_TYPES: Mapping[str, str] = {
    "icon.svg": "image/svg+xml",
    "page.js": "text/javascript",
    "style.css": "text/css",
    "vendor/LICENSE.txt": "text/plain",
}
"""The files that are served."""

_HASH_DIGITS = 16
_HASH_PLACE = "{{hash}}"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, and their media type."""

    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All files of one version. ``html`` is the same for every address of the page."""

    version: str
    html: Asset
    html_etag: str
    files: Mapping[str, Asset]

    def find(self, path: str) -> Asset | None:
        """Return the file at *path* below ``/ui/``, None unless it is of this version."""
        version, _, name = path.partition("/")
        return self.files.get(name) if version == self.version else None


@cache
def assets() -> Assets:
    """Read the files, on the first call of the process."""
    files = {
        name: Asset((STATIC / name).read_bytes(), content_type)
        for name, content_type in _CONTENT_TYPES.items()
    }
    version = _hash(*(part for name, file in files.items() for part in (name.encode(), file.body)))
    text = (STATIC / _HTML).read_text(encoding="utf-8")
    html = text.replace(_HASH_PLACE, version).encode()
    return Assets(version, Asset(html, "text/html"), f'"{_hash(html)}"', files)


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()[:_HASH_DIGITS]
