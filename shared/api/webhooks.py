"""``/api/webhooks``: OneFuzz's own API, with its parameters in the body, and the REST-style one.

OneFuzz's client retries a 404 for two minutes, so an unknown webhook is 400 to the calls that it
makes, and 404 to the REST-style ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from shared.api import onefuzz, parameters
from shared.api.http import Request, Response, reply, reply_array, unknown_webhook_as_404
from shared.api.request_models import (
    Example,
    OneWebhookReference,
    ReferredWebhookChange,
    WebhookReference,
    WebhookTest,
    parse,
)
from shared.api.responses.base import Result, given
from shared.api.responses.deliveries import Attempt, SentRequest, TrialResult
from shared.api.responses.webhooks import Ping, SentExample, Webhook, WebhookList
from shared.app import App
from shared.crypto.encryption import UnreadableSecret
from shared.errors import InvalidInput
from shared.event_types.names import is_wildcard
from shared.history.cursor import bad_cursor, decode_cursor, encode_cursor
from shared.history.webhook_status import WebhookState, WebhookStatus
from shared.model import KnownWebhook
from shared.model import Webhook as StoredWebhook
from shared.store import StorageFault
from shared.webhooks.registration import Registered
from shared.webhooks.requests import NewWebhook, SecretRotation, WebhookChange
from shared.webhooks.secrets import Disclosed

_LIST_PARAMETERS = ("state", "limit", "cursor")


def collection(app: App, request: Request) -> Response:
    """``/api/webhooks`` itself, with any of its methods."""
    return {"GET": _get, "POST": _post, "PATCH": _patch, "DELETE": _delete}[request.method](
        app, request
    )


def one(app: App, request: Request) -> Response:
    """``/api/webhooks/{webhook_id}`` with any of its methods."""
    request.parameters()
    webhook_id = request.path["webhook_id"]
    with unknown_webhook_as_404():
        if request.method == "PATCH":
            return _registered(
                app, app.registration.change(webhook_id, parse(request, WebhookChange))
            )
        if request.method == "DELETE":
            app.webhooks.delete(webhook_id)
            return reply(Result(result=True))
        return _one(app, webhook_id)


def ping_referred(app: App, request: Request) -> Response:
    """``POST /api/webhooks/ping``."""
    return _ping(app, _webhook_in_body(app, request))


def ping(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/ping``."""
    request.parameters()
    return _ping(app, webhook_in_path(app, request))


