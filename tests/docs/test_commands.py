"""Every ``python -m …`` on the pages is a command of this project that takes these arguments.

Each is judged by the parser of the command itself, up to the point where it would begin to work.
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.docs import markdown
from tests.docs.markdown import ROOT

IN_CODE = re.compile(r"(?:^|(?<=[\s`=]))(?:\.venv/bin/)?python3? (-m [a-z][^`\n]*)", re.MULTILINE)

WITHOUT_A_PARSER = {
    "tools.infra": ([], ["snapshot"]),
    "tools.ui": ([], ["build"], ["format"]),
    "tools.smoke": ([], ["$URL", "$WEBHOOK_ID"]),
    "tests.faults.backlog": (["[messages]", "[waiting]"],),
}
"""Commands that read their arguments themselves; without arguments only the module is named."""


class UnderstoodError(Exception):
    """The parser has taken the arguments."""


def commands(page: Path) -> list[list[str]]:
    """Return the arguments of each ``python`` of a page."""
    text = page.read_text(encoding="utf-8")
    return [shlex.split(found, comments=True) for found in IN_CODE.findall(text)]


def cases() -> Iterator[Any]:
    for page in markdown.pages():
        for command in commands(page):
            # To import devhost starts a process.
            marks = [pytest.mark.slow] if command[1] == "devhost" else []
            yield pytest.param(command, id=f"{page.name}: {' '.join(command)}", marks=marks)


def judge(command: list[str], monkeypatch: pytest.MonkeyPatch) -> str | None:
    """Return what is wrong with a command."""
    dash, module, *arguments = command
    assert dash == "-m"
    if module == "pytest":
        missing = [a for a in arguments if a[0] != "-" and not (ROOT / a).exists()]
        return f"no {missing}" if missing else None
    spec = _spec_of(module)
    if spec is None or spec.origin is None:
        return f"no command {module}"
    if "argparse" not in Path(spec.origin).read_text(encoding="utf-8"):
        known = WITHOUT_A_PARSER.get(module, ([],))
        return None if arguments in known else f"{module} takes {known}"
    return _said_by_the_parser(spec.name, module, arguments, monkeypatch)


def _spec_of(module: str) -> ModuleSpec | None:
    for name in (f"{module}.__main__", module):
        try:
            found = find_spec(name)
        except ModuleNotFoundError:
            continue
        if found is not None:
            return found
    return None


def _said_by_the_parser(
    main: str, module: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> str | None:
    parse = argparse.ArgumentParser.parse_args

    def only_parse(self: argparse.ArgumentParser, *given: Any) -> None:
        parse(self, *given)
        raise UnderstoodError

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", only_parse)
    monkeypatch.setattr(sys, "argv", [module, *arguments])
    try:
        import_module(main).main()
    except UnderstoodError:
        return None
    except SystemExit as end:
        return f"{module} ends with {end.code}"
    return f"{module} read no arguments"


@pytest.mark.parametrize("command", list(cases()))
def test_a_command_is_understood(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    if command[1] in {"tools.backup", "tools.quarantine"} and len(command) == 2:
        return  # the text names the tool
    assert judge(command, monkeypatch) is None


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("-m tools.bakup", "no command tools.bakup"),
        ("-m tools.backup exprt a", "tools.backup ends with 2"),
        ("-m tools.receiver 9000 --fail-frist 10", "tools.receiver ends with 2"),
        pytest.param("-m devhost --atuh", "devhost ends with 2", marks=pytest.mark.slow),
        ("-m tools.infra snapshots", "tools.infra takes"),
        ("-m pytest tests/faults/test_no_call.py", "no ['tests/faults/test_no_call.py']"),
    ],
)
def test_a_wrong_command_is_found(command: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said in str(judge(command.split(), monkeypatch))


def test_there_are_commands_of_many_kinds() -> None:
    readme = commands(markdown.README)
    assert len(readme) >= 9
    assert {command[1] for command in readme} >= {"tools.receiver", "tools.azurite", "devhost"}
