"""The compiler and what it makes of ``infra/``, once for all tests."""

from __future__ import annotations

from typing import Any

import pytest

from tools.infra import compiler
from tools.infra.__main__ import INFRA
from tools.infra.compiler import Compiler


@pytest.fixture(scope="session")
def bicep() -> Compiler:
    found = compiler.find()
    if found is None:
        pytest.skip("no bicep: name it with BICEP, or put it on the PATH")
    return found


@pytest.fixture(scope="session")
def template(bicep: Compiler) -> dict[str, Any]:
    """``main.bicep`` as JSON."""
    return bicep.compiled(INFRA / "main.bicep")


@pytest.fixture(scope="session")
def group_template(template: dict[str, Any]) -> dict[str, Any]:
    """``resource-group.bicep`` as JSON, the module of the other."""
    inner: dict[str, Any] = template["resources"]["relay"]["properties"]["template"]
    return inner
