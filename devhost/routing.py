"""Which function answers METHOD /path.

Templates, matching and precedence are those of ASP.NET Core, which the real host is built on: a
literal segment beats a constrained parameter, that a plain one, that a catch-all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from devhost.errors import StartError

_PARAMETER = re.compile(r"\{(\*{0,2})([A-Za-z_][A-Za-z0-9_]*)((?::[^{}?]+)*)(\??)\}")
_ESCAPES = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")
_LONGEST = 2**31 - 1
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}")

_CONSTRAINTS: Mapping[str, Callable[[str], bool]] = {
    "int": lambda text: _is_integer(text, 2**31),
    "long": lambda text: _is_integer(text, 2**63),
    "bool": lambda text: text.lower() in ("true", "false"),
    "guid": lambda text: _GUID.fullmatch(text) is not None,
    "alpha": lambda text: re.fullmatch(r"[A-Za-z]*", text) is not None,
}


def _is_integer(text: str, limit: int) -> bool:
    return re.fullmatch(r"[+-]?[0-9]+", text) is not None and -limit <= int(text) < limit


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a template: a literal (in lower case), or a parameter called ``name``."""

    literal: str = ""
    name: str = ""
    optional: bool = False
    catch_all: bool = False
    constraints: tuple[Callable[[str], bool], ...] = ()

    @property
    def rank(self) -> int:
        """How general: the lower, the sooner it is tried."""
        if not self.name:
            return 1
        return (4 if self.catch_all else 2) + (not self.constraints)

    def takes(self, text: str) -> bool:
        if not self.name:
            return text.lower() == self.literal
        return bool(text) and all(fits(text) for fits in self.constraints)


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
        """The parameters where *parts* fit this template, else None."""
        values: dict[str, str] = {}
        for position, segment in enumerate(self.segments):
            if segment.catch_all:
                rest = "/".join(parts[position:])
                if rest:
                    values[segment.name] = rest
                return values if all(fits(rest) for fits in segment.constraints) else None
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
        # A path that is all literals has the highest precedence there is: no need to search.
        self._literal: dict[tuple[str, ...], list[Route]] = {}
        for route in self._routes:
            if not any(segment.name for segment in route.segments):
                path = tuple(segment.literal for segment in route.segments)
                self._literal.setdefault(path, []).append(route)
        self._general = [route for route in self._routes if any(s.name for s in route.segments)]

    def match(self, method: str, path: str) -> tuple[str, dict[str, str]] | None:
        """The function for this request and its route parameters; None where there is none.

        A path that is known, asked for with another method, is None too: the real host makes
        the method a part of the route, and answers 404, not 405.
        """
        parts = _parts(path)
        for route in self._literal.get(tuple(part.lower() for part in parts), ()):
            if not route.methods or method in route.methods:
                return route.function, {}
        for route in self._general:
            if not route.methods or method in route.methods:
                values = route.match(parts)
                if values is not None:
                    return route.function, values
        return None


def parse_route(function: str, template: str, methods: Collection[str]) -> Route:
    """Raises StartError where the template is not one that ASP.NET Core and devhost know."""
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
    """The path as the real host's web server hands it on; None where that refuses it.

    Everything is unescaped but ``%2F``, and bytes that are no UTF-8 stay as they came; then
    ``.`` and ``..`` are taken out.
    """
    if b"%" in raw_path:
        raw_path = _ESCAPES.sub(_unescape, raw_path)
    if b"\0" in raw_path:
        return None
    path = raw_path.decode("utf-8", "replace")
    return _without_dots(path) if "/." in path else path


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
    stars, name, constraints, optional = match.groups()
    return Segment(
        name=name,
        optional=bool(optional),
        catch_all=bool(stars),
        constraints=tuple(
            _parse_constraint(function, template, constraint)
            for constraint in constraints.split(":")[1:]
        ),
    )


def _parse_constraint(function: str, template: str, text: str) -> Callable[[str], bool]:
    if text in _CONSTRAINTS:
        return _CONSTRAINTS[text]
    length = re.fullmatch(r"(length|minlength|maxlength)\((\d+)(?:,\s*(\d+))?\)", text)
    if length is None or (length[3] and length[1] != "length"):
        message = f"devhost does not know the constraint {text!r}"
        raise StartError(f"function {function}: route {template!r}: {message}")
    first, second = int(length[2]), int(length[3] or length[2])
    least = 0 if length[1] == "maxlength" else first
    most = _LONGEST if length[1] == "minlength" else second
    return lambda value: least <= len(value) <= most


def refuse_hidden(routes: Collection[Route]) -> None:
    """Refuse an app whose routes mean one thing here and another on the real host.

    That tries routes in the order of the functions' names, whatever the templates say. So a more
    general route must not belong to a function whose name comes first.
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
