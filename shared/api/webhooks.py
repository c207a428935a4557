"""``/api/webhooks``: OneFuzz's own API, with its parameters in the body, and the REST-style one.

OneFuzz's client retries a 404 for two minutes, so an unknown webhook is 400 to the calls that it
makes, and 404 to the REST-style ones.
"""

from __future__ import annotations

from shared.api import onefuzz
from shared.api.http import Request, Response, reply, reply_array, unknown_webhook_as_404
from shared.api.request_models import (
    OneWebhookReference,
    ReferredWebhookChange,
    WebhookReference,
    parse,
)
from shared.api.response_models import Ping, Result, Webhook
from shared.app import App
from shared.crypto.encryption import UnreadableSecret
from shared.model import Webhook as StoredWebhook
from shared.webhooks.registration import Registered
from shared.webhooks.requests import NewWebhook, SecretRotation, WebhookChange
from shared.webhooks.secrets import Disclosed


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
        return reply(shown(app, app.webhooks.get(webhook_id)))


def ping_referred(app: App, request: Request) -> Response:
    """``POST /api/webhooks/ping``."""
    return _ping(app, _webhook_in_body(app, request))


def ping(app: App, request: Request) -> Response:
    """``POST /api/webhooks/{webhook_id}/ping``."""
    request.parameters()
    return _ping(app, webhook_in_path(app, request))


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


def shown(app: App, webhook: StoredWebhook, generated_secret: str | None = None) -> Webhook:
    """Return what may be shown of *webhook*, and the secret that was just generated for it."""
    return Webhook.of(
        webhook, _disclosed(app, webhook), now=app.clock(), generated_secret=generated_secret
    )


def _disclosed(app: App, webhook: StoredWebhook) -> Disclosed | None:
    """Return None where no key decrypts the webhook's secrets: it is shown without them."""
    try:
        return app.secrets.disclosed(webhook)
    except UnreadableSecret:
        return None


def _get(app: App, request: Request) -> Response:
    webhook_id = parse(request, WebhookReference).webhook_id
    if webhook_id is not None:
        return reply(shown(app, app.webhooks.get(webhook_id)))
    every = app.webhooks.every()
    if request.body:  # only OneFuzz's client sends one
        every = [webhook for webhook in every if onefuzz.can_model(webhook)]
    return reply_array(shown(app, webhook) for webhook in every)


def _post(app: App, request: Request) -> Response:
    request.parameters()
    return _registered(app, app.registration.create(parse(request, NewWebhook)))


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
