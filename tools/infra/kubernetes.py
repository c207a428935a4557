"""The objects of ``infra/containers``, judged by the schemas of Kubernetes and KEDA.

``kubernetes.json`` has the schemas; ``kubernetes_reference.py`` writes it. KEDA's schema leaves the
parameters of a trigger open, so those of ``azure-queue`` are here, as KEDA's documentation had them
in November 2026.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from ruamel.yaml import YAML

_QUEUE_TRIGGER: Final = frozenset(
    {
        *("queueName", "queueLength", "activationQueueLength", "queueLengthStrategy"),
        *("connectionFromEnv", "accountName", "cloud", "endpointSuffix"),
    }
)
_NEEDED_WITH_AN_IDENTITY: Final = frozenset({"queueName", "accountName"})


def read(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file."""
    return list(YAML(typ="safe", pure=True).load_all(path))


def faults(objects: list[dict[str, Any]]) -> Iterator[str]:
    """Yield everything that Kubernetes or KEDA would refuse or ignore, as lines to print."""
    for each in objects:
        where = f"{each.get('kind')} {each.get('metadata', {}).get('name')}"
        schema = _schemas()["kinds"].get(f"{each.get('apiVersion')}/{each.get('kind')}")
        if schema is None:
            yield f"{where}: no schema of {each.get('apiVersion')} is known here"
            continue
        validator = Draft202012Validator({"$defs": _schemas()["$defs"], **schema})
        for error in validator.iter_errors(each):
            inner = best_match(error.context) or error
            yield f"{where}: {inner.json_path}: {inner.message}"
        if each["kind"] == "ScaledObject":
            for trigger in each.get("spec", {}).get("triggers", ()):
                yield from (f"{where}: {fault}" for fault in _trigger_faults(trigger))


def _trigger_faults(trigger: Mapping[str, Any]) -> Iterator[str]:
    if trigger.get("type") != "azure-queue":
        yield f"a trigger of type {trigger.get('type')} is not known here"
        return
    given = set(trigger.get("metadata", ()))
    for name in sorted(given - _QUEUE_TRIGGER):
        yield f"azure-queue has no parameter {name}"
    for name in sorted(_NEEDED_WITH_AN_IDENTITY - given):
        yield f"azure-queue needs {name}"


@cache
def _schemas() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(Path(__file__).with_name("kubernetes.json").read_text())
    return found
