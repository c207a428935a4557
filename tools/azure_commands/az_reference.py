"""Writes ``az.json``, the commands and options of the Azure CLI, from the package itself.

It needs the package ``azure-cli``, which is too large to be installed for each run of the tests:

    python -m venv .local/azure-cli
    .local/azure-cli/bin/pip install azure-cli
    .local/azure-cli/bin/python tools/azure_commands/az_reference.py

A group that the pages begin to use is added to ``GROUPS``. With the argument ``-`` it prints
instead: a test compares that with the file, where there is a ``.local/azure-cli``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from azure.cli.core import __version__, get_default_cli
from azure.cli.core.file_util import create_invoker_and_load_cmds_and_args

GROUPS = (
    "account set",
    "account show",
    "ad signed-in-user",
    "containerapp",
    "deployment group",
    "deployment sub",
    "extension add",
    "functionapp",
    "group",
    "identity",
    "keyvault list",
    "keyvault recover",
    "keyvault secret",
    "keyvault show",
    "lock",
    "login",
    "network public-ip",
    "provider",
    "rest",
    "role assignment",
    "storage account",
    "storage message",
    "storage queue",
)

OUTPUT = Path(__file__).with_name("az.json")

FLAGS = ("store_true", "store_false")


def main(arguments: list[str]) -> int:
    cli = get_default_cli()
    create_invoker_and_load_cmds_and_args(cli)
    table = cli.invocation.commands_loader.command_table
    commands = {
        name: options_of(command)
        for name, command in sorted(table.items())
        if any(name == group or name.startswith(f"{group} ") for group in GROUPS)
        or name == "keyvault list-deleted"
    }
    lines = [
        f"  {json.dumps(name)}: {json.dumps(given, separators=(',', ':'))}"
        for name, given in commands.items()
    ]
    text = f'{{"version": "{__version__}", "commands": {{\n' + ",\n".join(lines) + "\n}}\n"
    if arguments == ["-"]:
        print(text, end="")
    else:
        OUTPUT.write_text(text)
    return 0


def options_of(command: Any) -> list[dict[str, Any]]:
    """Return each option of *command*: its names; whether it is required; what values it takes."""
    found = []
    for argument in command.arguments.values():
        settings = argument.type.settings
        names = [n if isinstance(n, str) else n.target for n in settings.get("options_list") or ()]
        if not names or getattr(settings.get("action"), "__name__", "") == "IgnoreAction":
            continue
        option: dict[str, Any] = {"names": sorted(names)}
        if settings.get("required"):
            option["required"] = True
        if settings.get("action") in FLAGS:
            option["values"] = 0
        elif settings.get("nargs") is not None:
            option["values"] = settings["nargs"]
        if choices := settings.get("choices"):
            option["choices"] = sorted(str(choice) for choice in choices)
        found.append(option)
    return sorted(found, key=lambda option: option["names"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
