"""Writes ``kubernetes.json``, the schemas of the kinds in ``infra/containers``, from packages.

They are too large to be installed for each run of the tests, so this keeps what is needed:

    python -m venv .local/kubernetes
    .local/kubernetes/bin/pip install kubernetes-validate cloudcoil-models-keda
    .local/kubernetes/bin/python tools/infra/kubernetes_reference.py

The schemas of Kubernetes are the strict ones: a field that it does not know is a fault. Those of
KEDA are made so. With the argument ``-`` it prints instead: a test compares that with the file,
where there is a ``.local/kubernetes``.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from cloudcoil.models.keda import v1alpha1 as keda

OUTPUT = Path(__file__).with_name("kubernetes.json")

KUBERNETES = {
    "v1/Service": "io.k8s.api.core.v1.Service",
    "v1/ServiceAccount": "io.k8s.api.core.v1.ServiceAccount",
    "apps/v1/Deployment": "io.k8s.api.apps.v1.Deployment",
}
KEDA = ("ScaledObject", "TriggerAuthentication")

Schemas = dict[str, Any]


def main(arguments: list[str]) -> int:
    schemas: Schemas = {"$defs": {}, "kinds": {}}
    folder = files("kubernetes_validate") / "kubernetes-json-schema"
    release = "v" + version("kubernetes-validate") + "-local-strict"
    known = json.loads((folder / release / "_definitions.json").read_text())["$defs"]
    for kind, name in KUBERNETES.items():
        take(name, known, schemas["$defs"])
        schemas["kinds"][kind] = {"$ref": f"#/$defs/{name}"}
    for name in KEDA:
        schema = getattr(keda, name).model_json_schema(by_alias=True)
        parts = {**schema.pop("$defs"), name: schema}
        # Its metadata is that of Kubernetes, which the package knows less of.
        parts["ObjectMeta"] = {"$ref": "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}
        prefixed = {f"keda.{part}": referring(content) for part, content in parts.items()}
        take(f"keda.{name}", prefixed | known, schemas["$defs"])
        schemas["kinds"][f"keda.sh/v1alpha1/{name}"] = {"$ref": f"#/$defs/keda.{name}"}
    sources = {name: version(name) for name in ("kubernetes-validate", "cloudcoil-models-keda")}
    licence = "Kubernetes and KEDA: Apache-2.0"
    text = json.dumps(
        {"sources": sources, "license": licence, **schemas}, sort_keys=True, separators=(",", ":")
    )
    text = text.replace('},"', '},\n"') + "\n"
    if arguments == ["-"]:
        print(text, end="")
    else:
        OUTPUT.write_text(text)
    return 0


def take(name: str, known: Schemas, taken: Schemas) -> None:
    """Copy the schema *name* and all that it refers to."""
    if name in taken:
        return
    taken[name] = plain(known[name])
    for other in re.findall(r'"#/\$defs/([\w.-]+)"', json.dumps(taken[name])):
        take(other, known, taken)


def referring(content: Any) -> Any:
    """Return a schema of KEDA with its references as they are here, and closed objects."""
    text = re.sub(r'"#/\$defs/(?!io\.)([\w.-]+)"', r'"#/$defs/keda.\1"', json.dumps(content))
    schema = json.loads(text)
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
    return schema


def plain(content: Any) -> Any:
    """Return a schema without its prose and defaults, and with references within one document."""
    if isinstance(content, dict):
        match content.get("anyOf"):
            case [other, {"type": "null"}]:  # a field that may be absent
                return plain(other)
        return {
            key: re.sub(r".*#/", "#/", value) if key == "$ref" else plain(value)
            for key, value in content.items()
            if key not in ("description", "title", "default") or isinstance(value, dict)
        }
    if isinstance(content, list):
        return [plain(part) for part in content]
    return content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
