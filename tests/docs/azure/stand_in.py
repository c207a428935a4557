"""Stands in for ``az``, ``azd``, ``func`` and others: checks the arguments, and answers.

Called as ``stand_in.py PROGRAM ARGUMENT…``. What it does not understand ends with 2. What ``az``
answers to a ``--query`` is a text that nothing else answers, so that a test can follow it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tools.azure_commands import reference
from tools.azure_commands.reference import Command, WrongCommand

APP, VAULT, GROUP = "func-stand-in", "kv-stand-in", "rg-relay-prod"
_ANSWERS = {"functionapp list": APP, "keyvault list": VAULT}
_AZD = {"AZURE_RESOURCE_GROUP": GROUP, "AZURE_FUNCTION_APP_NAME": APP}


def main(program: str, arguments: Sequence[str]) -> int:
    with Path(os.environ["STAND_IN_LOG"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps([program, *arguments]) + "\n")
    try:
        answer = _PROGRAMS[program](arguments)
    except WrongCommand as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if answer:
        print(answer)
    return 0


def _az(arguments: Sequence[str]) -> str:
    command = reference.az(arguments)
    _check_names(command)
    if command.name.startswith("deployment"):
        _check_deployment(command)
    if command.value("--query") is None:
        return ""
    return _ANSWERS.get(command.name, f"{command.name.replace(' ', '-')}-answer")


def _check_names(command: Command) -> None:
    """The app and the vault are those that an earlier command named."""
    group = command.name.partition(" ")[0]
    for option, kind, known in (
        ("--name", "functionapp", APP),
        ("--name", "keyvault", VAULT),
        ("--vault-name", "keyvault", VAULT),
    ):
        given = command.value(option)
        if group == kind and given not in (None, known) and "secret" not in command.name:
            raise WrongCommand(f"az {command.name}: {option} is {given}, not {known}")


def _check_deployment(command: Command) -> None:
    """The files exist, and the parameters are those of the template."""
    template = command.value("--template-file")
    source = Path(template).read_text(encoding="utf-8") if template else ""
    known = set(re.findall(r"^param (\w+)", source, re.MULTILINE))
    for given in command.options.get("--parameters", []):
        name, equals, _ = given.partition("=")
        if equals and name not in known:
            raise WrongCommand(f"{template} has no parameter {name}")
        if not equals and not Path(given).is_file():
            raise WrongCommand(f"{given} is no file")


def _azd(arguments: Sequence[str]) -> str:
    command = reference.other("azd", arguments)
    if command.name == "env get-value":
        [name] = command.options[""]
        if name not in _AZD:
            raise WrongCommand(f"azd has no value {name}")
        return _AZD[name]
    return ""


def _func(arguments: Sequence[str]) -> str:
    command = reference.other("func", arguments)
    if command.options[""] != [APP]:
        raise WrongCommand(f"func publishes to {command.options['']}")
    return ""


def _docker(arguments: Sequence[str]) -> str:
    command = reference.other("docker", arguments)
    if command.name == "build" and not Path(*command.options[""], "Dockerfile").is_file():
        raise WrongCommand(f"docker build: no Dockerfile in {command.options['']}")
    return ""


def _kubectl(arguments: Sequence[str]) -> str:
    command = reference.other("kubectl", arguments)
    for file in command.options.get("--filename", ()):
        if not Path(file).is_file():
            raise WrongCommand(f"kubectl: no {file}")
    return ""


def _curl(arguments: Sequence[str]) -> str:
    [url] = [argument for argument in arguments if "://" in argument and argument[0] != "{"]
    if not re.fullmatch(r"https://[\w.-]+/\S+", url):
        raise WrongCommand(f"curl: {url}")
    for body in re.findall(r"^\{.*", "\n".join(arguments), re.MULTILINE | re.DOTALL):
        json.loads(body)
    return ""


def _zip(arguments: Sequence[str]) -> str:
    files = [a for a in arguments[2:] if not a.startswith("-") and "*" not in a]
    for file in files:
        if not Path(file).exists():
            raise WrongCommand(f"zip: no {file}")
    Path(arguments[1]).touch()
    return ""


def _python(arguments: Sequence[str]) -> str:
    """Check a command of the project by its own parser; tools.smoke has none."""
    dash, module, *rest = arguments
    if module == "tools.smoke" and len(rest) == 2 and rest[0].startswith("https://"):
        return ""
    main = f"{module}.__main__"
    if dash != "-m" or find_spec(main) is None:
        raise WrongCommand(f"python {' '.join(arguments)}")
    parser: argparse.ArgumentParser = import_module(main)._parser()
    try:
        parser.parse_args(rest)
    except SystemExit:
        raise WrongCommand(f"python {' '.join(arguments)}") from None
    return ""


_PROGRAMS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "az": _az,
    "azd": _azd,
    "func": _func,
    "docker": _docker,
    "kubectl": _kubectl,
    "curl": _curl,
    "zip": _zip,
    "python": _python,
    "git": lambda _: "",
    "make": lambda _: "",
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
