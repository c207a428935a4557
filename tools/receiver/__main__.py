"""Run a webhook receiver that prints what it gets, and answers 200 unless told otherwise."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

from tools import interruptible
from tools.receiver.answers import Answer, FailSometimes, ReceivedRequest, Sending
from tools.receiver.server import Server
from tools.receiver.signatures import NotVerifiedError, key_of, verify

PROGRAM = "tools.receiver"

EPILOG = """\
Without --fail-first and --fail-every, each request is answered as --status, --body, --header,
--hang, --drip and --cut say. With one of them, these say how a failure is answered (500 where
there is no --status), and all other requests are answered with 200.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with one line, and not with the list of all the options before it."""
        print(f"{PROGRAM}: {message} (--help lists the options)", file=sys.stderr)
        sys.exit(2)


def main() -> int:
    interruptible.install()
    try:
        return _receive(_parse_arguments())
    except KeyboardInterrupt:
        return 0


def _receive(options: argparse.Namespace) -> int:
    """Until KeyboardInterrupt; 1 where the port is taken."""
    printer = _Printer(options.secret, quiet=options.quiet)
    respond = _respond(options)

    def print_and_respond(request: ReceivedRequest) -> Answer:
        printer.print(request)
        return respond(request)

    try:
        server = Server(print_and_respond, port=options.port, listening=not options.refuse)
    except OSError as error:
        print(f"{PROGRAM}: port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    with server:
        what = "Refusing connections" if options.refuse else "Receiving"
        print(f"{what} on http://localhost:{server.port}/", flush=True)
        return _run(server, options.flap)


def _run(server: Server, flap_seconds: float | None) -> NoReturn:
    """Until KeyboardInterrupt; listening and not listening by turns, where that is asked for."""
    forever = threading.Event()
    while True:
        forever.wait(flap_seconds)
        server.down()
        print("\nDown: connections are refused", flush=True)
        forever.wait(flap_seconds)
        server.up()
        print("\nUp again", flush=True)


def _respond(options: argparse.Namespace) -> Callable[[ReceivedRequest], Answer]:
    sometimes = options.fail_first or options.fail_every
    answer = Answer(
        options.status or (500 if sometimes else 200),
        options.body.encode(),
        dict(options.header),
        options.delay,
        options.sending,
        options.pause,
    )
    if not sometimes:
        return lambda _: answer
    return FailSometimes(
        Answer(delay=options.delay), answer, options.fail_first, options.fail_every
    )


class _Printer:
    """Prints requests; whether they are verified as well, where there is a *secret*."""

    def __init__(self, secret: str | None, *, quiet: bool) -> None:
        self._secret = secret
        self._quiet = quiet

    def print(self, request: ReceivedRequest) -> None:
        line = f"{request.method} {request.path}"
        if self._secret is not None:
            line += f" {_verdict(self._secret, request)}"
        if self._quiet:
            print(line, flush=True)
            return
        print(f"\n{line}")
        for name, value in request.raw_headers:
            print(f"{name}: {value}")
        print(f"\n{request.body.decode(errors='replace')}", flush=True)


def _verdict(secret: str, request: ReceivedRequest) -> str:
    try:
        verify(secret, request.headers, request.body)
    except NotVerifiedError as error:
        return f"NOT verified: {error}"
    return "verified"


def _parse_arguments() -> argparse.Namespace:
    parser = _Parser(prog=f"python -m {PROGRAM}", description=__doc__, epilog=EPILOG)
    parser.add_argument(
        "port", type=_port, nargs="?", default=9000, help="default 9000; 0: any that is free"
    )
    parser.add_argument("--status", type=_status, help="the status to answer with")
    parser.add_argument("--body", default="", metavar="TEXT", help="the body to answer with")
    parser.add_argument(
        "--header", type=_header, action="append", default=[], metavar="'NAME: VALUE'"
    )
    parser.add_argument(
        "--delay", type=_seconds, default=0.0, metavar="SECONDS", help="before every answer"
    )
    parser.add_argument("--fail-first", type=_count, default=0, metavar="N")
    parser.add_argument("--fail-every", type=_count, default=0, metavar="N", help="every n-th")
    _add_ways_of_sending(parser)
    listening = parser.add_mutually_exclusive_group()
    listening.add_argument(
        "--refuse", action="store_true", help="take the port and do not listen on it"
    )
    listening.add_argument(
        "--flap",
        type=_positive_seconds,
        metavar="SECONDS",
        help="listen for so long, then refuse connections for so long, and so on",
    )
    parser.add_argument(
        "--secret",
        type=_secret,
        help="the webhook's secret_token: say whether each request is verified by it",
    )
    parser.add_argument("--quiet", action="store_true", help="print one line for each request")
    return parser.parse_args()


def _add_ways_of_sending(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_mutually_exclusive_group()
    parser.set_defaults(sending=Sending.WHOLE)
    for option, sending, explanation in (
        ("--hang", Sending.HANG, "never answer"),
        ("--drip", Sending.DRIP, "answer one byte at a time"),
        ("--cut", Sending.CUT, "close the connection instead of answering"),
    ):
        ways.add_argument(
            option, dest="sending", action="store_const", const=sending, help=explanation
        )
    parser.add_argument(
        "--pause",
        type=_positive_seconds,
        default=Answer.pause,
        metavar="SECONDS",
        help="between two bytes of --drip (default %(default)s)",
    )


def _number_in(text: str, least: int, most: int, what: str) -> int:
    if not (text.isascii() and text.isdecimal() and least <= int(text[:9]) <= most):
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return int(text)


def _port(text: str) -> int:
    return _number_in(text, 0, 65535, "a port, 0 to 65535")


def _status(text: str) -> int:
    return _number_in(text, 200, 599, "a status, 200 to 599")


def _count(text: str) -> int:
    return _number_in(text, 1, 10**8, "a whole number above 0")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= threading.TIMEOUT_MAX:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def _positive_seconds(text: str) -> float:
    seconds = _seconds(text)
    if not seconds:
        raise argparse.ArgumentTypeError("must be more than 0 seconds")
    return seconds


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not (name.strip() and colon and text.isprintable() and text.isascii()):
        raise argparse.ArgumentTypeError(f"{text!r} is not 'NAME: VALUE'")
    return name.strip(), value.strip()


def _secret(text: str) -> str:
    try:
        key = key_of(text)
    except ValueError:
        key = b""
    if not key:
        raise argparse.ArgumentTypeError("is empty, or has no base64 after whsec_")
    return text


if __name__ == "__main__":
    sys.exit(main())
