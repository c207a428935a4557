"""The relay of this process, and what happens where its settings cannot be used.

On a machine of one's own that stops the start. On Azure it must not: an app whose module raises
has no functions at all, not even one that says why. There the HTTP functions start, and answer
with the reason; the queue and timer triggers stay off, so that no message is spent.
"""

from __future__ import annotations

import os
import threading

from shared import log
from shared.app import App
from shared.errors import Unavailable
from shared.settings import SettingsError

_making = threading.Lock()
_relay: App | None = None
_fault: SettingsError | None = None


def start() -> bool:
    """Make the relay; False where its settings cannot be used. Makes no request.

    Raises SettingsError, unless this is Azure.
    """
    global _relay, _fault
    with _making:
        try:
            _relay, _fault = App.from_environ(os.environ), None
        except SettingsError as error:
            if "WEBSITE_SITE_NAME" not in os.environ:
                raise
            _fault = error
    return _fault is None


def relay() -> App:
    """Raises Unavailable, naming the setting, where `start` found one that cannot be used."""
    if _relay is None:
        # Not at the start: the host drops a line that no invocation wrote.
        log.error("settings_unusable", error=str(_fault))
        raise Unavailable(f"the relay is not configured: {_fault}")
    return _relay


def schedule() -> str:
    """``CHECK_WEBHOOKS_SCHEDULE``, or its default: the host itself knows no defaults."""
    return relay().settings.check_webhooks_schedule
