"""The only code that connects to a subscriber: address guard, time and size caps.

``client`` is what the rest of the relay uses. Below it: ``guard`` (which URLs and addresses),
``lookup`` (names, without being held by a name server), ``connection`` (one request on a checked
address, under a deadline), ``pool`` (connections kept), ``deadline``.
"""

from __future__ import annotations

from shared.outbound.client import Outbound, PostResult

__all__ = ["Outbound", "PostResult"]
