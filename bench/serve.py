"""``python -m bench.serve``: runs a function app, or some of its functions, under devhost.

A part of an app is measured alone by running it alone, as Flex Consumption would. ``--polling`` and
``--batch`` stand in for ``maxPollingInterval`` and ``batchSize`` of ``host.json``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path

from devhost import isolate, logs
from devhost.host import Host, listen, load
from devhost.queues import LEASE_SECONDS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("app", type=Path)
    parser.add_argument("--kinds", nargs="*", help="httpTrigger, queueTrigger, timerTrigger")
    parser.add_argument("--polling", type=float, help="seconds")
    parser.add_argument("--batch", type=int, help="newBatchThreshold is half of it")
    parser.add_argument("--isolate", action="store_true", help="a process for each function")
    parser.add_argument("--settings", type=Path)
    options = parser.parse_args()
    logs.configure()
    settings = options.settings and options.settings.resolve()
    os.chdir(options.app)
    app = load(Path.cwd(), settings, None, LEASE_SECONDS)
    queues = app.options.queues
    if options.polling is not None:
        queues = replace(queues, max_polling_interval=options.polling)
    if options.batch is not None:
        queues = replace(queues, batch_size=options.batch, new_batch_threshold=options.batch // 2)
    app = replace(app, options=replace(app.options, queues=queues))
    functions = [f for f in app.functions if not options.kinds or f.kind in options.kinds]
    listening = listen(0)
    port = listening.getsockname()[1]

    def ready() -> None:
        print(port, flush=True)

    if options.isolate:
        child = argparse.Namespace(settings=settings, auth=None, lease=LEASE_SECONDS)
        asyncio.run(isolate.supervise(app, child, listening, ready))
    else:
        asyncio.run(Host(app, functions).run(listening, ready))


if __name__ == "__main__":
    main()
    sys.stderr.flush()
    os._exit(0)
