"""The receivers of webhooks: each answers in its own manner, which changes."""

from __future__ import annotations

import random
from collections import Counter

from shared.outbound import PostResult
from tests.simulation.facts import NEVER, Facts, KnownWebhook, Receipt
from tests.simulation.instances import Instance
from tests.simulation.invariants import Judge
from tests.simulation.plan import Manner, Mode
from tests.simulation.scheduler import Scheduler
from tests.simulation.trace import Trace

WELL = Manner()


class Receivers:
    """Carries POSTs to the receivers, and answers for them."""

    def __init__(
        self,
        scheduler: Scheduler,
        facts: Facts,
        judge: Judge,
        trace: Trace,
        rng: random.Random,
        deadline: float,
    ) -> None:
        self.manners: dict[int, Manner] = {}
        """By the webhook's number; well where there is none."""
        self.answers: Counter[str] = Counter()
        self._scheduler = scheduler
        self._facts = facts
        self._judge = judge
        self._trace = trace
        self._rng = rng
        self._deadline = deadline

    def calm_down(self) -> None:
        self.manners.clear()

    def post(self, instance: Instance, path: str, event_id: str) -> PostResult:
        """Carry one POST, and return what the relay sees of the answer."""
        name, _, filled = path.partition("/")
        webhook = self._facts.by_path(name)
        assert webhook is not None, path
        began = self._scheduler.now
        if webhook.has_variables and not filled:
            self._judge.blame(f"w{webhook.number}: a POST to {path}, which is nothing's URL")
        self._judge.post_began(instance.life, webhook, event_id)
        try:
            result, told = self._exchange(instance, webhook, event_id)
        finally:
            self._judge.post_ended(instance.life, webhook)
        about = f"{webhook.uid}/{event_id}"
        took = f"{self._scheduler.now - began:.3f} s"
        self._trace.step(instance.name, "POST", f"w{webhook.number}", about, f"{told}, {took}")
        if not result.ok:
            paused = result.retry_after is not None
            self._judge.post_failed((webhook.uid, event_id), asked_to_wait=paused)
        return result

    def _exchange(
        self, instance: Instance, webhook: KnownWebhook, event_id: str
    ) -> tuple[PostResult, str]:
        manner = self.manners.get(webhook.number, WELL)
        if manner.part < 1 and self._rng.random() >= manner.part:
            manner = WELL
        self.answers[str(manner.mode)] += 1
        attempts = self._facts.attempts[webhook.uid, event_id]
        attempts.posts += 1
        attempts.last_post = self._scheduler.now
        self._trace.step(instance.name, "POST", f"w{webhook.number}", event_id, "begins")
        began = self._scheduler.now
        receipt = Receipt(instance.life, began, began)
        match manner.mode:
            case Mode.HANGS:
                self._scheduler.sleep(self._deadline)
                return _none("timeout", self._deadline), "no answer"
            case Mode.LATE:
                self._scheduler.sleep(self._deadline)
                attempts.receipts.append(receipt)
                return _none("timeout", self._deadline), "200 too late"
            case Mode.BREAKS:
                self._scheduler.sleep(self._seconds(manner))
                return _none("connection_failed", 0.1), "breaks off"
            case Mode.ANSWERS if not 200 <= manner.status <= 299:
                self._scheduler.sleep(self._seconds(manner))
                if manner.status == 410:
                    self._gone(webhook, event_id)
                return self._answer(began, manner), f"{manner.status}"
        seconds = self._seconds(manner)
        self._scheduler.sleep(seconds / 2)
        receipt.answered = self._scheduler.now
        attempts.receipts.append(receipt)
        self._judge.received(instance.life, webhook, receipt)
        self._scheduler.sleep(seconds / 2)
        if self._scheduler.now - began >= self._deadline:
            return _none("timeout", self._deadline), "200, seen too late"
        receipt.seen = True
        return self._answer(began, WELL), "200"

    def _gone(self, webhook: KnownWebhook, event_id: str) -> None:
        """Take note that a receiver wants nothing more: of the event, or at all."""
        key = webhook.uid, event_id
        if self._facts.has_url_of_its_own(key):
            self._facts.gone.add(key)
            return
        webhook.disabled_from = min(webhook.disabled_from, self._scheduler.now)
        webhook.sure_since = webhook.enabled_at = NEVER

    def _seconds(self, manner: Manner) -> float:
        if manner.mode is Mode.SLOW:
            return min(manner.seconds, self._deadline - 0.1) * self._rng.uniform(0.7, 1.0)
        return self._rng.uniform(0.003, 0.08)

    def _answer(self, began: float, manner: Manner) -> PostResult:
        took = round((self._scheduler.now - began) * 1000)
        status = manner.status
        return PostResult(status, None, f"answered {status}", took, "", manner.retry_after)


def _none(error: str, seconds: float) -> PostResult:
    return PostResult(None, error, error, round(seconds * 1000))
