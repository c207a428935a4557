"""The workbook: what can be said about its JSON without the portal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

TEXT, QUERY, PARAMETERS, METRICS = 1, 3, 9, 10

_PLACEHOLDERS: Final = {"insights", "workspace", "storage", "app"}
_RESOURCE: Final = {
    "microsoft.insights/components": "<insights>",
    "microsoft.operationalinsights/workspaces": "<workspace>",
    "microsoft.storage/storageaccounts": "<storage>",
    "microsoft.web/sites": "<app>",
}
# As Azure Monitor's reference of supported metrics had them in November 2026.
_METRICS: Final = {
    "microsoft.storage/storageaccounts": {
        "microsoft.storage/storageaccounts-Transaction-Transactions",
    },
    "microsoft.web/sites": {
        f"microsoft.web/sites--{name}"
        for name in (
            "OnDemandFunctionExecutionCount",
            "OnDemandFunctionExecutionUnits",
            "AlwaysReadyFunctionExecutionCount",
            "AlwaysReadyFunctionExecutionUnits",
            "AlwaysReadyUnits",
        )
    },
}
_VISUALIZATIONS: Final = {"tiles", "table", "timechart", "barchart"}
_PARAMETER: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")


def read(path: Path) -> dict[str, Any]:
    workbook: dict[str, Any] = json.loads(path.read_text())
    return workbook


def queries(workbook: Mapping[str, Any]) -> dict[str, str]:
    """Every query by the name of its tile, with values in place of the workbook's parameters."""
    values = {
        parameter["name"]: str(parameter["value"])
        for item in workbook["items"]
        if item["type"] == PARAMETERS
        for parameter in item["content"]["parameters"]
    }

    def value(used: re.Match[str]) -> str:
        return "5m" if used[2] == "grain" else values.get(used[1], used[0])

    return {
        f"workbook {item['name']}": _PARAMETER.sub(value, item["content"]["query"])
        for item in workbook["items"]
        if item["type"] == QUERY
    }


def faults(workbook: Mapping[str, Any]) -> Iterator[str]:
    """Everything wrong with *workbook* but its queries, as lines to print."""
    items = workbook["items"]
    names = [item["name"] for item in items]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"workbook: two tiles are called {name}"
    for placeholder in sorted(set(re.findall(r"<(\w+)>", json.dumps(workbook))) - _PLACEHOLDERS):
        yield f"workbook: nothing replaces <{placeholder}>"
    for item in items:
        content, where = item["content"], f"workbook {item['name']}"
        if item["type"] not in (TEXT, QUERY, PARAMETERS, METRICS):
            yield f"{where}: tile type {item['type']} is not known"
        elif item["type"] == QUERY:
            if content["visualization"] not in _VISUALIZATIONS:
                yield f"{where}: visualization {content['visualization']} is not known"
            if content["crossComponentResources"] != [_RESOURCE.get(content["resourceType"])]:
                yield f"{where}: the query does not go to its resource"
        elif item["type"] == METRICS:
            kind = content["resourceType"]
            if content["resourceIds"] != [_RESOURCE.get(kind)]:
                yield f"{where}: the metrics are not its resource's"
            for metric in content["metrics"]:
                if metric["metric"] not in _METRICS.get(kind, ()):
                    yield f"{where}: there is no metric {metric['metric']}"
