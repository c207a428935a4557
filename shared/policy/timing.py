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

ALONE = 10.0
"""For how long, from when its event was received, nobody but the taker of a first message can be at
the delivery. Later its attempt begins with a look at storage."""

POST_WITHIN = 5.0
"""How long an attempt may take to begin, from when it was sure that nobody else is at the delivery.
A claim must last until the result is recorded."""

ATTEMPT_MARGIN = 20.0
"""How much longer than its deadline others leave a first attempt that may be in flight, from when
they found it so: more than `ALONE` and `POST_WITHIN`, by which clocks may differ."""

PATIENCE = 0.1
"""How long a message in a fast lane waits for room: a place in the lane, or in what the webhook may
have in flight, or its turn by the rate."""
