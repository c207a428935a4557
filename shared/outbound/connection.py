"""Sends a request to an address that the guard has checked, under a deadline for every byte.

Built on urllib3's connection, with four differences:

- `_new_conn` connects to the given addresses and never looks up a name, while TLS still sends and
  verifies the name.
- The socket that http.client uses (`_TimedSocket`) applies what is left of the deadline to every
  send and receive: a timeout that is set once starts anew with each byte of a slow response. It
  also counts the bytes it receives, and stops at a limit.
- TLS (`_TimedTLSSocket`) works on bytes that were sent and received in this way. OpenSSL on a
  socket would read records without content, such as session tickets, for as long as they come.
- `getresponse` returns http.client's response. Wrapping it in urllib3's takes as long as reading
  it, and logs the URL of a malformed one, whose query may contain a secret.
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
from email import errors
from functools import partial
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, TypeVar, cast

from urllib3.connection import HTTPConnection

from shared.outbound.deadline import Deadline
from shared.outbound.exchange import Exchange, MalformedResponse
from shared.outbound.guard import Address, Target

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

T = TypeVar("T")

MAX_HEAD = 32 * 1024
"""Bytes received before the headers end; a response with more is malformed."""

MAX_BODY = 16 * 1024
"""Bytes of the body that are read; the rest is discarded with the connection."""

_MAX_FRAMING = 64 * 1024
"""Bytes that chunked encoding may add to the body."""

_MAX_PART = 16 * 1024
"""Bytes that are passed to TLS at once."""

_MAX_ADDRESSES = 4
"""How many addresses of a name are tried; all are checked."""

_DEFECTS_OF_THE_BODY = (
    errors.InvalidMultipartContentTransferEncodingDefect,
    errors.MultipartInvariantViolationDefect,
    errors.NoBoundaryInMultipartDefect,
    errors.StartBoundaryNotFoundDefect,
)
"""Defects that http.client's parser, made for e-mail, reports because it sees no body."""

_LENGTH = re.compile(r"[0-9]{1,18}[ \t]*")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:;[^\r\n]*)?\r\n")
_MAX_CHUNK_LINE = 4096

_BODILESS = frozenset({http.HTTPStatus.NO_CONTENT, http.HTTPStatus.NOT_MODIFIED})
"""The final statuses whose responses have no body (RFC 9110, 6.4.1)."""


