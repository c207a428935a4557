"""Reads messages with OneFuzz's own models: runs in the environment that `client` makes.

Each line of standard input is a message's kind and its JSON; each line of the output is what the
client made of it, or the error.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from onefuzztypes.events import parse_event_message
from onefuzztypes.webhooks import Webhook, WebhookMessageEventGrid, WebhookMessageLog

READERS: dict[str, Any] = {
    "message": parse_event_message,
    "event_grid": WebhookMessageEventGrid.parse_obj,
    "log": WebhookMessageLog.parse_obj,
    "webhook": Webhook.parse_obj,
}


def main() -> None:
    for line in sys.stdin:
        kind, message = json.loads(line)
        try:
            read = READERS[kind](message)
            result = {"read": json.loads(read.json()), "model": type(read).__name__}
            if kind == "message":
                result["model"] = type(read.event).__name__
        except (KeyError, ValueError) as error:
            result = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(result))


main()
