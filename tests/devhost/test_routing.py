"""Route templates: which path fits, which route comes first, what is refused."""

from __future__ import annotations

import pytest

from devhost.errors import StartError
from devhost.routing import Router, decode_path, parse_route, refuse_hidden


def router(*routes: tuple[str, str] | tuple[str, str, list[str]]) -> Router:
    parsed = []
    for name, template, *rest in routes:
        methods = rest[0] if rest else []
        parsed.append(parse_route(name, template, methods))
    refuse_hidden(parsed)
    return Router(parsed)


@pytest.mark.parametrize(
    ("template", "path", "parameters"),
    [
        ("api/events", "/api/events", {}),
        ("api/events", "/API/Events", {}),
        ("api/events", "/api/events/", {}),
        ("/api/events/", "/api/events", {}),
        ("", "/", {}),
        ("a/{id}", "/a/MiXed", {"id": "MiXed"}),
        ("a/{id}/b", "/a/1/b", {"id": "1"}),
        ("a/{id?}", "/a", {}),
        ("a/{id?}", "/a/1", {"id": "1"}),
        ("{ignored:maxlength(0)?}", "/", {}),
        ("a/{ignored:maxlength(0)?}", "/a", {}),
        ("a/{*rest}", "/a/b/c d", {"rest": "b/c d"}),
        ("a/{**rest}", "/a", {}),
        ("{*rest}", "/", {}),
        ("a/{id}", "/a/x%2Fy", {"id": "x%2Fy"}),
    ],
)
def test_a_path_that_fits(template: str, path: str, parameters: dict[str, str]) -> None:
    assert router(("f", template)).match("GET", path) == ("f", parameters)


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("api/events", "/api"),
        ("api/events", "/api/events/1"),
        ("api/events", "/api//events"),
        ("api/events", "/api/events//"),
        ("a/{id}", "/a"),
        ("a/{id}", "/a/"),
        ("a/{id}/b", "/a//b"),
        ("{ignored:maxlength(0)?}", "/x"),
        ("a/{ignored:maxlength(0)?}", "/a/x"),
        ("", "/x"),
    ],
)
def test_a_path_that_does_not_fit(template: str, path: str) -> None:
    assert router(("f", template)).match("GET", path) is None


def test_a_known_path_with_another_method_is_as_unknown_as_any() -> None:
    routes = router(("read", "a/{id}", ["GET"]), ("write", "a/{name}", ["POST", "put"]))
    assert routes.match("GET", "/a/1") == ("read", {"id": "1"})
    assert routes.match("PUT", "/a/1") == ("write", {"name": "1"})
    assert routes.match("DELETE", "/a/1") is None
    assert routes.match("HEAD", "/a/1") is None


def test_the_special_comes_before_the_general() -> None:
    routes = router(
        ("a_literal", "a/list"),
        ("b_root", "{ignored:maxlength(0)?}"),
        ("c_plain", "a/{id}"),
        ("d_longer", "a/{id}/{sub}"),
        ("e_rest", "a/{*rest}"),
        ("f_all", "{*rest}"),
    )
    found = [routes.match("GET", path) for path in ("/a/LIST", "/", "/a/x", "/a/x/y", "/a/x/y/z")]
    assert [match and match[0] for match in found] == [
        "a_literal",
        "b_root",
        "c_plain",
        "d_longer",
        "e_rest",
    ]
    assert routes.match("GET", "/b") == ("f_all", {"rest": "b"})


@pytest.mark.parametrize(
    ("special", "general"),
    [
        ("a/list", "a/{id}"),
        ("{ignored:maxlength(0)?}", "{*rest}"),
        ("a/{x}/c", "a/{*rest}"),
        ("a/list", "{x}/{y}"),
        ("a", "a/{id?}"),
    ],
)
def test_a_route_that_the_real_host_would_hide_is_refused(special: str, general: str) -> None:
    with pytest.raises(StartError, match=r"function a hides .* of z"):
        router(("a", general), ("z", special))
    router(("z", general), ("a", special))
    router(("a", general, ["GET"]), ("z", special, ["POST"]))


@pytest.mark.parametrize(
    ("one", "other"),
    [("a/x", "b/{id}"), ("ui/{*path}", "{ignored:maxlength(0)?}"), ("a/b/c", "a/{id}")],
)
def test_routes_that_never_meet_are_not_in_each_others_way(one: str, other: str) -> None:
    router(("a", other), ("z", one))


@pytest.mark.parametrize(
    "template",
    [
        "a/{id",
        "a/x{id}",
        "a/{}",
        "a//b",
        "{*rest}/a",
        "{id?}/a",
        "a/{id:int}",
        "a/{id:maxlength(0)}",
        "a/{id:maxlength(1)?}",
        "a/{id=1}",
        "admin/x",
    ],
)
def test_a_template_that_cannot_be_served_is_refused(template: str) -> None:
    with pytest.raises(StartError, match="function f: route"):
        parse_route("f", template, ())


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b"/a%20b", "/a b"),
        (b"/a+b", "/a+b"),
        (b"/a%2Fb%2fc", "/a%2Fb%2fc"),
        (b"/%C3%A4", "/ä"),
        (b"/%C3%A4%2F%C3%B6", "/ä%2Fö"),
        (b"/%FF%41", "/%FF%41"),
        (b"/%", "/%"),
        (b"/%zz", "/%zz"),
        (b"/%25", "/%"),
        (b"/a/../b", "/b"),
        (b"/a/%2E%2e/b/./c", "/b/c"),
        (b"/../..", "/"),
        (b"/a/.", "/a/"),
        (b"/.well-known", "/.well-known"),
        (b"/a%00", None),
    ],
)
def test_a_path_is_decoded_as_by_kestrel(raw: bytes, path: str | None) -> None:
    assert decode_path(raw) == path
