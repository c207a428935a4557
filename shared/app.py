"""Everything wired together, once per process."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from shared import __version__
from shared.crypto.encryption import Encryption
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.health_cache import HealthCache
from shared.delivery.heartbeat import HeartbeatSender
from shared.delivery.limiter import Limiter
from shared.delivery.transitions import Transitions
from shared.delivery.worker import DeliveryWorker
from shared.history.delivery_history import DeliveryHistory
from shared.history.redelivery import Redelivery
from shared.ingest.event_ingest import EventIngest
from shared.ingest.fan_out import FanOut
from shared.outbound import Outbound
from shared.policy import CHECKED_MARGIN, CLAIM_MARGIN, RetryPolicy
from shared.scheduling.orphans import OrphanRecovery
from shared.scheduling.scheduler import RetryScheduler
from shared.settings import Settings
from shared.store import Store
from shared.store.connection import StorageConnection
from shared.webhooks.registry import WebhookRegistry

_HOST_JSON = Path(__file__).resolve().parent.parent / "host.json"


class App:
    """The parts that the functions call. Makes no request by itself."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        clock: Callable[[], float] = time.time,
        rng: random.Random | None = None,
    ) -> None:
        rng = rng or random.Random()  # noqa: S311 - jitter, not secrets
        concurrency = queue_concurrency(_HOST_JSON)
        retry = RetryPolicy(settings.retry_delays)
        self.settings = settings
        self.store = store
        self.clock = clock
        self.encryption = Encryption(settings.secrets_key, allow_plain=settings.allow_plain_secrets)
        self.outbound = Outbound(
            allow_http=settings.allow_http_targets,
            allowed_networks=settings.allowed_target_networks,
            timeout=settings.delivery_timeout_seconds,
            user_agent=f"webhook-relay/{__version__}",
        )
        self.webhooks = WebhookRegistry(
            store.webhooks, cache_seconds=settings.webhook_cache_seconds, clock=clock
        )
        attempt_seconds = settings.delivery_timeout_seconds + CLAIM_MARGIN
        checked_delay = settings.delivery_timeout_seconds + CHECKED_MARGIN
        self._pulse = HeartbeatSender(store.health, clock=clock)
        fan_out = FanOut(store)
        ledger = Transitions(store, clock)
        self.ingest = EventIngest(
            store=store,
            webhooks=self.webhooks,
            fan_out=fan_out,
            max_event_bytes=settings.max_event_bytes,
            instance=_instance(settings),
            clock=clock,
        )
        self.worker = DeliveryWorker(
            store=store,
            webhooks=self.webhooks,
            breakers=HealthCache(
                store.health, cache_seconds=settings.webhook_cache_seconds, clock=clock
            ),
            ledger=ledger,
            limits=Limiter(
                share=max(1, int(concurrency * settings.max_share_per_webhook)), clock=clock
            ),
            fan_out=fan_out,
            outbound=self.outbound,
            headers=DeliveryHeaders(self.encryption),
            retry=retry,
            expiry=settings.expiry_seconds,
            pulse=self._pulse,
            attempt_seconds=attempt_seconds,
            checked_delay=checked_delay,
            clock=clock,
            rng=rng,
        )
        self.scheduler = RetryScheduler(
            store=store,
            webhooks=self.webhooks,
            orphans=OrphanRecovery(
                store=store,
                webhooks=self.webhooks,
                fan_out=fan_out,
                clock=clock,
            ),
            ledger=ledger,
            encryption=self.encryption,
            retry=retry,
            max_waiting=settings.max_waiting,
            expiry=settings.expiry_seconds,
            retention_days=settings.retention_days,
            clock=clock,
            rng=rng,
        )
        self.history = DeliveryHistory(store, days=self.scheduler.keep_days, clock=clock)
        self.redelivery = Redelivery(store, days=self.scheduler.keep_days, clock=clock)

    def close(self) -> None:
        """Let go of connections and threads. Not needed by a process that ends."""
        self._pulse.close()
        self.outbound.close()
        self.store.close()

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> App:
        """Raises SettingsError naming what is missing or wrong."""
        settings = Settings.from_environ(environ)
        connection = StorageConnection.from_environ(environ, pool_size=_threads(environ))
        return cls(settings, Store(connection))


def queue_concurrency(host_json: Path) -> int:
    """How many messages of one queue an instance works on at once: the host's rule."""
    queues = json.loads(host_json.read_text()).get("extensions", {}).get("queues", {})
    batch = int(queues.get("batchSize", 16))
    return batch + int(queues.get("newBatchThreshold", batch // 2))


def _threads(environ: Mapping[str, str]) -> int:
    count = environ.get("PYTHON_THREADPOOL_THREAD_COUNT", "")
    return int(count) if count.isdecimal() else 32


def _instance(settings: Settings) -> dict[str, str]:
    given = {"instance_id": settings.instance_id, "instance_name": settings.instance_name}
    return {name: value for name, value in given.items() if value is not None}
