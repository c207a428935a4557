"""Which URLs and addresses the relay refuses, and that it refuses them before any connection."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from urllib3.util import parse_url

from shared.errors import InvalidInput
from shared.outbound.guard import MAX_URL, Address, Guard, Network, Refused

from .conftest import MakeOutbound

NAMES: dict[str, list[str]] = {
    "localtest.example": ["127.0.0.1"],
    "six.localtest.example": ["::1"],
    "private.example": ["10.1.2.3"],
    "mixed.example": ["93.184.215.14", "192.168.0.10"],
    "mixed6.example": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "fd12:3456:789a::1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nat64.example": ["64:ff9b::a9fe:a9fe"],
    "sixtofour.example": ["2002:a9fe:a9fe::1"],
    "imds.example": ["169.254.169.254"],
    "metadata.google.internal": ["169.254.169.254"],
    "wireserver.example": ["168.63.129.16"],
    "zero.example": ["0.0.0.0"],
    "xn--lcalhost-54a.example": ["127.0.0.53"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "intranet": ["172.20.1.1"],
}

REFUSED_EARLY = [
    # Addresses that are not public, as they are written.
    "http://127.0.0.1/",
    "https://127.0.0.1:8443/hook",
    "http://127.255.255.254/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/metadata/instance?api-version=2021-02-01",
    "http://169.254.1.1/",
    "http://168.63.129.16/machine?comp=goalstate",
    "http://192.0.0.8/",
    "http://192.0.2.7/",
    "http://198.18.0.1/",
    "http://198.51.100.9/",
    "http://203.0.113.77/",
    "http://224.0.0.1/",
    "http://239.255.255.250:1900/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    # IPv4 in other clothes.
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.000.000.001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0x/",
    "http://2852039166/latest",
    "http://0xa9fea9fe/",
    "http://0xA9.0xFE.0xA9.0xFE/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://127.0.0.1./",
    "http://4294967297/",
    "http://1.2.3.4.5/",
    "http://127.0.0.256/",
    # IPv6.
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[::a00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::169.254.169.254]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[64:ff9b:1:a9fe:a9:fe00::]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[v1.fe80::1]/",
    "http://[127.0.0.1]/",
    "http://[::1/",
    "http://::1/",
    # Names of this machine.
    "http://localhost/",
    "https://LOCALHOST/",
    "http://localhost./",
    "http://localhost:7071/admin/host/status",
    "http://evil.localhost/",
    "http://localhost.localdomain/",
    "http://localhost6/",
    "http://ip6-localhost/",
    # Two readers, two hosts.
    "http://example.com@127.0.0.1/",
    "http://user:secret@example.com/",
    "http://example.com:80@127.0.0.1/",
    "http://127.0.0.1#@example.com/",
    "http://example.com#@127.0.0.1/",
    "http://127.0.0.1\\@example.com/",
    "http://example.com\\@127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http://127%2e0%2e0%2e1/",
    "http://127.0.0.1%00.example.com/",
    "http://127.0.0.1\t.example.com/",
    "http://127.0.0.1\r\nHost: example.com/",
    "http://example.com /",
    " http://example.com/",
    "http://exa\nmple.com/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://lo\u00adcalhost/",
    "http://ⓛocalhost/",
    "http://bücher.example/",
    "http:///127.0.0.1/",
    "http:/127.0.0.1/",
    "http:127.0.0.1/",
    "//127.0.0.1/",
    "http://",
    "http://./",
    "http://../",
    "http://example..com/",
    "http://.example.com/",
    "http://example.com../",
    "http://-example.com/",
    "http://exam ple.com/",
    "http://[::1]x/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "https://example.com/" + "x" * MAX_URL,
    # Other schemes, and ports where a POST would be taken for something else.
    "",
    "example.com",
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "unix:///var/run/docker.sock",
    "dict://127.0.0.1:11211/stats",
    "jar:http://127.0.0.1!/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "javascript:alert(1)",
    "https://example.com:0/",
    "https://example.com:22/",
    "http://example.com:25/",
    "https://example.com:65536/",
    "https://example.com:99999999/",
    "https://example.com:-1/",
    "https://example.com:80:80/",
    "https://example.com:/",
    "https://example.com:0x50/",
    "https://example.com:４４３/",
]

REFUSED_LATE = [f"http://{name}/" for name in NAMES] + [
    "https://private.example:8443/hook",
    "https://PRIVATE.EXAMPLE./hook",
]


class Spy:
    """Stands where a connection would leave the process, and where a name would be looked up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.connected: list[object] = []
        self.looked_up: list[str] = []
        for method in ("connect", "connect_ex", "sendto"):
            monkeypatch.setattr(
                socket.socket, method, lambda _sock, address, *_: self._connect(address)
            )
        monkeypatch.setattr(socket, "getaddrinfo", self._getaddrinfo)

    def _connect(self, address: object) -> None:
        self.connected.append(address)
        raise OSError("a connection was attempted")

    def _getaddrinfo(
        self, host: str, port: int | None, **_: object
    ) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        assert port is None
        self.looked_up.append(host)
        return [(socket.AF_INET, 0, 0, "", (address, 0)) for address in NAMES[host]]


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    return Spy(monkeypatch)


