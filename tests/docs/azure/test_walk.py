"""The shell blocks of the pages about Azure, in their order, as one walk.

A new block is run without a change here. Variables are set before they are used (``set -u``), and
what a command answers goes on to later ones.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.docs import markdown
from tests.docs.azure import stand_in
from tests.docs.markdown import ROOT
from tools.azure_commands import reference
from tools.azure_commands.reference import WrongCommand

PAGES = [ROOT / "docs" / name for name in ("deploy.md", "operate.md", "containers.md")]
PROGRAMS = ("az", "azd", "func", "docker", "kubectl", "curl", "zip", "git", "python")
WORKFLOW = ROOT / ".github" / "workflows" / "deploy.yml"

BEFORE = {
    "operate.md": "WEBHOOK_ID=a-webhook\n",
    "containers.md": "ENVIRONMENT=theirs IDENTITY_ID=/id IDENTITY_CLIENT_ID=client\n",
}
"""What a page lets its reader fill in."""

pytestmark = pytest.mark.slow


def blocks(page: Path) -> list[str]:
    return markdown.code_blocks(page.read_text(encoding="utf-8"), "sh")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of what the commands name, with the stand-ins before all other programs."""
    for name in ("infra", "shared"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("function_app.py", "host.json", "requirements.txt", "Dockerfile"):
        shutil.copy(ROOT / name, tmp_path)
    for text in markdown.code_blocks((ROOT / "docs/deploy.md").read_text(), "bicep"):
        (tmp_path / text.splitlines()[0].removeprefix("// ")).write_text(text)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in (*PROGRAMS, "make"):
        program = programs / name
        program.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m tests.docs.azure.stand_in {name} "$@"\n'
        )
        program.chmod(0o755)
    installed = tmp_path / ".venv" / "bin"
    installed.mkdir(parents=True)
    (programs / "python").rename(installed / "python")
    return tmp_path


def run(script: str, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={
            "PATH": f"{place / 'programs'}:{os.defpath}:/usr/local/bin",
            "PYTHONPATH": str(ROOT),
            "STAND_IN_LOG": str(place / "log"),
        },
    )


def test_the_pages_are_one_walk(place: Path) -> None:
    script = "\n".join(BEFORE.get(page.name, "") + "\n".join(blocks(page)) for page in PAGES)
    done = run(script, place)
    assert done.returncode == 0, done.stderr
    called = [json.loads(line) for line in (place / "log").read_text().splitlines()]
    assert {call[0] for call in called} == set(PROGRAMS)
    assert ["func", "azure", "functionapp", "publish", stand_in.APP, "--python"] in called
    secret = next(c for c in called if c[:4] == ["az", "keyvault", "secret", "set"])
    assert f"--value={secret_of(secret)},keyvault-secret-show-answer" in secret


def test_the_workflow_of_a_deployment_calls_what_exists(place: Path) -> None:
    steps = YAML(typ="safe", pure=True).load(WORKFLOW)["jobs"]["deploy"]["steps"]
    given = f"GROUP={stand_in.GROUP} APP={stand_in.APP} WEBHOOK_ID=a-webhook"
    done = run("\n".join([given, *(step["run"] for step in steps if "run" in step)]), place)
    assert done.returncode == 0, done.stderr
    called = [json.loads(line) for line in (place / "log").read_text().splitlines()]
    assert [call[:5] for call in called if call[0] == "az"] == [
        ["az", "functionapp", "deployment", "source", "config-zip"],
        ["az", "functionapp", "show", "--resource-group", stand_in.GROUP],
        ["az", "functionapp", "keys", "list", "--resource-group"],
    ]
    smoke = called[-1]
    assert smoke == ["python", "-m", "tools.smoke", "https://functionapp-show-answer", "a-webhook"]


def secret_of(call: list[str]) -> str:
    """Return the new key in the list of keys."""
    [value] = [argument for argument in call if argument.startswith("--value=")]
    key = value.removeprefix("--value=").split(",")[0]
    assert len(key) == 44, "32 bytes in base64"
    return key


def test_what_the_parameter_file_reads_was_exported_before() -> None:
    """Without ``export`` the file would silently take the empty value."""
    guide = (ROOT / "docs/deploy.md").read_text()
    [parameters] = markdown.code_blocks(guide, "bicep")
    before = guide.partition(parameters)[0]
    names = re.findall(r"readEnvironmentVariable\('(\w+)'", parameters)
    assert names
    for name in names:
        assert re.search(rf"^export {name}=", before, re.MULTILINE), name


@pytest.mark.parametrize("page", markdown.pages(), ids=lambda page: page.name)
def test_each_shell_block_is_one_that_bash_can_read(page: Path) -> None:
    for block in blocks(page):
        done = subprocess.run(
            ["bash", "-n"], input=block, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"


def test_each_command_in_the_text_exists() -> None:
    found: dict[str, int] = dict.fromkeys(("az", "azd", "func", "docker"), 0)
    for page in (*PAGES, markdown.README):
        text = markdown.without_code(page.read_text(encoding="utf-8"))
        for program, command in re.findall(r"`(az|azd|func|docker|kubectl) ([^`…]+)`", text):
            found[program] += 1
            if program != "az":
                reference.other(program, shlex.split(command))
            elif " --" in command:
                reference.az(shlex.split(command))
            else:
                assert reference.is_command("az", command.split()), command
    assert all(found.values()), found


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("az group destroy --name a", "no command of az"),
        ("az group delete", "needs --name"),
        ("az group delete --nme a", "no option --nme"),
        ("az group delete --name", "does not take 0 values"),
        ("az group delete --name a b", "does not take 2 values"),
        ("az functionapp show --name a", "needs --resource-group"),
        ("az functionapp keys set -g g -n a --key-name k --key-type keys", "is one of"),
        ("az group list --output text", "is one of"),
        ("az group list all", "does not take all"),
    ],
)
def test_a_wrong_command_is_refused(wrong: str, said: str) -> None:
    with pytest.raises(WrongCommand, match=said):
        reference.az(wrong.split()[1:])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("azd env put A b", "no command of azd"),
        ("azd env set A b c", "does not take"),
        ("azd up --yes", "no option --yes"),
        ("func azure functionapp publish a --pyton", "no option --pyton"),
        ("docker build --tagg a .", "no option --tagg"),
        ("docker build --tag a . b", "does not take"),
        ("kubectl create secrets generic a", "no command of kubectl"),
    ],
)
def test_a_wrong_command_of_the_others_is_refused(wrong: str, said: str) -> None:
    program, *arguments = wrong.split()
    with pytest.raises(WrongCommand, match=said):
        reference.other(program, arguments)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('az group delete --name "$NOWHERE"', "NOWHERE"),
        (".venv/bin/python -m tools.backup exprt a", "exprt"),
        (".venv/bin/python -m tools.bakup export a", "tools.bakup"),
        ("az functionapp show --name another --resource-group g", "not func-stand-in"),
        (
            (
                "az deployment sub create --location l --template-file infra/main.bicep "
                "--parameters colour=blue"
            ),
            "no parameter colour",
        ),
        ("az deployment sub create --location l --parameters none.bicepparam", "no file"),
        ("docker build --tag a infra", "no Dockerfile in"),
        ("kubectl apply --filename infra/kubernetes.yaml", "no infra/kubernetes.yaml"),
    ],
)
def test_a_walk_that_leads_nowhere_is_found(script: str, said: str, place: Path) -> None:
    done = run(script, place)
    assert done.returncode != 0
    assert said in done.stderr
