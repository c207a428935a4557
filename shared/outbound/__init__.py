"""Sends POSTs to subscribers: the only code that connects to them.

The rest of the relay uses ``client``. Below it: ``guard`` (which URLs and addresses are allowed),
``dns`` (lookups with a deadline), ``connection`` (one request to a checked address, under a
deadline), ``pool`` (idle connections), ``redaction`` (secrets in responses), ``deadline``.
"""

from __future__ import annotations

from shared.outbound.client import Outbound, PostResult

__all__ = ["Outbound", "PostResult"]
