"""``python -m devhost``: run a function app on this machine."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import socket
import sys
from pathlib import Path

from devhost import isolate, logs
from devhost.errors import StartError
from devhost.host import App, Host, listen, load
from devhost.indexing import Function
from devhost.queues import LEASE_SECONDS

_logger = logging.getLogger("devhost")


def main() -> int:
    options = _parse_arguments()
    logs.configure()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _enter(options.app)
        app = load(Path.cwd(), options.settings, options.auth, options.lease)
        if options.group:
            return isolate.run_group(app, options)
        listening = listen(options.port)
        if options.isolate:
            return asyncio.run(
                isolate.supervise(app, options, listening, lambda: announce(app, listening))
            )
        return asyncio.run(_run(app, listening))
    except StartError as error:
        print(f"devhost: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0  # Told to stop before there was anything to stop.


def _enter(app_dir: Path) -> None:
    """Make *app_dir* the working directory. Raises StartError."""
    try:
        os.chdir(app_dir)
    except OSError as error:
        raise StartError(f"{app_dir}: {error.strerror}") from None


async def _run(app: App, listening: socket.socket) -> int:
    host = Host(app, app.functions)
    await host.run(listening, lambda: announce(app, listening))
    return 0


def _describe(app: App, function: Function) -> str:
    match function.kind:
        case "queueTrigger":
            return f"queue {function.trigger['queueName']}"
        case "timerTrigger":
            return f"timer {function.trigger['schedule']}"
        case _:
            route = app.routes[function.name]
            return f"{','.join(sorted(route.methods)) or 'any method'} /{route.template}"


def _lease(text: str) -> int:
    seconds = int(text)
    if not 1 <= seconds <= 7 * 86400:
        raise ValueError
    return seconds


def announce(app: App, listening: socket.socket) -> None:
    for function in app.functions:
        _logger.info("%s: %s", function.name, _describe(app, function))
    _logger.info("Listening on http://localhost:%d", listening.getsockname()[1])


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m devhost", description=__doc__)
    parser.add_argument("--port", type=int, default=7071, help="0: any that is free")
    parser.add_argument("--app", type=Path, default=Path(), help="the folder of function_app.py")
    parser.add_argument(
        "--settings", type=Path, help="instead of local.settings.json, or its example"
    )
    parser.add_argument(
        "--auth",
        type=Path,
        nargs="?",
        const=Path(".local/keys.json"),
        metavar="KEYS",
        help="ask for function keys: those in this JSON file, made where it is missing",
    )
    parser.add_argument(
        "--isolate",
        action="store_true",
        help="run HTTP, each queue and each timer in a process of its own",
    )
    parser.add_argument(
        "--lease",
        type=_lease,
        default=LEASE_SECONDS,
        metavar="SECONDS",
        help="how long a message stays hidden after a crash (the real host: 600)",
    )
    parser.add_argument("--group", help=argparse.SUPPRESS)
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--control", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    # Relative paths are relative to where we were called, not to the app.
    options.settings = options.settings and options.settings.resolve()
    options.auth = options.auth and options.auth.resolve()
    return options


if __name__ == "__main__":
    code = main()
    logging.shutdown()
    sys.stderr.flush()
    # A function that never ends must not keep the process: its thread would be waited for.
    os._exit(code)
