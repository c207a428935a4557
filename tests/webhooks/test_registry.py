"""The registry: changes that meet others, and the cache of this process and of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.errors import Conflict, UnknownWebhook
from shared.filters.parsing import to_json
from shared.model import Event, Webhook
from shared.optimistic import MAX_TRIES
from shared.webhooks.registry import WebhookRegistry
from tests.support.in_process import InProcess, in_memory

URL = "http://127.0.0.1:49999/"


@pytest.fixture
def registry(memory_relay: InProcess) -> WebhookRegistry:
    return memory_relay.relay.webhooks


@pytest.fixture
def webhook(memory_relay: InProcess) -> Webhook:
    return memory_relay.subscribe(URL, "ping")


def meanwhile(registry: WebhookRegistry, webhook_id: str, times: int) -> Callable[[], None]:
    """Change the limit of the webhook at each of the first *times* calls."""
    calls: list[None] = []

    def another_change() -> None:
        calls.append(None)
        if len(calls) <= times:
            current = registry._rows.get(webhook_id)
            assert current is not None
            assert registry._rows.change(replace(current, max_in_flight=len(calls)))

    return another_change


def test_a_change_keeps_what_others_changed_in_between(
    registry: WebhookRegistry, webhook: Webhook
) -> None:
    interfere = meanwhile(registry, webhook.webhook_id, times=2)

    def renamed(current: Webhook) -> Webhook:
        interfere()
        return replace(current, name="renamed")

    registry.change(webhook.webhook_id, renamed)

    now = registry.get(webhook.webhook_id)
    assert (now.name, now.max_in_flight) == ("renamed", 2)


def test_a_change_is_given_up_after_a_bounded_number_of_conflicts(
    registry: WebhookRegistry, webhook: Webhook
) -> None:
    interfere = meanwhile(registry, webhook.webhook_id, times=1000)
    tries: list[Webhook] = []

    def renamed(current: Webhook) -> Webhook:
        tries.append(current)
        interfere()
        return replace(current, name="renamed")

    with pytest.raises(Conflict) as refused:
        registry.change(webhook.webhook_id, renamed)

    assert refused.value.field == "webhook_id"
    assert len(tries) == MAX_TRIES
    assert registry.get(webhook.webhook_id).name == webhook.name


def test_a_webhook_that_was_changed_in_between_is_deleted_nevertheless(
    registry: WebhookRegistry, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere = meanwhile(registry, webhook.webhook_id, times=1)
    delete = registry._rows.delete

    def delete_later(current: Webhook) -> bool:
        interfere()
        return delete(current)

    monkeypatch.setattr(registry._rows, "delete", delete_later)

    registry.delete(webhook.webhook_id)

    with pytest.raises(UnknownWebhook):
        registry.get(webhook.webhook_id)


def test_an_id_can_be_taken_once(registry: WebhookRegistry, webhook: Webhook) -> None:
    with pytest.raises(Conflict):
        registry.create(webhook)


def test_only_enabled_webhooks_are_subscribed(
    memory_relay: InProcess, registry: WebhookRegistry, webhook: Webhook
) -> None:
    other = memory_relay.subscribe(URL, "ping", "TASK")
    assert set(registry.subscribed("ping").uids) == {webhook.uid, other.uid}

    assert registry.disable(webhook, "it said 410")

    assert registry.subscribed("ping") == registry.subscribed("TASK")
    assert registry.subscribed("ping").uids == (other.uid,)
    assert registry.get(webhook.webhook_id).disabled_reason == "it said 410"


def test_a_reason_does_not_disable_a_webhook_with_another_url(
    registry: WebhookRegistry, webhook: Webhook
) -> None:
    registry.change(webhook.webhook_id, lambda current: replace(current, url=URL + "new"))

    assert registry.disable(webhook, "it said 410") is False

    assert registry.get(webhook.webhook_id).enabled


def test_nor_one_that_was_made_anew_under_its_id(
    registry: WebhookRegistry, webhook: Webhook
) -> None:
    registry.delete(webhook.webhook_id)
    anew = registry.create(replace(webhook, etag=""))

    assert registry.disable(webhook, "it said 410")

    assert registry.get(webhook.webhook_id).enabled
    assert registry.by_uid(webhook.uid) is None
    assert registry.by_uid(anew.uid) is not None


def test_another_process_that_enabled_it_is_believed_before_anything_is_dropped() -> None:
    """The list in the cache is a minute old, and says that it is disabled."""
    with in_memory(WEBHOOK_CACHE_SECONDS="60") as relay, relay.another() as other:
        webhook = relay.subscribe(URL, "ping")
        relay.relay.registration.disable(webhook.webhook_id)
        registry = relay.relay.webhooks
        assert registry.subscribed("ping").uids == ()
        other.relay.registration.enable(webhook.webhook_id)

        found = registry.by_uid(webhook.uid)

        assert found is not None
        assert found.enabled
        assert registry.subscribed("ping").uids == (webhook.uid,)


class TestFilters:
    def filtered(self, registry: WebhookRegistry, webhook: Webhook, number: int) -> Webhook:
        one = {"operatorType": "NumberIn", "key": "data.n", "values": [number]}
        text = to_json({"advancedFilters": [one]})
        return registry.change(webhook.webhook_id, lambda now: replace(now, filter=text))

    def test_an_event_goes_to_those_whose_filters_want_it(
        self, memory_relay: InProcess, registry: WebhookRegistry, webhook: Webhook
    ) -> None:
        first = self.filtered(registry, memory_relay.subscribe(URL, "ping"), 1)
        second = self.filtered(registry, memory_relay.subscribe(URL, "ping"), 2)
        subscribers = registry.subscribed("ping")
        event = Event("id", "ping", 0, '{"n": 1}', "{}", targets=subscribers.uids)

        narrowed = subscribers.narrow(event)

        assert set(event.targets) == {webhook.uid, first.uid, second.uid}
        assert set(narrowed.targets) == {webhook.uid, first.uid}
        assert narrowed.filtered == 1

    def test_a_filter_is_compiled_once_for_each_of_its_versions(
        self, registry: WebhookRegistry, webhook: Webhook
    ) -> None:
        self.filtered(registry, webhook, 1)
        compiled = registry.subscribed("ping").filters[webhook.uid]
        registry.change(webhook.webhook_id, lambda now: replace(now, name="another"))
        assert registry.subscribed("ping").filters[webhook.uid] is compiled

        self.filtered(registry, webhook, 2)
        assert registry.subscribed("ping").filters[webhook.uid] is not compiled

        registry.change(webhook.webhook_id, lambda now: replace(now, filter=""))
        assert registry.subscribed("ping").filters == {}

    def test_without_a_filter_the_event_is_not_parsed(
        self, registry: WebhookRegistry, webhook: Webhook
    ) -> None:
        event = Event("id", "ping", 0, "this is no JSON", "{}", targets=(webhook.uid,))
        assert registry.subscribed("ping").narrow(event) is event
