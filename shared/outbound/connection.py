"""A connection to an address that the guard has seen, under a deadline that holds for every byte.

urllib3's connections do the work; four things differ here:

- `_new_conn` connects to the given addresses and never looks up a name, while TLS still sends and
  verifies the name.
- The socket that http.client talks to (`_TimedSocket`) takes what is left of the deadline before
  every single send and receive: a timeout set once would be granted anew to each byte of a
  dripping answer. It also counts what it receives, and stops at a limit.
- TLS (`_TimedTLSSocket`) is done on bytes that were sent and received in this way. OpenSSL left to
  itself reads what belongs to TLS alone, session tickets say, for as long as it comes.
- `getresponse` answers with http.client's response. Wrapping it in urllib3's costs as much again
  as reading it, and logs the URL of a malformed one, whose query may hold a secret.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email import errors
from functools import partial
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, TypeVar, cast

from urllib3.connection import HTTPConnection

from shared.outbound.deadline import Deadline
from shared.outbound.guard import Address, Target

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

T = TypeVar("T")

MAX_HEAD = 32 * 1024
"""Bytes received before the headers end; beyond, the answer is malformed."""

MAX_BODY = 16 * 1024
"""Bytes of the body that are read; the rest is dropped with the connection."""

_MAX_FRAMING = 64 * 1024
"""Bytes beside the body that chunked encoding may cost."""

_MAX_PART = 16 * 1024
"""Bytes that are handed to TLS at once."""

_MAX_ADDRESSES = 4
"""How many addresses of a name are tried. All are checked."""

_DEFECTS_OF_THE_BODY = (
    errors.InvalidMultipartContentTransferEncodingDefect,
    errors.MultipartInvariantViolationDefect,
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
)
"""What http.client's parser, which is made for e-mail, misses where it sees the head alone."""

_LENGTH = re.compile(r"[0-9]{1,18}[ \t]*")


class MalformedAnswer(Exception):
    """What came is no HTTP/1.x answer that any two readers would understand alike."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request came to, once the head of the answer was there and well-formed.

    ``fault`` is what kept the body from being read to its end, or to MAX_BODY.
    """

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    fault: OSError | MalformedAnswer | None