def guard(*allowed: str, allow_http: bool = True) -> Guard:
    networks: list[Network] = [ip_network(each) for each in allowed]
    return Guard(allow_http=allow_http, allowed_networks=networks)


def test_the_table_is_as_long_as_promised() -> None:
    assert len(set(REFUSED_EARLY + REFUSED_LATE)) >= 60


@pytest.mark.parametrize("url", REFUSED_EARLY)
def test_a_hostile_url_is_refused_at_registration_and_at_the_attempt(
    url: str, outbound: MakeOutbound, spy: Spy
) -> None:
    strict = outbound(allowed_networks=())
    with pytest.raises(InvalidInput) as refused:
        strict.check_url(url)
    assert refused.value.field == "url"
    assert "secret" not in str(refused.value)

    answer = strict.post(url, b"{}", {})
    assert (answer.status, answer.error, answer.ok) == (None, "refused_address", False)
    assert spy.connected == []
    assert spy.looked_up == []


@pytest.mark.parametrize("url", REFUSED_LATE)
def test_a_name_with_a_refused_address_is_refused_at_the_attempt(
    url: str, outbound: MakeOutbound, spy: Spy
) -> None:
    strict = outbound(allowed_networks=())
    strict.check_url(url)
    answer = strict.post(url, b"{}", {})
    assert (answer.status, answer.error) == (None, "refused_address")
    assert spy.connected == []
    assert len(spy.looked_up) == 1


def test_the_spy_sees_a_connection_that_is_allowed(outbound: MakeOutbound, spy: Spy) -> None:
    answer = outbound(allowed_networks=[ip_network("10.0.0.0/8")]).post(
        "http://private.example/", b"{}", {}
    )
    assert answer.error == "connection_failed"
    assert spy.connected == [("10.1.2.3", 80)]


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/",
        "http://168.63.129.16/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::169.254.169.254]/",
        "http://[64:ff9b::168.63.129.16]/",
        "http://[64:ff9b:1::169.254.169.254]/",
        "http://[64:ff9b:1:a9fe:a9:fe00::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[2001:0:a9fe:a9fe::]/",
        "http://[2001:0:1::5601:5601]/",  # Teredo: the client's address, inverted
        "http://imds.example/",
        "http://mapped.example/",
        "http://nat64.example/",
        "http://sixtofour.example/",
        "http://wireserver.example/",
    ],
)
def test_azures_own_addresses_are_refused_whatever_is_allowed(
    url: str, outbound: MakeOutbound, spy: Spy
) -> None:
    lenient = outbound(allowed_networks=[ip_network("0.0.0.0/0"), ip_network("::/0")])
    assert lenient.post(url, b"{}", {}).error == "refused_address"
    assert spy.connected == []


def test_plain_http_needs_permission(outbound: MakeOutbound, spy: Spy) -> None:
    strict = outbound(allow_http=False)
    strict.check_url("https://example.com/")
    with pytest.raises(InvalidInput, match="https"):
        strict.check_url("http://example.com/")
    assert strict.post("http://example.com/", b"", {}).error == "refused_address"
    assert spy.looked_up == []


def test_allowing_a_network_opens_that_network_only() -> None:
    open_to = guard("10.2.0.0/16", "fd00:1::/32")
    open_to.target("http://10.2.3.4/")
    open_to.target("http://[fd00:1::5]/")
    open_to.target("http://[::ffff:10.2.3.4]/")
    open_to.target("http://[64:ff9b::10.2.3.4]/")
    for url in ("http://10.3.0.1/", "http://[fd00:2::5]/", "http://[::ffff:10.3.0.1]/"):
        with pytest.raises(Refused):
            open_to.target(url)


@pytest.mark.parametrize("network", ["127.0.0.0/8", "::1/128"])
@pytest.mark.parametrize("url", ["http://localhost:7071/", "http://web.localhost/"])
def test_localhost_may_be_allowed(network: str, url: str) -> None:
    guard(network).target(url)
    with pytest.raises(Refused):
        guard("10.0.0.0/8").target(url)


