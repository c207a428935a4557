"""``/api/webhooks``: OneFuzz's own API, with its parameters in the body, and the same REST-style.

OneFuzz's client retries a 404 for two minutes, so an unknown webhook is 400 to the calls that it
makes, and 404 to the REST-style ones.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

from shared import parallel
from shared.api import request_models
from shared.api.http import Request, Response, answer, rest_style
from shared.api.response_models import iso
from shared.app import App
from shared.crypto import signing
from shared.crypto.encryption import UnreadableSecret
from shared.errors import FieldError, InvalidInput, UnknownWebhook
from shared.events.catalogue import EVENT_TYPES
from shared.events.fields import UUID_PATTERN
from shared.history.delivery_history import WAITING, Status
from shared.model import Event, MessageFormat, RecordState, Webhook
from shared.webhooks.custom_headers import check_headers

_RECENT = 50
_MOST_PREVIOUS_SECRETS = 5
_ASYMMETRIC, _SYMMETRIC = "asymmetric", "symmetric"
_ONEFUZZ_STATES = {
    RecordState.QUEUED: "queued",
    WAITING: "retrying",
    RecordState.DELIVERED: "succeeded",
    RecordState.DROPPED: "failed",
}
_ONEFUZZ_FORMATS = frozenset({MessageFormat.ONEFUZZ, MessageFormat.EVENT_GRID})
_ONEFUZZ_TYPES = frozenset(name for name, kind in EVENT_TYPES.items() if kind.family == "onefuzz")
_UUID = re.compile(UUID_PATTERN)
_NIL_UUID = str(UUID(int=0))
_APP_NAME = "webhook-relay"


def collection(relay: App, request: Request) -> Response:
    """``/api/webhooks`` itself, with any of its methods."""
    return {"GET": _get, "POST": _post, "PATCH": _patch, "DELETE": _delete}[request.method](
        relay, request
    )


def one(relay: App, request: Request) -> Response:
    """``/api/webhooks/{webhook_id}`` with any of its methods."""
    request.parameters()
    webhook_id = request.path["webhook_id"]
    try:
        if request.method == "PATCH":
            return _changed(
                relay, webhook_id, request_models.parse(request, request_models.WebhookChange)
            )
        if request.method == "DELETE":
            relay.webhooks.delete(webhook_id)
            return answer({"result": True})
        return answer(shown(relay, relay.webhooks.get(webhook_id)))
    except UnknownWebhook as error:
        raise rest_style(error) from None


def ping_referred(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/ping``."""
    return _ping(relay, _referred(relay, request))


