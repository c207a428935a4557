"""TLS to a checked address still proves the name, by real certificates of a private authority."""

from __future__ import annotations

import contextlib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import trustme

from shared.outbound import Outbound

from .conftest import NAME, MakeOutbound, server_context
from .receivers import OK, Receiver, ServerTLS, hang, receiver


def test_a_valid_certificate_is_accepted_and_the_name_is_sent(
    sender: Outbound, authority: trustme.CA
) -> None:
    with receiver(tls=server_context(authority.issue_cert(NAME))) as seen:
        for _ in range(2):
            assert sender.post(seen.url(scheme="https", host=NAME), b"{}", {}).ok
    assert seen.server_names == [NAME]
    assert (seen.connections, len(seen.requests)) == (1, 2)
    assert seen.requests[0].header("Host") == f"{NAME}:{seen.port}"


def test_a_connection_whose_tls_has_ended_is_not_used_again(
    sender: Outbound, authority: trustme.CA
) -> None:
    """Though TCP is left open, and the end came in one packet with the answer."""
    context = server_context(authority.issue_cert(NAME))

    def answer_and_end(_seen: Receiver, connection: socket.socket) -> None:
        end = ServerTLS(connection, context)
        end.done(end.tls.do_handshake)
        end.done(lambda: end.tls.read(65536))
        end.tls.write(OK)
        with contextlib.suppress(ssl.SSLWantReadError):
            end.tls.unwrap()
        end.flush()
        hang(connection)

    with receiver(answer_and_end) as seen:
        for _ in range(2):
            assert sender.post(seen.url(scheme="https", host=NAME), b"", {}).ok
    assert seen.connections == 2


def test_a_trailing_dot_is_no_part_of_the_name_that_is_verified(
    sender: Outbound, authority: trustme.CA
) -> None:
    with receiver(tls=server_context(authority.issue_cert(NAME))) as seen:
        assert sender.post(seen.url(scheme="https", host=NAME + "."), b"{}", {}).ok
    assert seen.server_names == [NAME]


def test_an_address_is_verified_against_the_certificate_too(
    sender: Outbound, authority: trustme.CA
) -> None:
    with receiver(tls=server_context(authority.issue_cert("127.0.0.1"))) as seen:
        assert sender.post(seen.url(scheme="https"), b"{}", {}).ok
    with receiver(tls=server_context(authority.issue_cert(NAME))) as seen:
        assert sender.post(seen.url(scheme="https"), b"{}", {}).error == "tls_failed"


def test_a_certificate_that_does_not_convince_is_a_failure(
    sender: Outbound, authority: trustme.CA
) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    unconvincing = {
        "another name": authority.issue_cert("other.example"),
        "the address, not the name": authority.issue_cert("127.0.0.1"),
        "expired": authority.issue_cert(NAME, not_after=yesterday),
        "unknown authority": trustme.CA().issue_cert(NAME),
    }
    for why, certificate in unconvincing.items():
        with receiver(tls=server_context(certificate)) as seen:
            answer = sender.post(seen.url("/?sig=secret", scheme="https", host=NAME), b"{}", {})
        assert (answer.status, answer.error) == (None, "tls_failed"), why
        assert answer.detail, why
        assert "secret" not in repr(answer), why
        assert seen.requests == [], why


def test_a_self_signed_certificate_is_a_failure(sender: Outbound, tmp_path: Path) -> None:
    alone = trustme.CA()
    alone.cert_pem.write_to_path(tmp_path / "cert.pem")
    alone.private_key_pem.write_to_path(tmp_path / "key.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with receiver(tls=context) as seen:
        answer = sender.post(seen.url(scheme="https", host=NAME), b"{}", {})
    assert answer.error == "tls_failed"


def test_the_public_authorities_are_the_default(
    outbound: MakeOutbound, authority: trustme.CA
) -> None:
    strangers = outbound(resolve=lambda _name: [ip_address("127.0.0.1")])
    with receiver(tls=server_context(authority.issue_cert(NAME))) as seen:
        answer = strangers.post(seen.url(scheme="https", host=NAME), b"{}", {})
    assert answer.error == "tls_failed"


def test_an_authority_can_be_added_by_the_environment(
    outbound: MakeOutbound,
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    trusting = outbound(resolve=lambda _name: [ip_address("127.0.0.1")])
    with receiver(tls=server_context(authority.issue_cert(NAME))) as seen:
        assert trusting.post(seen.url(scheme="https", host=NAME), b"{}", {}).ok


def test_a_receiver_without_tls_is_a_failure(sender: Outbound) -> None:
    def speak_http(_seen: Receiver, connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    with receiver(speak_http) as seen:
        answer = sender.post(seen.url(scheme="https", host=NAME), b"{}", {})
    assert answer.error == "tls_failed"


def test_a_receiver_that_wants_our_certificate_is_a_failure(
    sender: Outbound, authority: trustme.CA
) -> None:
    context = server_context(authority.issue_cert(NAME))
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    with receiver(tls=context) as seen:
        answer = sender.post(seen.url(scheme="https", host=NAME), b"{}", {})
    assert answer.error in ("tls_failed", "connection_failed")
    assert seen.requests == []


def test_a_handshake_that_is_hung_up_on_is_a_failure(sender: Outbound) -> None:
    def hang_up(_seen: Receiver, connection: socket.socket) -> None:
        connection.recv(1)

    with receiver(hang_up) as seen:
        answer = sender.post(seen.url(scheme="https", host=NAME), b"{}", {})
    assert answer.error in ("tls_failed", "connection_failed")


def test_a_large_body_arrives_whole(sender: Outbound, authority: trustme.CA) -> None:
    body = bytes(range(256)) * 4096
    with receiver(tls=server_context(authority.issue_cert(NAME))) as seen:
        assert sender.post(seen.url(scheme="https", host=NAME), body, {}).ok
    assert seen.requests[0].body == body
