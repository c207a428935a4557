"""The parts of the app, made once per process and connected to each other."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from shared import __version__
from shared.activity import Activity
from shared.counters import Counters
from shared.crypto.encryption import Encryption
from shared.delivery.gate import Gate
from shared.delivery.group_worker import GroupWorker
from shared.delivery.headers import DeliveryHeaders
from shared.delivery.health_cache import HealthCache
from shared.delivery.heartbeat import HeartbeatSender
from shared.delivery.lanes import Lane, Lanes
from shared.delivery.limiter import Limiter
from shared.delivery.sender import Sender
from shared.delivery.transitions import RetryTiming, Transitions
from shared.delivery.worker import DeliveryWorker, WorkerLimits
from shared.dispatch import Dispatcher
from shared.event_types.known import EventTypes
from shared.event_types.registration import EventTypeRegistration
from shared.failures import Failures
from shared.history.delivery_history import DeliveryHistory
from shared.history.delivery_outlines import DeliveryOutlines
from shared.history.delivery_scan import DeliveryScan
from shared.history.delivery_summary import DeliverySummaries
from shared.history.event_list import EventList
from shared.history.redelivery import Redelivery
from shared.history.resending import Resending
from shared.history.webhook_status import WebhookStatuses
from shared.ingest.dry_run import DryRun
from shared.ingest.event_ingest import EventIngest
from shared.ingest.fan_out import FanOut
from shared.ingest.incoming import Incoming
from shared.outbound import Outbound
from shared.overview import Overview
from shared.policy import timing
from shared.policy.retry import RetryPolicy
from shared.scheduling.housekeeping import Housekeeping
from shared.scheduling.orphans import OrphanRecovery
from shared.scheduling.scheduler import RetryScheduler
from shared.scheduling.summary_log import SummaryLog
from shared.scheduling.webhook_round import WebhookRound
from shared.settings import LogDeliveries, Settings
from shared.status import RelayStatus
from shared.store import Store
from shared.store.connection import StorageConnection
from shared.store.messages import MOST_TOGETHER
from shared.trials import Trials
from shared.webhooks.registration import WebhookRegistration
from shared.webhooks.registry import WebhookRegistry
from shared.webhooks.secrets import WebhookSecrets
from shared.webhooks.singularity import SingularityWebhooks

_HOST_JSON = Path(__file__).resolve().parent.parent / "host.json"

Clock = Callable[[], float]


class App:
    """What the functions call. Makes no request by itself."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        clock: Clock = time.time,
        rng: random.Random | None = None,
    ) -> None:
        rng = rng or random.Random()  # noqa: S311 - jitter, not secrets
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
        self.event_types = EventTypes(
            store.event_types, cache_seconds=settings.webhook_cache_seconds, clock=clock
        )
        self.event_type_registration = EventTypeRegistration(
            store.event_types,
            self.event_types,
            subscribed_to=self.webhooks.subscribed_by_name,
            clock=clock,
        )
        self.secrets = WebhookSecrets(self.encryption, clock=clock)
        self._heartbeat = HeartbeatSender(store.health, clock=clock)
        health_cache = HealthCache(
            store.health, cache_seconds=settings.webhook_cache_seconds, clock=clock
        )
        self._counters = Counters(store.counters, clock=clock)
        self._activity = Activity(
            self._counters,
            store.summaries,
            log_each=settings.log_deliveries is LogDeliveries.ALL,
            clock=clock,
        )
        retry = RetryPolicy(settings.retry_delays)
        claim_seconds = settings.delivery_timeout_seconds + timing.CLAIM_MARGIN
        transitions = Transitions(
            store,
            health_cache,
            RetryTiming(retry, claim_seconds, rng),
            self._activity,
            clock,
        )
        fan_out = FanOut(store, transitions, health_cache, clock)
        self.incoming = Incoming(
            self.webhooks,
            max_event_bytes=settings.max_event_bytes,
            max_batch_bytes=settings.max_batch_bytes,
            types=self.event_types,
            instance=_instance(settings),
            clock=clock,
        )
        self.ingest = EventIngest(store, self.incoming, fan_out, self._activity)
        self.dry_run = DryRun(store, self.incoming, self.webhooks)
        self.registration = WebhookRegistration(
            self.webhooks,
            self.secrets,
            self.event_types,
            check_url=self.outbound.check_url,
            ping=self.ingest.ping,
            send_example=self.ingest.send_example,
        )
        self.singularity = SingularityWebhooks(self.webhooks, check_url=self.outbound.check_url)
        queues = QueueOptions.of(_HOST_JSON)
        share = max(1, int(queues.concurrency * settings.max_share_per_webhook))
        gate = Gate(
            self.webhooks,
            health_cache,
            Lanes(queues.threshold),
            Limiter(share=share, clock=clock),
            clock,
        )
        self.sender = Sender(self.outbound, DeliveryHeaders(self.encryption), clock)
        self.trials = Trials(self.registration, self.incoming, self.sender)
        worker = DeliveryWorker(
            store=store,
            registry=self.webhooks,
            gate=gate,
            sender=self.sender,
            transitions=transitions,
            limits=WorkerLimits(
                settings.expiry_seconds,
                settings.max_retry_after,
                settings.delivery_timeout_seconds + timing.ATTEMPT_MARGIN,
            ),
            activity=self._activity,
            clock=clock,
        )
        # Each place in a lane may have a group, and each delivery of a group has its thread.
        self._group_threads = ThreadPoolExecutor(
            queues.threshold * len(Lane) * MOST_TOGETHER, thread_name_prefix="relay-group"
        )
        self.dispatcher = Dispatcher(
            store,
            fan_out,
            worker,
            GroupWorker(worker, gate, self._group_threads),
            self._heartbeat,
            transitions,
            clock,
            keep_days=settings.keep_days,
        )
        self.scheduler = RetryScheduler(
            store,
            WebhookRound(
                store=store,
                registry=self.webhooks,
                transitions=transitions,
                retry=retry,
                max_pending=settings.max_pending,
                expiry=settings.expiry_seconds,
                rng=rng,
            ),
            OrphanRecovery(
                store=store,
                registry=self.webhooks,
                fan_out=fan_out,
                transitions=transitions,
                clock=clock,
            ),
            Housekeeping(store, self.webhooks, self.secrets, settings.keep_days),
            SummaryLog(store),
            clock,
        )
        self.history = DeliveryHistory(store, days=settings.keep_days, clock=clock)
        outlines = DeliveryOutlines(store, days=settings.keep_days, clock=clock)
        self.delivery_summaries = DeliverySummaries(outlines, days=settings.keep_days, clock=clock)
        self.events = EventList(store, days=settings.keep_days, clock=clock)
        self.webhook_statuses = WebhookStatuses(store, clock=clock)
        self.overview = Overview(store, self.webhooks, self.webhook_statuses, clock=clock)
        self.failures = Failures(store, self.overview)
        self.status = RelayStatus(store, clock=clock)
        self.redelivery = Redelivery(store, transitions, days=settings.keep_days, clock=clock)
        self.resending = Resending(
            self.history,
            DeliveryScan(store, days=settings.keep_days, clock=clock, every_attempt=True),
            outlines,
            self.redelivery,
            clock=clock,
        )

    def write_counts(self) -> None:
        """Write what is counted and not written yet."""
        self._activity.close()
        self._counters.close()

    def close(self) -> None:
        """Close connections and stop threads. Not needed by a process that ends."""
        self._group_threads.shutdown()
        self._heartbeat.close()
        self.write_counts()
        self.outbound.close()
        self.store.close()

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> App:
        """Build the app from app settings. Raises SettingsError naming what is missing or wrong."""
        settings = Settings.from_environ(environ)
        connection = StorageConnection.from_environ(environ, pool_size=_threads(environ))
        return cls(settings, Store(connection))


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """An instance takes ``batch`` messages of a queue while no more than ``threshold`` run."""

    batch: int
    threshold: int

    @property
    def concurrency(self) -> int:
        """How many messages of one queue an instance handles at once."""
        return self.batch + self.threshold

    @classmethod
    def of(cls, host_json: Path) -> QueueOptions:
        """Read the options, with the host's defaults."""
        queues = json.loads(host_json.read_text()).get("extensions", {}).get("queues", {})
        batch = int(queues.get("batchSize", 16))
        return cls(batch, int(queues.get("newBatchThreshold", batch // 2)))


def _threads(environ: Mapping[str, str]) -> int:
    count = environ.get("PYTHON_THREADPOOL_THREAD_COUNT", "")
    return int(count) if count.isdecimal() else 32


def _instance(settings: Settings) -> dict[str, str]:
    given = {"instance_id": settings.instance_id, "instance_name": settings.instance_name}
    return {name: value for name, value in given.items() if value is not None}
