"""Makes one POST to a subscriber, and reports the result as a value."""

from __future__ import annotations

import http.client
import re
import ssl
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import certifi

from shared.errors import InvalidInput
from shared.model import is_success
from shared.outbound.deadline import Deadline
from shared.outbound.dns import Lookups, Resolve, system_resolve
from shared.outbound.exchange import Exchange, MalformedResponse
from shared.outbound.guard import Address, Guard, Network, Refused, Target
from shared.outbound.pool import Pool
from shared.outbound.redaction import redact

if TYPE_CHECKING:
    from shared.outbound.connection import Connection

BODY_START_CHARACTERS = 512

_MAX_RETRY_AFTER = 64
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class PostResult:
    """The result of one POST.

    Either ``status`` is given, or ``error`` is: ``refused_address``, ``dns_failed``,
    ``connection_failed``, ``tls_failed``, ``timeout`` or ``malformed_answer``. A 2xx counts only
    if the response was read to its end (or to 16 KiB), since a server that fails after it sent
    the status line can only break off. Any other status counts once the headers are complete.

    ``detail`` is a sentence for people. ``body_start`` is the beginning of the response's body,
    without hidden values and without control characters other than white space; it is empty if
    the response was compressed. ``retry_after`` is the header's value as it was received.
    """

    status: int | None
    error: str | None
    detail: str
    duration_ms: int
    body_start: str = ""
    retry_after: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the receiver accepted the POST."""
        return is_success(self.status)


class _LookupFailed(OSError):
    """The name has no address."""


class Outbound:
    """Posts to subscribers. One instance serves the whole process and all of its threads.

    ``timeout`` is the total deadline of a POST in seconds, from before the DNS lookup to the last
    byte read; connecting (TCP and TLS) may take half of it. Proxies, .netrc and cookies are not
    used, and redirects are not followed.
    """

    def __init__(
        self,
        *,
        allow_http: bool,
        allowed_networks: Sequence[Network],
        timeout: float,
        user_agent: str,
        pool_size: int = 32,
        resolve: Resolve = system_resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._guard = Guard(allow_http=allow_http, allowed_networks=allowed_networks)
        self._lookups = Lookups(resolve)
        self._pool = Pool(pool_size)
        self._timeout = timeout
        self._user_agent = user_agent
        self._given_ssl_context = ssl_context

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        """The TLS settings; made at first use, as reading the authorities takes some 40 ms."""
        return self._given_ssl_context or _trusting_public_authorities()

    def check_url(self, url: str) -> None:
        """Raise InvalidInput for a URL that no attempt would be made to. Looks nothing up."""
        refusal = self.refusal(url)
        if refusal is not None:
            raise InvalidInput(f"not a URL to deliver to: {refusal}", field="url")

    def refusal(self, url: str) -> str | None:
        """Return why no attempt would be made to *url*, or None. Looks nothing up."""
        try:
            self._guard.target(url)
        except Refused as refusal:
            return str(refusal)
        return None

    def post(
        self,
        url: str,
        body: bytes,
        headers: Mapping[str, str],
        hidden: Collection[str] = (),
    ) -> PostResult:
        """POST *body* once, under the deadline, to an address that the guard allows.

        *headers* must not contain those that are set here: Host, User-Agent, Accept-Encoding,
        Content-Length. *hidden* are values that ``body_start`` must not show. Raises nothing for
        a fault of the subscriber's: that is in the result.
        """
        began = time.monotonic()
        deadline = Deadline(self._timeout)
        try:
            exchange = self._exchange(self._guard.target(url), body, headers, deadline)
        except (Refused, OSError, MalformedResponse) as failure:
            error, detail = self._explained(failure)
            return PostResult(None, error, detail, _since(began))
        return self._result(exchange, hidden, _since(began))

    def all_headers(self, url: str, body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
        """Return every header that `post` sends, those that are set here included."""
        try:
            host = self._guard.target(url).host_header
        except Refused:
            host = urlsplit(url).netloc
        return self._completed(host, body, headers)

    def _completed(self, host: str, body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
        return {
            "Host": host,
            "User-Agent": self._user_agent,
            "Accept-Encoding": "identity",
            **headers,
            "Content-Length": str(len(body)),
        }

    def close(self) -> None:
        """Close the idle connections; a POST in flight closes its own."""
        self._pool.close()

    def _exchange(
        self, target: Target, body: bytes, headers: Mapping[str, str], deadline: Deadline
    ) -> Exchange:
        connection = self._pool.take(target.origin) or self._connect(target, deadline)
        try:
            return connection.exchange(
                target.path,
                self._completed(target.host_header, body, headers),
                body,
                deadline,
            )
        finally:
            if connection.reusable:
                self._pool.give(connection)
            else:
                connection.close()

    def _connect(self, target: Target, deadline: Deadline) -> Connection:
        """Open a new connection. Raises Refused if any address of the host is refused."""
        if target.address is not None:
            addresses: Sequence[Address] = (target.address,)
        else:
            addresses = self._look_up(target.host, deadline)
        for address in addresses:
            self._guard.check(address)
        # With urllib3 it takes a tenth of the import of the app, and only deliveries need it.
        from shared.outbound.connection import Connection, TLSConnection

        within = self._timeout / 2
        connecting = deadline.at_most(within)
        if target.scheme == "https":
            connection: Connection = TLSConnection(
                target, addresses, deadline=connecting, ssl_context=self._ssl_context
            )
        else:
            connection = Connection(target, addresses, deadline=connecting)
        try:
            connection.connect()
        except TimeoutError:
            connection.close()
            raise TimeoutError(f"not connected within {within:g} s") from None
        except BaseException:
            connection.close()
            raise
        return connection

    def _look_up(self, name: str, deadline: Deadline) -> Sequence[Address]:
        try:
            addresses = self._lookups.addresses(name, deadline.remaining())
        except TimeoutError:
            raise TimeoutError(f"the name was not found within {self._timeout:g} s") from None
        except OSError as error:
            raise _LookupFailed(error.strerror or str(error)) from None
        if not addresses:
            raise _LookupFailed("the name has no address")
        return addresses

    def _result(self, exchange: Exchange, hidden: Collection[str], duration_ms: int) -> PostResult:
        fault, status = exchange.fault, exchange.status
        body_start = _body_start(exchange, hidden)
        if fault is not None and is_success(status):
            error, detail = self._explained(fault)
            return PostResult(
                None, error, f"answered {status}, but: {detail}", duration_ms, body_start
            )
        retry_after = exchange.headers.get("Retry-After", "").strip()
        if len(retry_after) > _MAX_RETRY_AFTER:
            retry_after = ""
        return PostResult(
            status, None, _verdict(status), duration_ms, body_start, retry_after or None
        )

    def _explained(self, failure: Refused | OSError | MalformedResponse) -> tuple[str, str]:
        """Return the error code and the detail for a failure."""
        match failure:
            case Refused():
                return "refused_address", str(failure)
            case MalformedResponse():
                return "malformed_answer", f"the answer is malformed: {failure}"
            case TimeoutError():
                return "timeout", str(failure) or f"no complete answer within {self._timeout:g} s"
            case _LookupFailed():
                return "dns_failed", str(failure)
            case ssl.SSLCertVerificationError():
                return "tls_failed", failure.verify_message
            case ssl.SSLError():
                return "tls_failed", failure.reason or "TLS failed"
            case http.client.RemoteDisconnected():
                return "connection_failed", "closed without an answer"
            case _:
                return "connection_failed", failure.strerror or type(failure).__name__


def _verdict(status: int) -> str:
    if 300 <= status < 400:
        return f"answered {status}; redirects are not followed"
    return f"answered {status}"


def _body_start(exchange: Exchange, hidden: Collection[str]) -> str:
    """Return the beginning of the body, safe for a log line and a table property."""
    if exchange.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        return ""
    text = redact(exchange.body.decode("utf-8", "replace"), hidden)  # before it is cut
    return _UNPRINTABLE.sub("�", text[:BODY_START_CHARACTERS])


def _trusting_public_authorities() -> ssl.SSLContext:
    """Trust the system's authorities (or SSL_CERT_FILE's), and those that certifi lists."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_verify_locations(certifi.where())
    return context


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
