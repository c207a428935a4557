"""Makes a process end in KeyboardInterrupt when it is told to stop."""

from __future__ import annotations

import signal


def install() -> None:
    """Let Ctrl-C, SIGTERM and a closed terminal raise KeyboardInterrupt.

    A shell starts what it runs in the background with SIGINT ignored, and Python leaves it so.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, signal.default_int_handler)
