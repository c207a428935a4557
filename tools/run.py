"""``make run``: runs storage and the relay on this machine until Ctrl-C.

``PORT``, ``STORAGE_PORT`` (the first of Azurite's three) and ``DATA_DIR`` let several run side by
side. Where ``AzureWebJobsStorage`` is set, that storage is used and Azurite not started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools import interruptible, ports
from tools.azurite import ROOT, AzuriteError, from_environment

STOP_SECONDS = 45.0

NEXT_STEPS = """
    The relay listens on {url}. Ctrl-C stops it{and_storage}.
    Open that address in a browser to see what becomes of deliveries.

    In another terminal, start a receiver that prints what it gets:

      {python} -m tools.receiver 9000

    Register it, and post an event:

      curl -X POST {url}/api/webhooks -H 'content-type: application/json' -d '{{
        "name": "mine", "url": "http://localhost:9000/", "event_types": ["ping"]}}'
      curl -X POST {url}/api/events -H 'content-type: application/json' -d '{{
        "event_type": "ping", "event": {{"ping_id": "c6d40ed1-9c4c-4d7f-8d2b-5c4f2d1b3a90"}}}}'
"""


def main() -> int:
    interruptible.install()
    try:
        port = ports.from_environment("PORT", 7071)
        ports.check_free([port], "PORT", "the relay")
        given = os.environ.get("AzureWebJobsStorage")  # noqa: SIM112
        if given:
            return _run_relay(port, given, "")
        azurite = from_environment()
        print(f"Azurite: {azurite}", flush=True)
        try:
            azurite.start()
            return _run_relay(port, azurite.connection_string(), " and its storage")
        finally:
            azurite.stop()
    except (ports.PortError, AzuriteError) as error:
        print(f"make run: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _run_relay(port: int, connection_string: str, and_storage: str) -> int:
    """Run devhost until it ends or Ctrl-C, and return its exit code."""
    relay = subprocess.Popen(
        [sys.executable, "-m", "devhost", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "AzureWebJobsStorage": connection_string},
        # A Ctrl-C in the terminal is ours to pass on, so that storage goes last.
        start_new_session=True,
    )
    try:
        url = f"http://localhost:{port}"
        if _wait_until_ready(relay, url):
            python = Path(sys.executable)
            if python.is_relative_to(ROOT):
                python = python.relative_to(ROOT)
            steps = NEXT_STEPS.format(url=url, and_storage=and_storage, python=python)
            print(textwrap.dedent(steps), flush=True)
        return relay.wait()
    except KeyboardInterrupt:
        relay.send_signal(signal.SIGTERM)
        return relay.wait(STOP_SECONDS)
    finally:
        if relay.poll() is None:
            relay.kill()
            relay.wait()


def _wait_until_ready(relay: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until it responds or has ended; return whether it responds."""
    while relay.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/admin/host/ping", timeout=5):  # noqa: S310
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


if __name__ == "__main__":
    sys.exit(main())
