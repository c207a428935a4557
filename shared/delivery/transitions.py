"""The steps of a delivery's life, each in the order of writes that makes a crash harmless.

- To wait: the waiting row, then the health row, by which upkeep finds it.
- To end: the record, then the waiting row. Whoever finds an ended delivery with a waiting row
  deletes the latter.
- ``delivered`` may overwrite ``dropped``, never the other way round.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from shared import log
from shared.model import Attempt, DeliveryKey, PendingDelivery, Webhook
from shared.store import StorageFault, Store

RECORDING_PATIENCE = 20.0
"""Seconds; less than `policy.CLAIM_MARGIN`, by which a claim outlasts its attempt."""

_PAUSE = 0.5


class Transitions:
    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def waits(self, row: PendingDelivery) -> bool:
        """Store *row*, new or changed; False when the delivery has ended or moved on meanwhile.

        The caller touches the health row afterwards.
        """
        while self._store.pending.put(row) is None:
            current = self._store.pending.get(row.key)
            if current is None or current.attempts >= row.attempts:
                return current is not None
            row = replace(row, etag=current.etag)
        return True

    def delivered(
        self,
        ref: DeliveryKey,
        row: PendingDelivery | None,
        results: tuple[Attempt, ...],
        attempts: int,
    ) -> None:
        """Tried again while storage fails: what a subscriber has must not be sent once more."""
        give_up_at = self._clock() + RECORDING_PATIENCE
        while True:
            try:
                self._store.records.end_delivered(
                    ref, attempts=attempts, results=results, at=self._clock()
                )
                break
            except StorageFault:
                if self._clock() >= give_up_at:
                    raise
                time.sleep(_PAUSE)
        if row is not None:
            self._store.pending.delete(ref)

    def dropped(
        self,
        ref: DeliveryKey,
        reason: str,
        *,
        webhook: Webhook | None,
        row: PendingDelivery | None = None,
    ) -> bool:
        """Give the delivery up; False when it had ended.

        Where its record has gone with its day, which ends it too, the log alone tells.
        """
        row = row or self._store.pending.get(ref)
        attempts, results = (row.attempts, row.results) if row else (0, ())
        dropped = False
        delivery = self._store.records.get(ref)
        while delivery is not None and not delivery.ended and not dropped:
            dropped = self._store.records.end_dropped(
                delivery, reason=reason, attempts=attempts, results=results, at=self._clock()
            )
            if not dropped:
                delivery = self._store.records.get(ref)
        if row is not None:
            self._store.pending.delete(ref)
            dropped = dropped or delivery is None
        known = row or delivery
        if dropped and known is not None:
            log.warning(
                "dropped",
                webhook_id=webhook.webhook_id if webhook else None,
                webhook_uid=ref.uid,
                event_id=ref.event_id,
                event_type=known.event_type,
                reason=reason,
                attempts=attempts,
            )
        return dropped