class _Incoming(io.RawIOBase):
    """What a `_TimedSocket` receives, as the file that http.client reads an answer from."""

    def __init__(self, timed: _TimedSocket, file: socket.SocketIO) -> None:
        self._timed = timed
        self._file = file  # Holds the socket open, should the connection be closed before us.

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        return self._timed.receive_into(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _TimedSocket:
    """A connected socket, as far as http.client needs one, under a deadline and a byte limit."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self.begin(deadline)
        self.fileno = sock.fileno
        self.close = sock.close

    @property
    def at_rest(self) -> bool:
        """Whether all that was received has been read."""
        return True

    def begin(self, deadline: Deadline) -> None:
        """Make ready for one request and its answer."""
        self._deadline = deadline
        self.allowance = MAX_HEAD
        self.ended = False

    def sendall(self, data: ReadableBuffer) -> None:
        view = memoryview(data)
        while view:
            self._sock.settimeout(self._deadline.remaining())
            view = view[self._sock.send(view) :]

    def receive_into(self, buffer: WriteableBuffer) -> int:
        if self.allowance <= 0:
            raise MalformedAnswer("longer than any answer need be")
        received = self._receive_into(memoryview(buffer)[: self.allowance])
        self.allowance -= received
        self.ended = not received
        return received

    def _receive_into(self, buffer: memoryview) -> int:
        self._sock.settimeout(self._deadline.remaining())
        return self._sock.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - http.client says "rb"
        return io.BufferedReader(_Incoming(self, self._sock.makefile("rb", buffering=0)))


class _TimedTLSSocket(_TimedSocket):
    """The same over TLS: its handshake has been made when the constructor returns."""

    def __init__(
        self, sock: socket.socket, deadline: Deadline, context: ssl.SSLContext, server_name: str
    ) -> None:
        super().__init__(sock, deadline)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._part = memoryview(bytearray(_MAX_PART))
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_name)
        self._done(self._tls.do_handshake)

    @property
    def at_rest(self) -> bool:
        return not self._incoming.pending

    def sendall(self, data: ReadableBuffer) -> None:
        view = memoryview(data)
        while view:
            view = view[self._done(partial(self._tls.write, view)) :]

    def _receive_into(self, buffer: memoryview) -> int:
        try:
            data = self._done(partial(self._tls.read, len(buffer)))
        except ssl.SSLEOFError:  # HTTP can tell whether the answer was complete.
            return 0
        buffer[: len(data)] = data
        return len(data)

    def _done(self, step: Callable[[], T]) -> T:
        """What *step* comes to, once it has been given the bytes that it wants."""
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                self._flush()
                self._feed()
            except ssl.SSLError:
                with contextlib.suppress(OSError):
                    self._flush()  # the alert that says why
                raise
            else:
                self._flush()
                return result

    def _flush(self) -> None:
        super().sendall(self._outgoing.read())

    def _feed(self) -> None:
        received = super()._receive_into(self._part)
        if received:
            self._incoming.write(self._part[:received])
        else:
            self._incoming.write_eof()


class _Response(http.client.HTTPResponse):
    """An answer whose interim ones (103 Early Hints among them) have been passed over."""

    def begin(self) -> None:
        super().begin()
        while 100 <= self.status < 200:
            if self.status == http.HTTPStatus.SWITCHING_PROTOCOLS:
                raise MalformedAnswer("it switches protocols unasked")
            self.headers = self.msg = cast(Any, None)  # What makes `begin` read another head.
            super().begin()


class Connection(HTTPConnection):
    """A connection to *target*'s host at the first of *addresses* that takes it.

    ``target`` names the host for TLS; a connection serves any path at its scheme, host and port.
    """

    response_class = _Response

    def __init__(
        self,
        target: Target,
        addresses: Sequence[Address],
        *,
        deadline: Deadline,
    ) -> None:
        super().__init__(target.host, target.port)
        self.origin = target.origin
        self.reusable = False
        self.made_at = self.idle_since = time.monotonic()
        self._addresses = addresses[:_MAX_ADDRESSES]
        self._connecting = deadline

    def connect(self) -> None:
        super().connect()
        self._timed = self._timed_socket(self.sock, self._connecting)
        self.sock = cast(socket.socket, self._timed)

    def exchange(
        self, path: str, headers: Mapping[str, str], body: bytes, deadline: Deadline
    ) -> Exchange:
        """POST *body*, and read the answer. Afterwards ``reusable`` says what its name says.

        Raises OSError (TimeoutError, ssl.SSLError) when no answer comes, and MalformedAnswer for
        one that cannot be read. Never sends twice.
        """
        self.reusable = False
        self._timed.begin(deadline)
        sent = self._send(path, headers, body)
        response = self._read_head()
        try:
            self._timed.allowance = MAX_BODY + _MAX_FRAMING
            received = bytearray()
            fault = self._read_body(response, received)
            complete = fault is None and len(received) < MAX_BODY
            kept_open = not response.will_close and self._timed.at_rest
            self.reusable = sent and complete and kept_open
            return Exchange(response.status, response.headers, bytes(received), fault)
        finally:
            response.close()

    def getresponse(self) -> http.client.HTTPResponse:  # type: ignore[override]
        return super(HTTPConnection, self).getresponse()

    def _timed_socket(self, sock: socket.socket, deadline: Deadline) -> _TimedSocket:
        return _TimedSocket(sock, deadline)

    def _new_conn(self) -> socket.socket:
        failure = OSError("no address")
        for position, address in enumerate(self._addresses):
            share = self._connecting.remaining() / (len(self._addresses) - position)
            family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(share)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect((str(address), self.port))
                return sock
            except OSError as error:
                sock.close()
                failure = error
        raise failure

    def _send(self, path: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether all of it was sent. Who closes early may have answered first (413, say)."""
        try:
            self.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                self.putheader(name, value)
            self.endheaders(body)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            return False
        return True

    def _read_head(self) -> http.client.HTTPResponse:
        try:
            response = self.getresponse()
            try:
                self._check_head(response)
            except BaseException:
                response.close()
                raise
        except OSError:  # RemoteDisconnected, which is a BadStatusLine too, among them
            raise
        except MalformedAnswer:
            raise
        except http.client.BadStatusLine:
            raise MalformedAnswer("it does not begin with an HTTP status line") from None
        except (http.client.HTTPException, ValueError):
            raise MalformedAnswer("its headers cannot be read") from None
        return response

    def _check_head(self, response: http.client.HTTPResponse) -> None:
        """Raises MalformedAnswer where http.client shrugs."""
        if self._timed.ended:
            raise MalformedAnswer("it ends within the headers")
        defects = [d for d in response.msg.defects if not isinstance(d, _DEFECTS_OF_THE_BODY)]
        if defects or (isinstance(rest := response.msg.get_payload(), str) and rest):
            raise MalformedAnswer("its headers cannot be read")
        lengths = response.headers.get_all("Content-Length", [])
        codings = response.headers.get_all("Transfer-Encoding", [])
        if codings and (lengths or [coding.lower() for coding in codings] != ["chunked"]):
            raise MalformedAnswer("its transfer encoding is ambiguous or unknown")
        if lengths and not (len(lengths) == 1 and _LENGTH.fullmatch(lengths[0])):
            raise MalformedAnswer("its content length cannot be read")

    def _read_body(
        self, response: http.client.HTTPResponse, received: bytearray
    ) -> OSError | MalformedAnswer | None:
        """Add up to MAX_BODY bytes to *received*; answers with what came between, if anything."""
        try:
            while len(received) < MAX_BODY:
                part = response.read1(MAX_BODY - len(received))
                if part:
                    received += part
                elif response.length or (response.chunked and self._timed.ended):
                    return MalformedAnswer("it ends within the body")
                else:
                    return None
        except (OSError, MalformedAnswer) as fault:
            return fault
        except (http.client.HTTPException, ValueError):
            return MalformedAnswer("it ends within the body, or its chunks cannot be read")
        return None


class TLSConnection(Connection):
    """The same over TLS, for which *ssl_context* verifies that *target*'s host answers."""

    def __init__(
        self,
        target: Target,
        addresses: Sequence[Address],
        *,
        deadline: Deadline,
        ssl_context: ssl.SSLContext,
    ) -> None:
        super().__init__(target, addresses, deadline=deadline)
        self._ssl_context = ssl_context

    def _timed_socket(self, sock: socket.socket, deadline: Deadline) -> _TimedSocket:
        return _TimedTLSSocket(sock, deadline, self._ssl_context, self.host)
