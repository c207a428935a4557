"""Which requests a web page may have caused a browser to send; a host without keys refuses them.

Any page that a developer opens can send requests to localhost. Without keys nothing else tells
those from the developer's own, and the port is the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LOCAL_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?")
_OWN_FETCH_SITES = ("same-origin", "none")


def reason_to_refuse(headers: Mapping[str, str]) -> str | None:
    """Return why a request with these headers is refused, as a sentence, or None.

    *headers* have lower-case names. ``Host`` must be a name of this machine, so that a page cannot
    use a domain of its own that resolves to 127.0.0.1 (DNS rebinding). ``Origin`` and
    ``Sec-Fetch-Site``, which browsers add and pages cannot change, must not tell of another origin.
    """
    host = headers.get("host", "").lower()
    if not _LOCAL_HOST.fullmatch(host):
        return "Without keys, the Host header must be localhost, 127.0.0.1 or [::1]."
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"http://{host}":
        return "Without keys, requests from web pages of another origin are refused."
    if headers.get("sec-fetch-site", "none").lower() not in _OWN_FETCH_SITES:
        return "Without keys, requests from web pages of another site are refused."
    return None