def send_example(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/send-example``."""
    request.parameters()
    webhook = webhook_in_path(app, request)
    wanted = parse(request, Example)
    event_id = app.registration.send_example(webhook, wanted.event_type)
    return reply(SentExample(event_id=event_id), HTTPStatus.ACCEPTED)


def test(app: App, request: Request) -> Response:
    """``POST /api/webhooks/test``: make one attempt at a webhook that is not stored."""
    request.parameters()
    wanted = parse(request, WebhookTest)
    event_type = _first_type(wanted) if wanted.event_type is None else wanted.event_type
    attempt, sent = app.trials.run(wanted, event_type)
    return reply(TrialResult(attempt=Attempt.of(attempt), request=SentRequest.of(sent)))


def _first_type(wanted: NewWebhook) -> str:
    """Return the first type that is named in full, or else ping, which every receiver may get."""
    return next((name for name in wanted.event_types if not is_wildcard(name)), "ping")


def enable(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/enable``."""
    request.parameters()
    webhook_id = webhook_in_path(app, request).webhook_id
    return reply(shown(app, app.registration.enable(webhook_id)))


def disable(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/disable``."""
    request.parameters()
    webhook_id = webhook_in_path(app, request).webhook_id
    return reply(shown(app, app.registration.disable(webhook_id)))


def rotate_secret(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/rotate-secret``."""
    request.parameters()
    webhook_id = webhook_in_path(app, request).webhook_id
    wanted = parse(request, SecretRotation)
    return _registered(app, app.registration.rotate_secret(webhook_id, wanted))


def logs(app: App, request: Request) -> Response:
    """``POST /api/webhooks/logs``: the recent deliveries, as OneFuzz's client models them."""
    return onefuzz.logs(app, _webhook_in_body(app, request))


def webhook_in_path(app: App, request: Request) -> StoredWebhook:
    """Return the webhook that a REST-style path names. Raises NotFound."""
    with unknown_webhook_as_404():
        return app.webhooks.get(request.path["webhook_id"])


def known_webhook_in_path(app: App, request: Request) -> KnownWebhook:
    """Return the webhook that a REST-style path names, though it is deleted. Raises NotFound."""
    with unknown_webhook_as_404():
        return app.webhooks.get_known(request.path["webhook_id"])


def shown(app: App, webhook: StoredWebhook, generated_secret: str | None = None) -> Webhook:
    """Return what may be shown of a changed *webhook*, and the secret just generated for it.

    The change is made, so it is shown without its status where storage fails now.
    """
    try:
        status = app.webhook_statuses.of(webhook)
    except StorageFault:
        status = None
    return _described(app, webhook, status, generated_secret)


def _described(
    app: App,
    webhook: StoredWebhook,
    status: WebhookStatus | None,
    generated_secret: str | None = None,
) -> Webhook:
    return Webhook.of(
        webhook,
        _disclosed(app, webhook),
        status,
        now=app.clock(),
        generated_secret=generated_secret,
    )


def _disclosed(app: App, webhook: StoredWebhook) -> Disclosed | None:
    """Return None where no key decrypts the webhook's secrets: it is shown without them."""
    try:
        return app.secrets.disclosed(webhook)
    except UnreadableSecret:
        return None


def _get(app: App, request: Request) -> Response:
    webhook_id = parse(request, WebhookReference, beside=_LIST_PARAMETERS).webhook_id
    wanted = request.parameters("webhook_id", *_LIST_PARAMETERS)
    if webhook_id is None:
        return _list(app, request, wanted)
    for name in _LIST_PARAMETERS:
        if name in wanted:
            raise InvalidInput(f"{name}: does not go with webhook_id", field=name)
    return _one(app, webhook_id)


def _one(app: App, webhook_id: str) -> Response:
    webhook = app.webhooks.get(webhook_id)
    return reply(_described(app, webhook, app.webhook_statuses.of(webhook)))


def _list(app: App, request: Request, wanted: dict[str, str]) -> Response:
    """Respond with all webhooks as an array, or with a page of them where one is asked for."""
    state = parameters.one_of("state", wanted, list(WebhookState))
    limit = parameters.limit(wanted)
    in_pages = "limit" in wanted or "cursor" in wanted
    after = _position(wanted.get("cursor"))
    every = sorted(app.webhooks.every(), key=_place)
    if request.body:  # only OneFuzz's client sends one
        every = [webhook for webhook in every if onefuzz.can_model(webhook)]
    healths = app.webhook_statuses.healths()
    found = [
        webhook
        for webhook in every
        if (after is None or _place(webhook) > after)
        and state in (None, app.webhook_statuses.state_of(webhook, healths.get(webhook.uid)))
    ]
    page = found[:limit] if in_pages else found
    statuses = app.webhook_statuses.of_list(page, healths)
    shown_page = (
        _described(app, webhook, status) for webhook, status in zip(page, statuses, strict=True)
    )
    if not in_pages:
        return reply_array(shown_page)
    more = _cursor_after(page) if len(found) > len(page) else None
    return reply(WebhookList(webhooks=list(shown_page), **given(cursor=more)))


def _place(webhook: StoredWebhook) -> tuple[float, str]:
    """Return the webhook's place in lists, which never changes."""
    return webhook.created_at, webhook.uid


def _cursor_after(page: Sequence[StoredWebhook]) -> str:
    return encode_cursor(list(_place(page[-1])))


def _position(cursor: str | None) -> tuple[float, str] | None:
    """Return the place after which a list goes on. Raises InvalidInput."""
    if cursor is None:
        return None
    values: list[Any] = decode_cursor(cursor)
    if [type(value) for value in values] != [float, str]:
        raise bad_cursor()
    return values[0], values[1]


def _post(app: App, request: Request) -> Response:
    request.parameters()
    made = app.registration.create(parse(request, NewWebhook))
    status = app.webhook_statuses.of_new(made.webhook)
    return reply(_described(app, made.webhook, status, made.generated_secret))


def _patch(app: App, request: Request) -> Response:
    wanted = parse(request, ReferredWebhookChange)
    return _registered(app, app.registration.change(wanted.webhook_id, wanted))


def _delete(app: App, request: Request) -> Response:
    app.webhooks.delete(parse(request, OneWebhookReference).webhook_id)
    return reply(Result(result=True))


def _ping(app: App, webhook: StoredWebhook) -> Response:
    return reply(Ping(ping_id=app.registration.ping(webhook)))


def _registered(app: App, registered: Registered) -> Response:
    """Respond with the webhook; the only response that ever holds a secret, a generated one."""
    return reply(shown(app, registered.webhook, registered.generated_secret))


def _webhook_in_body(app: App, request: Request) -> StoredWebhook:
    return app.webhooks.get(parse(request, OneWebhookReference).webhook_id)
