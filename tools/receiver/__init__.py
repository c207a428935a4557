"""A webhook receiver that answers as it is told: for the command line, demo, benchmark and tests.

``python -m tools.receiver 9000 --status 503`` runs one (see ``--help``). In code::

    with Receiver(Answer(503, delay=2)) as receiver:
        post_something_to(receiver.url)
        [request] = receiver.wait_for(1)

::

    answers.py     Answer: status, headers, body, delay; whole, in drips, cut or never
    connection.py  one connection: HTTP/1.1 requests in, answers out
    server.py      Server listens on a port; Receiver records its requests as well
    signatures.py  verifies Standard Webhooks signatures and OneFuzz's digest
    __main__.py    the command line

It needs only the standard library, so that any Python 3.11 or newer can run it.
"""

from tools.receiver.answers import Answer, FailSometimes, ReceivedRequest, Sending
from tools.receiver.server import Receiver, Server

__all__ = ["Answer", "FailSometimes", "ReceivedRequest", "Receiver", "Sending", "Server"]
