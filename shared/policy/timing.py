"""Durations that several modules must agree on, in seconds."""

from __future__ import annotations

HELD = 0.0
"""``next_attempt_at`` of a held delivery: due as soon as its webhook can take it."""

LEASE = 60.0
"""How long a released delivery is left alone before its message counts as lost."""

CLAIM_MARGIN = 30.0
"""How much longer than the attempt's own deadline a claim lasts: the time to record the result."""

SLOW_AFTER = 1.0
"""How long an attempt of a webhook takes that counts as slow."""

SLOW = 60.0
"""For how long a webhook counts as slow after such an attempt."""

ATTEMPT_MARGIN = 5.0
"""How much longer than its deadline a first attempt may take, from when its message was taken."""

PREPARED_WITHIN = 1.0
ADMITTED_WITHIN = 4.0
"""How long a first message may take to be handled, and then until its attempt begins, without a
claim. Together no more than `ATTEMPT_MARGIN`: later others may be at the delivery, too."""

POST_WITHIN = 5.0
"""How long after its claim an attempt may begin: a claim must last until the result is recorded."""
