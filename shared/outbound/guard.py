"""The address guard: which URLs the relay posts to, and which addresses it connects to.

URLs come from strangers, so the same strict rules apply at registration and at every attempt. A
URL that two parsers could read differently is refused, since one parser checks and another may
connect. A name is judged by all of its addresses (`Guard.check`), when the connection is made.

The ranges are those of the IANA special-purpose address registries. They are written out because
``ipaddress.is_global`` differs from one Python release to the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_URL = 2048
_DEFAULT_PORTS = {"http": 80, "https": 443}

_URL = re.compile(r"(https?)://([^/?]*)((?:[/?].*)?)", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?P<name>[^\[\]:]+))(?::(?P<port>[0-9]{1,5}))?"
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

_BAD_PORTS = frozenset(
    {0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101}
    | {102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389}
    | {427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636}
    | {989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566}
    | {6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
"""The Fetch standard's bad ports: a service there could read a POST as its own protocol."""

_LOCAL_NAMES = frozenset(
    {"localhost", "localhost4", "localhost6", "ip6-localhost", "ip6-loopback"}
    | {"localhost.localdomain", "localhost4.localdomain4", "localhost6.localdomain6"}
)

_NEVER = (IPv4Address("169.254.169.254"), IPv4Address("168.63.129.16"))
"""Azure's instance metadata and its virtual public IP, which give out tokens and settings."""

_REFUSED_IPV4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

_REFUSED_IPV6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("::1/128", "loopback"),
        ("::/96", "unspecified or IPv4-compatible"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard-only"),
        ("2001::/23", "reserved"),  # Teredo, ORCHID and benchmarking among them
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = IPv6Network("::/96")


class Refused(Exception):
    """The guard refuses; the message says why, and of the URL contains the address at most."""


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed URL. ``address`` is given if the host is an IP literal.

    ``host`` is in lower case, without brackets and without the root's dot; ``path`` is the
    request target, query included, as it was spelled.
    """

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None

    @property
    def origin(self) -> tuple[str, str, int]:
        """The key under which connections are shared."""
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        """The value of ``Host``, without the port if it is the scheme's default."""
        host = f"[{self.host}]" if isinstance(self.address, IPv6Address) else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


class Guard:
    """Applies the rules under the given settings, without any I/O."""

    def __init__(self, *, allow_http: bool, allowed_networks: Sequence[Network]) -> None:
        self._allow_http = allow_http
        self._allowed = tuple(allowed_networks)

    def target(self, url: str) -> Target:
        """Parse *url*. Raises Refused for all that can be refused without a DNS lookup."""
        target = _parse(url)
        if target.scheme == "http" and not self._allow_http:
            raise Refused("only https is allowed here (ALLOW_HTTP_TARGETS)")
        if target.port in _BAD_PORTS:
            raise Refused(f"port {target.port} belongs to another protocol")
        if target.address is not None:
            self.check(target.address)
        elif _is_local(target.host):
            self._check_local()
        return target

    def check(self, address: Address) -> None:
        """Raise Refused unless the relay may connect to *address*."""
        embedded = _embedded(address)
        if any(each in _NEVER for each in (address, *embedded)):
            raise Refused(f"{address} is Azure's own")
        if self._is_allowed(address):
            return
        if isinstance(address, IPv6Address) and (address.ipv4_mapped or address in _NAT64):
            # The same host as the IPv4 address within, reached another way.
            self.check(embedded[0])
        elif (what := _special(address)) is not None:
            raise Refused(f"{address} is not a public address ({what})")

    def _is_allowed(self, address: Address) -> bool:
        return any(address in network for network in self._allowed)

    def _check_local(self) -> None:
        """Raise Refused unless 127.0.0.1 or ::1, one of which localhost is, is allowed."""
        if not (self._is_allowed(IPv4Address("127.0.0.1")) or self._is_allowed(IPv6Address("::1"))):
            raise Refused("the name stands for this machine (loopback)")


@lru_cache(maxsize=1024)
def _parse(url: str) -> Target:
    """Parse *url* by syntax alone. Raises Refused."""
    _check_characters(url)
    match = _URL.fullmatch(url)
    if match is None:
        raise Refused("must be of the form https://host/path")
    scheme, authority, path = match[1].lower(), match[2], match[3]
    if "@" in authority:
        raise Refused("a user name or password is not allowed")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise Refused("the host or port cannot be read")
    port = int(parts["port"] or _DEFAULT_PORTS[scheme])
    if port > 65535:
        raise Refused("the port must be between 1 and 65535")
    host, address = _host(parts)
    return Target(scheme, host, port, path if path.startswith("/") else f"/{path}", address)


def _check_characters(url: str) -> None:
    if len(url) > MAX_URL:
        raise Refused(f"longer than {MAX_URL} characters")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise Refused("only visible ASCII characters are allowed; write other names as xn--…")
    if "\\" in url:
        raise Refused("a backslash is not allowed")
    if "#" in url:
        raise Refused("a fragment is not allowed: it is never sent")


def _host(parts: re.Match[str]) -> tuple[str, Address | None]:
    """Return the host in its one spelling, and its address if it is a literal."""
    if parts["ipv6"]:
        ipv6 = _ipv6_literal(parts["ipv6"])
        return str(ipv6), ipv6
    host = _name(parts["name"])
    return host, _ipv4_literal(host)


def _name(written: str) -> str:
    name = written.lower().removesuffix(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise Refused("the host name cannot be read")
    return name


def _ipv4_literal(host: str) -> IPv4Address | None:
    """Return the address if *host* is one. Raises Refused for any spelling but ``192.0.2.1``.

    Resolvers take other names that end in a number for addresses, too: octal, hexadecimal, short.
    """
    if not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return None
    try:
        return IPv4Address(host)
    except AddressValueError:
        raise Refused("an IPv4 address must be written as four decimal numbers") from None


def _ipv6_literal(written: str) -> IPv6Address:
    try:
        return IPv6Address(written)
    except AddressValueError:
        raise Refused("the IPv6 address cannot be read") from None


def _is_local(name: str) -> bool:
    return name in _LOCAL_NAMES or name.endswith(".localhost")


def _special(address: Address) -> str | None:
    """Return the kind of a special address; None for a public one."""
    if isinstance(address, IPv4Address):
        return next((what for network, what in _REFUSED_IPV4 if address in network), None)
    what = next((what for network, what in _REFUSED_IPV6 if address in network), None)
    return what or (None if address in _GLOBAL_UNICAST else "reserved")


def _embedded(address: Address) -> tuple[IPv4Address, ...]:
    """Return every IPv4 address that an IPv6 address may be another form of."""
    if isinstance(address, IPv4Address):
        return ()
    low = int(address) & 0xFFFFFFFF
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if address in _NAT64 or address in _COMPATIBLE:
        return (IPv4Address(low),)
    if address in _NAT64_LOCAL:
        # RFC 6052: behind a /48 the octets lie around bits 64 to 71; behind a /96 they come last.
        bits = int(address)
        around = (bits >> 64 & 0xFFFF) << 16 | bits >> 40 & 0xFFFF
        return (IPv4Address(around), IPv4Address(low))
    return ()
