"""Route templates: which function responds to METHOD /path.

Matching and precedence are those of ASP.NET Core, which the real host is built on: a literal
segment comes before a parameter, and that before a catch-all. Of ASP.NET Core's constraints there
is one, ``{name:maxlength(0)?}``: the app's root, which cannot be written as an empty template.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from devhost.errors import StartError

_PARAMETER = re.compile(r"\{(\*{0,2})([A-Za-z_][A-Za-z0-9_]*)(:maxlength\(0\)(?=\?))?(\??)\}")
_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a template: a literal (in lower case), or a parameter called ``name``."""

    literal: str = ""
    name: str = ""
    optional: bool = False
    catch_all: bool = False
    always_empty: bool = False

    @property
    def rank(self) -> int:
        """The place in the order of precedence; the lowest is tried first."""
        if not self.name:
            return 1
        if self.always_empty:
            return 2
        return 4 if self.catch_all else 3

    def takes(self, text: str) -> bool:
        """Whether *text*, one part of a path, fits."""
        if not self.name:
            return text.lower() == self.literal
        return bool(text) and not self.always_empty


@dataclass(frozen=True, slots=True)
class Route:
    """A function's template and the methods it answers; an empty set answers all."""

    function: str
    template: str
    methods: frozenset[str]
    segments: tuple[Segment, ...]

    @property
    def precedence(self) -> tuple[int, ...]:
        return tuple(segment.rank for segment in self.segments)

    def match(self, parts: Sequence[str]) -> dict[str, str] | None:
        """Return the parameters where *parts* fit this template, else None."""
        values: dict[str, str] = {}
        for position, segment in enumerate(self.segments):
            if segment.catch_all:
                rest = "/".join(parts[position:])
                if rest:
                    values[segment.name] = rest
                return values
            if position >= len(parts):
                return values if segment.optional else None
            if not segment.takes(parts[position]):
                return None
            if segment.name:
                values[segment.name] = parts[position]
        return values if len(parts) <= len(self.segments) else None


class Router:
    """Every route of the app."""

    def __init__(self, routes: Collection[Route]) -> None:
        self._routes = sorted(routes, key=lambda route: (route.precedence, route.function.lower()))

    def match(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """Return the function for this request and its route parameters, or None.

        A known path with another method is None too: the real host makes the method a part of the
        route, and responds with 404, not 405.
        """
        parts = _parts(path)
        for route in self._routes:
            if not route.methods or method in route.methods:
                values = route.match(parts)
                if values is not None:
                    return route.function, values
        return None


def parse_route(function: str, template: str, methods: Collection[str]) -> Route:
    """Read *template*. Raises StartError where ASP.NET Core or devhost does not know it."""
    template = template.strip("/")
    texts = template.split("/") if template else []
    segments = tuple(_parse_segment(function, template, text) for text in texts)
    for segment in segments[:-1]:
        if segment.catch_all or segment.optional:
            message = "only the last segment can be optional or a catch-all"
            raise StartError(f"function {function}: route {template!r}: {message}")
    if template.lower() == "admin" or template.lower().startswith("admin/"):
        raise StartError(f"function {function}: route {template!r}: /admin is the host's own")
    return Route(function, template, frozenset(method.upper() for method in methods), segments)


def decode_path(raw_path: bytes) -> str | None:
    """Return the path as the real host's web server hands it on, None where that refuses it.

    Everything but ``%2F`` is unescaped, and bytes that are no UTF-8 stay as they came; then
    ``.`` and ``..`` are removed.
    """
    if b"%" in raw_path:
        raw_path = _ESCAPES.sub(_unescape, raw_path)
    if b"\0" in raw_path:
        return None
    path = raw_path.decode("utf-8", "replace")
    return _without_dots(path) if "/." in path else path


def decode_text(raw: bytes) -> str:
    """Return a part of a query as the real host's web server hands it on.

    Escapes that are no UTF-8 stay as they came.
    """
    return _ESCAPES.sub(lambda found: _unescape_utf8(found[0]), raw).decode("utf-8", "replace")


def _unescape(escapes: re.Match[bytes]) -> bytes:
    pieces = re.split(rb"(%2[Ff])", escapes[0])
    return b"".join(piece if piece.upper() == b"%2F" else _unescape_utf8(piece) for piece in pieces)


def _unescape_utf8(escapes: bytes) -> bytes:
    plain = unquote_to_bytes(escapes)
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return escapes
    return plain


def _without_dots(path: str) -> str:
    kept: list[str] = []
    parts = path.split("/")[1:]
    for position, part in enumerate(parts):
        if part == ".." and kept:
            kept.pop()
        if part in (".", ".."):
            if position == len(parts) - 1:
                kept.append("")
        else:
            kept.append(part)
    return "/" + "/".join(kept)


def _parts(path: str) -> list[str]:
    path = path.removeprefix("/").removesuffix("/")
    return path.split("/") if path else []


def _parse_segment(function: str, template: str, text: str) -> Segment:
    if "{" not in text and "}" not in text and text:
        return Segment(literal=text.lower())
    match = _PARAMETER.fullmatch(text)
    if match is None:
        raise StartError(f"function {function}: route {template!r}: cannot read {text!r}")
    stars, name, always_empty, optional = match.groups()
    return Segment(
        name=name,
        optional=bool(optional),
        catch_all=bool(stars),
        always_empty=bool(always_empty),
    )


def refuse_hidden(routes: Collection[Route]) -> None:
    """Refuse an app whose routes lead elsewhere on the real host. Raises StartError.

    The real host tries routes in the order of the functions' names, whatever the templates say.
    So a more general route must not belong to a function whose name comes first.
    """
    for special in routes:
        for general in routes:
            if (
                special.precedence < general.precedence
                and general.function.lower() < special.function.lower()
                and _share_a_method(special, general)
                and _share_a_path(special.segments, general.segments)
            ):
                raise StartError(
                    f"the route {general.template!r} of the function {general.function} hides "
                    f"{special.template!r} of {special.function}: the real host tries routes in "
                    "the order of function names, so rename one of them"
                )


def _share_a_method(one: Route, other: Route) -> bool:
    return not one.methods or not other.methods or bool(one.methods & other.methods)


def _share_a_path(one: Sequence[Segment], other: Sequence[Segment]) -> bool:
    if not one or not other:
        rest = [*one, *other]
        return not rest or rest[0].catch_all or (len(rest) == 1 and rest[0].optional)
    first, second = one[0], other[0]
    if first.catch_all or second.catch_all:
        return True
    if first.name and second.name:
        return _share_a_path(one[1:], other[1:])
    literal, taker = (second, first) if first.name else (first, second)
    return taker.takes(literal.literal) and _share_a_path(one[1:], other[1:])