PUBLIC = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.0.3.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.99.255",
    "198.51.101.0",
    "203.0.112.255",
    "203.0.114.0",
    "223.255.255.255",
    "168.63.129.15",
    "2606:4700::1111",
    "2001:200::",
    "2001:4860:4860::8888",
    "2003::",
    "2a00:1450:4001:830::200e",
    "3ffe::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass_up_to_the_edges_of_the_ranges(address: str) -> None:
    guard().check(ip_address(address))


def _addresses() -> st.SearchStrategy[Address]:
    return st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))


@given(_addresses())
@example(ip_address("64:ff9b:1::"))
def test_whatever_the_standard_library_calls_special_is_refused(address: Address) -> None:
    another_form = isinstance(address, IPv6Address) and (
        address.ipv4_mapped or address in ip_network("64:ff9b::/96")
    )
    assume(not another_form)
    special = (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or (isinstance(address, IPv6Address) and address.is_site_local)
    )
    if special:
        with pytest.raises(Refused):
            guard().check(address)


@given(st.ip_addresses(v=4))
@example(IPv4Address("8.8.8.8"))
@example(IPv4Address("10.0.0.1"))
def test_an_ipv4_address_within_an_ipv6_one_is_judged_as_itself(address: IPv4Address) -> None:
    def verdict(each: Address) -> bool:
        try:
            guard().check(each)
        except Refused:
            return False
        return True

    assert verdict(IPv6Address(f"::ffff:{address}")) == verdict(address)
    assert verdict(IPv6Address(f"64:ff9b::{address}")) == verdict(address)
    for never in (f"::{address}", f"64:ff9b:1::{address}"):
        assert not verdict(IPv6Address(never))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com", ("https", "example.com", 443, "/", "example.com")),
        ("HTTPS://Example.COM/Hook", ("https", "example.com", 443, "/Hook", "example.com")),
        ("https://example.com.", ("https", "example.com", 443, "/", "example.com")),
        ("https://example.com?a=b", ("https", "example.com", 443, "/?a=b", "example.com")),
        ("http://a_b.example:8080/x", ("http", "a_b.example", 8080, "/x", "a_b.example:8080")),
        ("https://example.com:443/", ("https", "example.com", 443, "/", "example.com")),
        (
            "https://h.example/a%2Fb/../c?d=%20&e=@:/?",
            ("https", "h.example", 443, "/a%2Fb/../c?d=%20&e=@:/?", "h.example"),
        ),
        ("https://xn--bcher-kva.example/", ("https", "xn--bcher-kva.example", 443, "/", None)),
        ("https://8.8.8.8/", ("https", "8.8.8.8", 443, "/", "8.8.8.8")),
        (
            "https://[2606:4700:0:0::1111]:8443/",
            ("https", "2606:4700::1111", 8443, "/", "[2606:4700::1111]:8443"),
        ),
    ],
)
def test_an_ordinary_url_is_taken_apart(
    url: str, expected: tuple[str, str, int, str, str | None]
) -> None:
    target = guard().target(url)
    scheme, host, port, path, host_header = expected
    assert (target.scheme, target.host, target.port, target.path) == (scheme, host, port, path)
    assert target.host_header == host_header or host_header is None


HOSTS = [
    "example.com",
    "127.0.0.1",
    "8.8.8.8",
    "0x7f",
    "::1",
    "::ffff:1.1.1.1",
    "localhost",
    "xn--",
]
URL_LIKE = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            (*"/\\@:#?[]%. \t\x001a-_&=;,'", *HOSTS, "http://", "https://", "443", "user", "%2e")
        ),
        max_size=9,
    ).map("".join),
)


@given(URL_LIKE)
@example("https://example.com:443/?a@b:c")
@example("https://[::ffff:1.1.1.1]/")
def test_whoever_else_reads_an_accepted_url_sees_the_same_host(url: str) -> None:
    try:
        target = guard().target(url)
    except Refused:
        return
    one, other = urlsplit(url), parse_url(url)
    for hostname, port in ((one.hostname, one.port), (other.host, other.port)):
        assert hostname is not None
        host = hostname.strip("[]").removesuffix(".")
        assert (str(ip_address(host)) if ":" in host else host) == target.host
        assert (port or {"http": 80, "https": 443}[target.scheme]) == target.port


def test_every_address_is_checked_and_the_name_looked_up_once(
    outbound: MakeOutbound, spy: Spy
) -> None:
    calls: list[str] = []

    def resolve(name: str) -> Sequence[Address]:
        calls.append(name)
        return [ip_address(f"8.8.8.{last}") for last in range(20)] + [ip_address("10.0.0.1")]

    resolver: Callable[[str], Sequence[Address]] = resolve
    answer = outbound(resolve=resolver).post("https://many.example/", b"{}", {})
    assert (answer.error, calls, spy.connected) == ("refused_address", ["many.example"], [])
