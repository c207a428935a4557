"""Judges a command line of ``az``, ``azd``, ``func`` and others by the published commands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

_HERE: Final = Path(__file__).parent
_EVERYWHERE: Final = (
    {"names": ["--output", "-o"], "choices": ["json", "none", "table", "tsv", "yaml"]},
    {"names": ["--query"]},
    {"names": ["--only-show-errors"], "values": 0},
)


class WrongCommand(Exception):
    """A command that does not exist, or does not take these arguments."""


@dataclass
class Command:
    """A command line that was understood."""

    name: str
    options: dict[str, list[str]] = field(default_factory=dict)
    """The values of each option, by its first name that begins with two hyphens."""

    def value(self, name: str) -> str | None:
        values = self.options.get(name)
        return values[0] if values else None


def az(arguments: Sequence[str]) -> Command:
    """Return what ``az`` makes of *arguments*. Raises WrongCommand."""
    commands = _read("az.json")["commands"]
    name, rest = _named(commands, arguments, "az")
    of_extensions = _read("others.json")["extensions of az"]["commands"].get(name, ())
    options = (*commands[name], *of_extensions, *_EVERYWHERE)
    known = {n: option for option in options for n in option["names"]}
    command = Command(name)
    for option, values in _given(rest, name):
        if option not in known:
            raise WrongCommand(f"az {name} has no option {option}")
        _check(f"az {name} {option}", known[option], values)
        command.options[_long(known[option])] = values
    for missing in _missing(commands[name], command):
        raise WrongCommand(f"az {name} needs {missing}")
    return command


def other(program: str, arguments: Sequence[str]) -> Command:
    """Return what a program of ``others.json`` makes of *arguments*. Raises WrongCommand."""
    commands = _read("others.json")[program]["commands"]
    name, rest = _named(commands, arguments, program)
    found = Command(name, {"": []})
    options_end = False
    remaining = iter(rest)
    for argument in remaining:
        if argument == "--" and not options_end:
            options_end = True
        elif argument.startswith("-") and not options_end:
            if argument.partition("=")[0] not in commands[name]["options"]:
                raise WrongCommand(f"{program} {name} has no option {argument}")
            if argument in commands[name].get("with_value", ()):
                found.options[argument] = [next(remaining, "")]
        else:
            found.options[""].append(argument)
    if len(found.options[""]) > commands[name]["most"]:
        raise WrongCommand(f"{program} {name} does not take {found.options['']}")
    return found


def is_command(program: str, words: Sequence[str]) -> bool:
    """Return whether *program* has a command, or a group of commands, of this name."""
    known = _read("az.json") if program == "az" else _read("others.json")[program]
    name = " ".join(words)
    return any(f"{command} ".startswith(f"{name} ") for command in known["commands"])


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((_HERE / name).read_text())
    return found


def _named(
    commands: Mapping[str, Any], arguments: Sequence[str], program: str
) -> tuple[str, Sequence[str]]:
    """Return the longest command that the arguments begin with, and the others."""
    for count in range(len(arguments), 0, -1):
        name = " ".join(arguments[:count])
        if name in commands:
            return name, arguments[count:]
    raise WrongCommand(f"no command of {program}: {' '.join(arguments)} (or not in the reference)")


def _given(arguments: Sequence[str], name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each option with the values that follow it."""
    option: str | None = None
    values: list[str] = []
    for argument in arguments:
        if not argument.startswith("-"):
            if option is None:
                raise WrongCommand(f"az {name} does not take {argument}")
            values.append(argument)
            continue
        if option is not None:
            yield option, values
        option, equals, value = argument.partition("=")
        values = [value] if equals else []
    if option is not None:
        yield option, values


def _check(where: str, option: Mapping[str, Any], values: list[str]) -> None:
    least, most = {0: (0, 0), "?": (0, 1), "*": (0, 99), "+": (1, 99)}.get(
        option.get("values", 1), (1, 1)
    )
    if not least <= len(values) <= most:
        raise WrongCommand(f"{where} does not take {len(values)} values: {values}")
    if "" in values:
        raise WrongCommand(f"{where} is empty")
    choices = option.get("choices")
    if choices and not set(values) <= set(choices):
        raise WrongCommand(f"{where} is one of {choices}, not {values}")


def _missing(options: Sequence[Mapping[str, Any]], command: Command) -> Iterator[str]:
    """Yield each option that must be there; where ids are taken, name and group or those."""
    names = {_long(option) for option in options}
    needed = {_long(option) for option in options if option.get("required")}
    if "--ids" in names and "--ids" not in command.options:
        needed |= {"--name", "--resource-group"} & names
    yield from sorted(needed - set(command.options))


def _long(option: Mapping[str, Any]) -> str:
    return str(next(n for n in ("--name", *option["names"]) if n in option["names"]))