def ping(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/ping``."""
    request.parameters()
    return _ping(relay, named(relay, request))


def enable(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/enable``."""
    return _set_enabled(relay, request, enabled=True)


def disable(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/disable``."""
    return _set_enabled(relay, request, enabled=False)


def rotate_secret(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/rotate-secret``."""
    request.parameters()
    webhook_id = named(relay, request).webhook_id
    body = request_models.parse(request, request_models.SecretRotation)
    if body.secret_token is not None:
        signing.check_secret(body.secret_token)
    secret = body.secret_token or signing.generate_secret()
    sealed = relay.encryption.seal(secret)
    now = relay.clock()

    def rotated(current: Webhook) -> Webhook:
        kept: dict[str, float] = {}
        if body.grace_period_hours > 0:
            until = now + body.grace_period_hours * 3600
            kept = {current.secret: until, **current.previous_secrets}
        still_sign = (
            (previous, ends)
            for previous, ends in kept.items()
            if ends > now and _opened(relay, previous) not in {None, secret}
        )
        return replace(
            current,
            secret=sealed,
            previous_secrets=dict(islice(still_sign, _MOST_PREVIOUS_SECRETS)),
        )

    webhook = relay.webhooks.change(webhook_id, rotated)
    return _shown_with_new_secret(relay, webhook, None if body.secret_token else secret)


def _opened(relay: App, sealed: str) -> str | None:
    """The secret within *sealed*; None where there is none, or none that can be opened."""
    try:
        return relay.encryption.open(sealed) if sealed else None
    except UnreadableSecret:
        return None


def logs(relay: App, request: Request) -> Response:
    """``POST /api/webhooks/logs``: the recent deliveries, as OneFuzz's client models them."""
    webhook = _referred(relay, request)
    listing = relay.history.deliveries(webhook, limit=_RECENT)
    refs = [status.delivery.key for status in listing.deliveries]
    events = parallel.map(relay.store.events.of, refs)
    entries = [
        _log_entry(relay, webhook, status, event)
        for status, event in zip(listing.deliveries, events, strict=True)
        if event is not None
    ]
    return Response(200, f"[{','.join(entries)}]".encode())


def named(relay: App, request: Request) -> Webhook:
    """The webhook that a REST-style path names. Raises NotFound."""
    try:
        return relay.webhooks.get(request.path["webhook_id"])
    except UnknownWebhook as error:
        raise rest_style(error) from None


def shown(relay: App, webhook: Webhook) -> dict[str, Any]:
    """A webhook as it is told of: no secret, and of the URL not the query, which may be one."""
    view: dict[str, Any] = {
        "webhook_id": webhook.webhook_id,
        "name": webhook.name,
        "url": urlunsplit(urlsplit(webhook.url)._replace(query="", fragment="")),
        "event_types": list(webhook.event_types),
        "message_format": webhook.message_format,
        "enabled": webhook.enabled,
        "created_at": iso(webhook.created_at),
        "has_secret": bool(webhook.secret),
        "signing": _ASYMMETRIC if webhook.asymmetric else _SYMMETRIC,
    }
    if webhook.disabled_reason:
        view["disabled_reason"] = webhook.disabled_reason
    until = max(webhook.previous_secrets.values(), default=0.0)
    if until > relay.clock():
        view["previous_secret_until"] = iso(until)
    try:
        view |= _public_parts(relay, webhook)
    except UnreadableSecret:
        view["secrets_unreadable"] = True  # and the other webhooks are shown nevertheless
    if webhook.max_in_flight:
        view["max_in_flight"] = webhook.max_in_flight
    if webhook.rate_per_second:
        view["rate_per_second"] = webhook.rate_per_second
    return view


def _public_parts(relay: App, webhook: Webhook) -> dict[str, Any]:
    """What may be shown of that which is sealed. Raises UnreadableSecret."""
    view: dict[str, Any] = {}
    if webhook.secret:
        secret = relay.encryption.open(webhook.secret)
        if webhook.asymmetric:
            view["public_key"] = signing.public_key(secret)
    if webhook.headers:
        view["headers"] = sorted(json.loads(relay.encryption.open(webhook.headers)))
    return view


def _get(relay: App, request: Request) -> Response:
    webhook_id = request_models.parse(request, request_models.WebhookReference).webhook_id
    if webhook_id is None:
        every = relay.webhooks.every()
        if request.body:  # it is OneFuzz's client that asks so
            every = [webhook for webhook in every if _is_onefuzz(webhook)]
        return answer([shown(relay, webhook) for webhook in every])
    return answer(shown(relay, relay.webhooks.get(webhook_id)))


def _is_onefuzz(webhook: Webhook) -> bool:
    """Whether OneFuzz's client can model it; over one that it cannot, its whole list fails."""
    return (
        _UUID.fullmatch(webhook.webhook_id) is not None
        and webhook.message_format in _ONEFUZZ_FORMATS
        and _ONEFUZZ_TYPES.issuperset(webhook.event_types)
    )


def _post(relay: App, request: Request) -> Response:
    request.parameters()
    body = request_models.parse(request, request_models.NewWebhook)
    blank = Webhook(
        webhook_id=str(uuid4()),
        uid="",
        name=body.name,
        url=body.url,
        event_types=(),
        message_format=MessageFormat.ONEFUZZ,
        created_at=0.0,
    )
    secret = _chosen_secret(body)
    webhook = relay.webhooks.create(_with_options(relay, blank, body, secret))
    return _shown_with_new_secret(relay, webhook, secret if body.generate_secret else None)


def _patch(relay: App, request: Request) -> Response:
    body = request_models.parse(request, request_models.ReferredWebhookChange)
    return _changed(relay, body.webhook_id, body)


def _delete(relay: App, request: Request) -> Response:
    relay.webhooks.delete(
        request_models.parse(request, request_models.OneWebhookReference).webhook_id
    )
    return answer({"result": True})


def _changed(relay: App, webhook_id: str, body: request_models.WebhookChange) -> Response:
    secret = _chosen_secret(body)
    webhook = relay.webhooks.change(
        webhook_id, lambda current: _with_options(relay, current, body, secret)
    )
    return _shown_with_new_secret(relay, webhook, secret if body.generate_secret else None)


def _with_options(
    relay: App,
    webhook: Webhook,
    body: request_models.NewWebhook | request_models.WebhookChange,
    secret: str | None,
) -> Webhook:
    """*webhook* with all that *body* says. Raises InvalidInput."""
    changes: dict[str, Any] = {}
    for name in ("name", "message_format", "max_in_flight", "rate_per_second"):
        value = getattr(body, name)
        if value is not None:
            changes[name] = value
    if body.url is not None:
        relay.outbound.check_url(body.url)
        changes["url"] = body.url
    if body.event_types is not None:
        changes["event_types"] = _known_types(body.event_types)
    if body.signing is not None:
        changes["asymmetric"] = body.signing == _ASYMMETRIC
    if body.headers is not None:
        headers = check_headers(body.headers)
        changes["headers"] = (
            relay.encryption.seal(json.dumps(headers), field="headers") if headers else ""
        )
    if secret is not None:
        changes["secret"] = relay.encryption.seal(secret)
        changes["previous_secrets"] = {}
    changed = replace(webhook, **changes)
    if body.signing == _ASYMMETRIC and not changed.secret:
        raise InvalidInput(
            "signing: asymmetric signing needs a secret: give secret_token or generate_secret",
            field="signing",
        )
    return changed


def _chosen_secret(body: request_models.WebhookOptions) -> str | None:
    """The secret that *body* gives or asks for; None where it does neither."""
    if body.generate_secret:
        if body.secret_token is not None:
            raise InvalidInput(
                "generate_secret: a secret_token is given as well", field="generate_secret"
            )
        return signing.generate_secret()
    if body.secret_token is not None:
        signing.check_secret(body.secret_token)
    return body.secret_token


def _known_types(names: list[str]) -> tuple[str, ...]:
    unknown = [
        FieldError(f"event_types[{index}]", f"unknown event type {name[:100]!r}")
        for index, name in enumerate(names)
        if name not in EVENT_TYPES
    ]
    if unknown:
        raise InvalidInput(f"{unknown[0].field}: {unknown[0].message}", errors=unknown)
    return tuple(dict.fromkeys(names))


def _shown_with_new_secret(relay: App, webhook: Webhook, secret: str | None) -> Response:
    """The only answer that ever holds a secret: the one that tells of a generated one."""
    view = shown(relay, webhook)
    return answer(view if secret is None else view | {"secret_token": secret})


def _referred(relay: App, request: Request) -> Webhook:
    return relay.webhooks.get(
        request_models.parse(request, request_models.OneWebhookReference).webhook_id
    )


def _ping(relay: App, webhook: Webhook) -> Response:
    return answer({"ping_id": relay.ingest.ping(webhook.uid)})


def _set_enabled(relay: App, request: Request, *, enabled: bool) -> Response:
    request.parameters()
    webhook_id = named(relay, request).webhook_id
    reason = "" if enabled else "disabled over the API"
    webhook = relay.webhooks.change(
        webhook_id, lambda current: replace(current, enabled=enabled, disabled_reason=reason)
    )
    return answer(shown(relay, webhook))


def _log_entry(relay: App, webhook: Webhook, status: Status, event: Event) -> str:
    """One entry's JSON, with the payload as it was spelled."""
    extras = json.loads(event.extras_json)
    settings = relay.settings
    row = status.waiting
    members = {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "instance_id": extras.get("instance_id") or settings.instance_id or _NIL_UUID,
        "instance_name": extras.get("instance_name") or settings.instance_name or _APP_NAME,
        "webhook_id": webhook.webhook_id,
        "state": _ONEFUZZ_STATES[RecordState.QUEUED if row and not row.attempts else status.state],
        "try_count": row.attempts if row else status.delivery.attempts,
    }
    return f'{json.dumps(members)[:-1]}, "event": {event.event_json}}}'
