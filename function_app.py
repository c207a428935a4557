"""The triggers of the app; the code behind them is in ``shared/``.

HTTP functions require a function key, except ``health`` and the files of the page. The function
key of ``post_events`` is valid for no other function; a host key is valid for all.
"""

from collections.abc import Callable

import azure.functions as func

from shared.api import (
    deliveries,
    event_types,
    events,
    filters,
    health,
    metrics,
    singularity,
    webhooks,
)
from shared.api.http import Request, Response, respond
from shared.app import App
from shared.delivery.lanes import Lane
from shared.startup import get_app, schedule, start
from shared.ui import page

STORAGE = "AzureWebJobsStorage"

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)
configured = start()


def handled(
    handler: Callable[[App, Request], Response], req: func.HttpRequest
) -> func.HttpResponse:
    """Call *handler* with the app, and respond with what it returns."""
    request = converted(req)
    return sent(
        respond(
            lambda: handler(get_app(), request), route=f"{handler.__module__}.{handler.__name__}"
        )
    )


def converted(req: func.HttpRequest) -> Request:
    """Return the request of the Functions SDK as our own."""
    return Request(req.method, req.route_params, req.params, req.headers, req.get_body())


def sent(response: Response) -> func.HttpResponse:
    """Return our response as one of the Functions SDK."""
    return func.HttpResponse(
        response.body,
        status_code=response.status,
        mimetype=response.content_type,
        headers=dict(response.headers),
    )


# The page is served even where the settings cannot be used: the API tells it why.
@app.route("{ignored:maxlength(0)?}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS)
def page_root(req: func.HttpRequest) -> func.HttpResponse:
    return sent(page.root(converted(req)))


@app.route("ui/{*path}", methods=["GET", "HEAD"], auth_level=func.AuthLevel.ANONYMOUS)
def page_file(req: func.HttpRequest) -> func.HttpResponse:
    return sent(page.file(converted(req)))


@app.route("api/events", methods=["POST"])
def post_events(req: func.HttpRequest) -> func.HttpResponse:
    return handled(events.post, req)


@app.route("api/events", methods=["GET"])
def list_events(req: func.HttpRequest) -> func.HttpResponse:
    return handled(events.listing, req)


@app.route("api/events/{event_id}", methods=["GET"])
def event(req: func.HttpRequest) -> func.HttpResponse:
    return handled(events.get, req)


@app.route("api/event-types", methods=["GET"])
def all_event_types(req: func.HttpRequest) -> func.HttpResponse:
    return handled(event_types.listing, req)


@app.route("api/event-types/import", methods=["POST"])
def import_event_types(req: func.HttpRequest) -> func.HttpResponse:
    return handled(event_types.import_document, req)


@app.route("api/event-types/{name}", methods=["GET", "PUT", "DELETE"])
def event_type(req: func.HttpRequest) -> func.HttpResponse:
    return handled(event_types.one, req)


@app.route("api/event-types/{name}/validate", methods=["POST"])
def validate_event(req: func.HttpRequest) -> func.HttpResponse:
    return handled(event_types.validate, req)


@app.route("api/webhooks", methods=["GET", "POST", "PATCH", "DELETE"])
def all_webhooks(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.collection, req)


@app.route("api/webhooks/ping", methods=["POST"])
def ping_referred_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.ping_referred, req)


@app.route("api/webhooks/test", methods=["POST"])
def test_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.test, req)


@app.route("api/webhooks/logs", methods=["POST"])
def webhook_logs(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.logs, req)


@app.route("api/webhooks/{webhook_id}", methods=["GET", "PATCH", "DELETE"])
def webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.one, req)


@app.route("api/webhooks/{webhook_id}/ping", methods=["POST"])
def ping_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.ping, req)


@app.route("api/webhooks/{webhook_id}/send-example", methods=["POST"])
def send_example(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.send_example, req)


@app.route("api/webhooks/{webhook_id}/enable", methods=["POST"])
def enable_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.enable, req)


@app.route("api/webhooks/{webhook_id}/disable", methods=["POST"])
def disable_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.disable, req)


@app.route("api/webhooks/{webhook_id}/filter/try", methods=["POST"])
def try_webhook_filter(req: func.HttpRequest) -> func.HttpResponse:
    return handled(filters.try_filter, req)