class _Incoming(io.RawIOBase):
    """The file from which http.client reads what a `_TimedSocket` receives."""

    def __init__(self, timed: _TimedSocket, file: socket.SocketIO) -> None:
        self._timed = timed
        self._file = file  # keeps the socket open if the connection is closed first

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        return self._timed.receive_into(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Reader(io.BufferedReader):
    """A buffered reader that reports what was received and not read when it is closed."""

    def __init__(self, timed: _TimedSocket, file: socket.SocketIO) -> None:
        super().__init__(_Incoming(timed, file))
        self._timed = timed

    def close(self) -> None:
        if not self.closed:
            self._timed.stop_receiving()  # `peek` must not wait for bytes when there are none
            self._timed.surplus = bool(self.peek())
        super().close()


class _TimedSocket:
    """The part of a socket that http.client uses, under a deadline and a byte limit."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self.begin(deadline)
        self.fileno = sock.fileno
        self.close = sock.close

    @property
    def has_surplus(self) -> bool:
        """Whether more was received than the response, once its reader was closed."""
        return self.surplus

    def begin(self, deadline: Deadline) -> None:
        """Prepare for one request and its response."""
        self._deadline = deadline
        self._receiving = True
        self.allowance = MAX_HEAD
        self.ended = False
        self.surplus = False

    def stop_receiving(self) -> None:
        """Let readers see the end of the stream, until the next request."""
        self._receiving = False

    def sendall(self, data: ReadableBuffer) -> None:
        view = memoryview(data)
        while view:
            self._sock.settimeout(self._deadline.remaining())
            view = view[self._sock.send(view) :]

    def receive_into(self, buffer: WriteableBuffer) -> int:
        if not self._receiving:
            return 0
        if self.allowance <= 0:
            raise MalformedResponse("longer than any answer need be")
        received = self._receive_into(memoryview(buffer)[: self.allowance])
        self.allowance -= received
        self.ended = not received
        return received

    def _receive_into(self, buffer: memoryview) -> int:
        self._sock.settimeout(self._deadline.remaining())
        return self._sock.recv_into(buffer)

    def makefile(self, mode: str) -> io.BufferedReader:  # noqa: ARG002 - http.client says "rb"
        return _Reader(self, self._sock.makefile("rb", buffering=0))


class _TimedTLSSocket(_TimedSocket):
    """A `_TimedSocket` with TLS; the constructor makes the handshake."""

    def __init__(
        self, sock: socket.socket, deadline: Deadline, context: ssl.SSLContext, server_name: str
    ) -> None:
        super().__init__(sock, deadline)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._part = memoryview(bytearray(_MAX_PART))
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_name)
        self._done(self._tls.do_handshake)

    @property
    def has_surplus(self) -> bool:
        """Bytes may also wait in OpenSSL, decrypted, or in the memory before it."""
        return self.surplus or bool(self._tls.pending() or self._incoming.pending)

    def sendall(self, data: ReadableBuffer) -> None:
        view = memoryview(data)
        while view:
            view = view[self._done(partial(self._tls.write, view)) :]

    def _receive_into(self, buffer: memoryview) -> int:
        try:
            data = self._done(partial(self._tls.read, len(buffer)))
        except ssl.SSLEOFError:  # HTTP can tell whether the response was complete
            return 0
        buffer[: len(data)] = data
        return len(data)

    def _done(self, step: Callable[[], T]) -> T:
        """Return the result of *step*, repeated until it has the bytes that it needs."""
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
    """A response that skips interim ones, and reads bodies and chunks by the letter of RFC 9112.

    http.client takes chunk sizes such as ``0x5``, ``-5`` and ``1_0``, does not look at what ends
    a chunk, and waits for the chunks of a 204 that names a transfer encoding.
    """

    def begin(self) -> None:
        super().begin()
        while 100 <= self.status < 200:
            if self.status == http.HTTPStatus.SWITCHING_PROTOCOLS:
                raise MalformedResponse("it switches protocols unasked")
            self.headers = self.msg = cast(Any, None)  # makes `begin` read another head
            super().begin()
        if self.is_bodiless:
            self.chunked, self.length = False, 0
            # a body that was claimed may come nevertheless, later
            claims = [self.headers.get(name) for name in ("Content-Length", "Transfer-Encoding")]
            self.will_close |= claims not in ([None, None], ["0", None])

    @property
    def is_bodiless(self) -> bool:
        """Whether the status says that there is no body, whatever the headers say."""
        return self.status in _BODILESS

    def _read_next_chunk_size(self) -> int:
        match = _CHUNK_SIZE.fullmatch(self.fp.readline(_MAX_CHUNK_LINE))
        if match is None:
            raise ValueError("not the first line of a chunk")
        return int(match[1], 16)

    def _safe_read(self, amt: int) -> bytes:
        """Read the end of a chunk: `read1`, the only method that is used here, reads no more."""
        end: bytes = self.fp.read(amt)
        if end != b"\r\n":
            raise http.client.IncompleteRead(end)
        return end


class Connection(HTTPConnection):
    """A connection to *target*'s host at the first of *addresses* that accepts it.

    It serves every path at the target's scheme, host and port.
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
        """Connect to the first address that accepts, within the deadline. Raises OSError."""
        super().connect()
        self._timed = self._timed_socket(self.sock, self._connecting)
        self.sock = cast(socket.socket, self._timed)

    def exchange(
        self, path: str, headers: Mapping[str, str], body: bytes, deadline: Deadline
    ) -> Exchange:
        """POST *body* once and read the response; sets ``reusable``.

        Raises OSError (TimeoutError, ssl.SSLError) if there is no response, and MalformedResponse
        if it cannot be read.
        """
        self.reusable = False
        self._timed.begin(deadline)
        sent = self._send(path, headers, body)
        response = self._read_head()
        try:
            self._timed.allowance = MAX_BODY + _MAX_FRAMING
            received = bytearray()
            fault = self._read_body(response, received)
        finally:
            response.close()
        complete = fault is None and len(received) < MAX_BODY
        kept_open = not response.will_close and not self._timed.has_surplus
        self.reusable = sent and complete and kept_open
        return Exchange(response.status, response.headers, bytes(received), fault)

    def getresponse(self) -> _Response:  # type: ignore[override]
        """Read status line and headers."""
        return cast(_Response, super(HTTPConnection, self).getresponse())

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
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure

    def _send(self, path: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Return whether all was sent. A server may respond and close before that (413, say)."""
        try:
            self.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                # urllib3's own would look for its markers in each value.
                super(HTTPConnection, self).putheader(name, value)
            self.endheaders(body)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            return False
        return True

    def _read_head(self) -> _Response:
        try:
            response = self.getresponse()
            try:
                self._check_head(response)
            except BaseException:
                response.close()
                raise
        except OSError:  # RemoteDisconnected, which is a BadStatusLine too, among them
            raise
        except MalformedResponse:
            raise
        except http.client.BadStatusLine:
            raise MalformedResponse("it does not begin with an HTTP status line") from None
        except (http.client.HTTPException, ValueError):
            raise MalformedResponse("its headers cannot be read") from None
        return response

    def _check_head(self, response: _Response) -> None:
        """Raise MalformedResponse for what http.client accepts and should not."""
        if self._timed.ended:
            raise MalformedResponse("it ends within the headers")
        defects = [d for d in response.msg.defects if not isinstance(d, _DEFECTS_OF_THE_BODY)]
        if defects or (isinstance(rest := response.msg.get_payload(), str) and rest):
            raise MalformedResponse("its headers cannot be read")
        if response.is_bodiless:
            return
        lengths = response.headers.get_all("Content-Length", [])
        codings = response.headers.get_all("Transfer-Encoding", [])
        if codings and (lengths or [coding.lower() for coding in codings] != ["chunked"]):
            raise MalformedResponse("its transfer encoding is ambiguous or unknown")
        if lengths and not (len(lengths) == 1 and _LENGTH.fullmatch(lengths[0])):
            raise MalformedResponse("its content length cannot be read")

    def _read_body(
        self, response: http.client.HTTPResponse, received: bytearray
    ) -> OSError | MalformedResponse | None:
        """Add up to MAX_BODY bytes to *received*; return the reason if the body did not end."""
        try:
            while len(received) < MAX_BODY:
                part = response.read1(MAX_BODY - len(received))
                if part:
                    received += part
                elif response.length or (response.chunked and self._timed.ended):
                    return MalformedResponse("it ends within the body")
                else:
                    return None
        except (OSError, MalformedResponse) as fault:
            return fault
        except (http.client.HTTPException, ValueError):
            return MalformedResponse("it ends within the body, or its chunks cannot be read")
        return None


class TLSConnection(Connection):
    """A `Connection` over TLS, whose *ssl_context* verifies the name of *target*'s host."""

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
