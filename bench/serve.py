"""``python -m bench.serve``: a function app, or some of its functions, under devhost.

A part of an app is measured alone by running it alone, as Flex Consumption would; and
``--polling`` stands in for ``maxPollingInterval`` of ``host.json``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

from devhost import logs
from devhost.host import Host, listen, load
from devhost.queues import LEASE_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("app", type=Path)
    parser.add_argument("--kinds", nargs="*", help="httpTrigger, queueTrigger, timerTrigger")
    parser.add_argument("--polling", type=float, help="seconds")
    parser.add_argument("--settings", type=Path)
    options = parser.parse_args()
    logs.configure()
    settings = options.settings and options.settings.resolve()
    os.chdir(options.app)
    app = load(Path.cwd(), settings, None, LEASE_SECONDS)
    if options.polling is not None:
        queues = replace(app.options.queues, max_polling_interval=options.polling)
        app = replace(app, options=replace(app.options, queues=queues))
    functions = [f for f in app.functions if not options.kinds or f.kind in options.kinds]
    listening = listen(0)
    port = listening.getsockname()[1]
    asyncio.run(Host(app, functions).run(listening, lambda: print(port, flush=True)))


if __name__ == "__main__":
    main()
    sys.stderr.flush()
    os._exit(0)