@app.route("api/webhooks/{webhook_id}/rotate-secret", methods=["POST"])
def rotate_webhook_secret(req: func.HttpRequest) -> func.HttpResponse:
    return handled(webhooks.rotate_secret, req)


@app.route("api/webhooks/{webhook_id}/recover", methods=["POST"])
def recover_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.recover, req)


@app.route("api/webhooks/{webhook_id}/resend", methods=["POST"])
def resend_deliveries(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.resend_all, req)


@app.route("api/webhooks/{webhook_id}/deliveries", methods=["GET"])
def webhook_deliveries(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.listing, req)


@app.route("api/webhooks/{webhook_id}/delivery-summary", methods=["GET"])
def delivery_summary(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.summary, req)


@app.route("api/webhooks/{webhook_id}/deliveries/{event_id}", methods=["GET"])
def delivery(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.one, req)


@app.route("api/webhooks/{webhook_id}/deliveries/{event_id}/request", methods=["GET"])
def delivery_request(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.sent_request, req)


@app.route("api/webhooks/{webhook_id}/deliveries/{event_id}/resend", methods=["POST"])
def resend_delivery(req: func.HttpRequest) -> func.HttpResponse:
    return handled(deliveries.resend, req)


@app.route("singularity/api/webhooks", methods=["GET", "POST", "DELETE"])
def singularity_webhooks(req: func.HttpRequest) -> func.HttpResponse:
    return handled(singularity.collection, req)


@app.route("singularity/api/webhooks/{name}", methods=["GET", "DELETE"])
def singularity_webhook(req: func.HttpRequest) -> func.HttpResponse:
    return handled(singularity.one, req)


@app.route("singularity/api/webhooks/{kind}/{webhook_id}", methods=["GET"])
def singularity_queued_updates(req: func.HttpRequest) -> func.HttpResponse:
    return handled(singularity.queued_updates, req)


@app.route("api/health", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def relay_health(req: func.HttpRequest) -> func.HttpResponse:
    return handled(health.get, req)


@app.route("api/overview", methods=["GET"])
def relay_overview(req: func.HttpRequest) -> func.HttpResponse:
    return handled(health.overview, req)


@app.route("api/failures", methods=["GET"])
def relay_failures(req: func.HttpRequest) -> func.HttpResponse:
    return handled(health.failures, req)


@app.route("api/metrics", methods=["GET"])
def relay_metrics(req: func.HttpRequest) -> func.HttpResponse:
    return handled(metrics.get, req)


@app.route("api/openapi.json", methods=["GET"])
def openapi_document(req: func.HttpRequest) -> func.HttpResponse:
    # Imported here, because no other function needs the description of all of them.
    from shared.api import openapi

    return handled(openapi.get, req)


def handle(msg: func.QueueMessage, lane: Lane) -> None:
    """Let the app handle a queue message."""
    get_app().dispatcher.handle(
        msg.get_body(), lane, dequeue_count=msg.dequeue_count, put_at=msg.insertion_time
    )


if configured:

    @app.queue_trigger("msg", "deliveries", STORAGE)
    def deliver(msg: func.QueueMessage) -> None:
        handle(msg, Lane.FIRST_ATTEMPTS)

    @app.queue_trigger("msg", "retries", STORAGE)
    def retry(msg: func.QueueMessage) -> None:
        handle(msg, Lane.RETRIES)

    @app.queue_trigger("msg", "slow-deliveries", STORAGE)
    def deliver_slow(msg: func.QueueMessage) -> None:
        handle(msg, Lane.SLOW)

    @app.queue_trigger("msg", "deliveries-poison", STORAGE)
    def poison_deliveries(msg: func.QueueMessage) -> None:
        get_app().dispatcher.handle_poison(msg.get_body())

    @app.queue_trigger("msg", "retries-poison", STORAGE)
    def poison_retries(msg: func.QueueMessage) -> None:
        get_app().dispatcher.handle_poison(msg.get_body())

    @app.queue_trigger("msg", "slow-deliveries-poison", STORAGE)
    def poison_slow_deliveries(msg: func.QueueMessage) -> None:
        get_app().dispatcher.handle_poison(msg.get_body())

    @app.timer_trigger("timer", schedule(), use_monitor=False)
    def check_webhooks(timer: func.TimerRequest) -> None:
        get_app().scheduler.tick()
