"""The app of this process, and what happens when its settings cannot be used.

On a developer's machine that stops the start. On Azure it must not: an app whose module raises has
no functions at all, not even one that says why. There the HTTP functions start, and answer with the
reason; the queue and timer triggers stay off, so that no message is spent.
"""

from __future__ import annotations

import atexit
import os
import threading

from shared import log
from shared.app import App
from shared.errors import Unavailable
from shared.settings import SettingsError

_lock = threading.Lock()
_app: App | None = None
_fault: SettingsError | None = None


def start() -> bool:
    """Make the app; return False if its settings cannot be used. Makes no request.

    Raises SettingsError, unless this is Azure.
    """
    global _app, _fault
    with _lock:
        try:
            _app, _fault = App.from_environ(os.environ), None
            atexit.register(_app.write_counts)
        except SettingsError as error:
            if "WEBSITE_SITE_NAME" not in os.environ:
                raise
            _fault = error
    return _fault is None


def get_app() -> App:
    """Return the app. Raises Unavailable, naming the setting, if `start` returned False."""
    if _app is None:
        # Logged here, not at the start: the host drops lines that no invocation wrote.
        log.error("settings_unusable", error=str(_fault))
        raise Unavailable(f"the relay is not configured: {_fault}")
    return _app


def schedule() -> str:
    """Return ``CHECK_WEBHOOKS_SCHEDULE`` or its default; the host itself knows no defaults."""
    return get_app().settings.check_webhooks_schedule
