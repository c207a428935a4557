"""Imports ``function_app.py`` and lists its functions, or says why the real worker would refuse it.

The checks are those of the Python worker's second programming model, which refuses the whole app
for one function. Beyond them, devhost refuses what it has not got and the real host has.
"""

from __future__ import annotations

import importlib
import inspect
import sys
import traceback
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import azure.functions
from azure.functions import meta

from devhost.errors import StartError
from devhost.settings import resolve

SCRIPT = "function_app.py"
TRIGGERS = ("httpTrigger", "queueTrigger", "timerTrigger")
GENERIC = "generic"

_RETURN = "$return"
_IN, _OUT = 0, 1


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the app.

    ``trigger`` is the binding as ``function.json`` would hold it, ``%SETTING%`` resolved.
    ``input_binding`` names the converter that makes the argument called ``parameter``.
    """

    name: str
    call: Callable[..., Any]
    trigger: Mapping[str, Any]
    parameter: str
    input_binding: str
    has_return: bool
    return_annotation: type | None

    @property
    def kind(self) -> str:
        """``httpTrigger``, ``queueTrigger`` or ``timerTrigger``."""
        return str(self.trigger["type"])


def index(app_dir: Path, settings: Mapping[str, str]) -> list[Function]:
    """Import the app of *app_dir* and return its functions, in the order of their names.

    Raises StartError: the app cannot be imported, or the real worker would refuse it.
    """
    sys.path.insert(0, str(app_dir))
    try:
        module = importlib.import_module(Path(SCRIPT).stem)
        functions = _the_app(module).get_functions()
    except StartError:
        raise
    except (Exception, SystemExit) as error:
        raise StartError(f"{SCRIPT}: {_describe(error, app_dir)}") from error
    if not functions:
        raise StartError(f"{SCRIPT}: the app has no functions")
    indexed = [_index_function(function, settings) for function in functions]
    return sorted(indexed, key=lambda function: function.name.lower())


def _the_app(module: Any) -> Any:
    apps = [
        value
        for value in vars(module).values()
        if isinstance(value, azure.functions.FunctionRegister)
    ]
    if not apps:
        raise StartError(f"{SCRIPT}: no function app at the top level of the module")
    if len(apps) > 1:
        raise StartError(f"{SCRIPT}: more than one function app at the top level of the module")
    return apps[0]


def _index_function(function: Any, settings: Mapping[str, str]) -> Function:
    name = function.get_function_name()
    call = function.get_user_function()
    bindings = {binding.name: binding for binding in function.get_bindings()}
    for binding in bindings.values():
        _check_supported(name, binding)
    has_return = bindings.pop(_RETURN, None) is not None
    trigger = function.get_trigger()

    parameters = dict(inspect.signature(call).parameters)
    annotations = typing.get_type_hints(call)
    if inspect.iscoroutinefunction(call):
        raise _refused(name, "devhost runs no async functions; the real host does")
    if "context" in parameters and "context" not in bindings:
        raise _refused(name, "devhost gives functions no context; the real host does")
    _check_names(name, set(parameters), set(bindings))
    return Function(
        name=name,
        call=call,
        trigger=_resolved(name, trigger.get_dict_repr(), settings),
        parameter=trigger.name,
        input_binding=_input_binding(name, trigger, annotations),
        has_return=has_return,
        return_annotation=_return_annotation(name, annotations) if has_return else None,
    )


def _check_supported(name: str, binding: Any) -> None:
    if int(binding.direction) not in (_IN, _OUT):
        raise _refused(name, '"inout" bindings are not supported')
    if binding.name == _RETURN and int(binding.direction) != _OUT:
        raise _refused(name, 'the "$return" binding must have the direction "out"')
    if binding.type not in TRIGGERS and (binding.name, binding.type) != (_RETURN, "http"):
        raise _refused(name, f"devhost has no {binding.type} binding; the real host may")
    if getattr(binding, "run_on_startup", False):
        raise _refused(name, "devhost runs no timer on start-up; the real host does")


def _check_names(name: str, parameters: set[str], bindings: set[str]) -> None:
    if parameters - bindings:
        missing = ", ".join(sorted(parameters - bindings))
        raise _refused(name, f"parameters that no binding fills: {missing}")
    if bindings - parameters:
        missing = ", ".join(sorted(bindings - parameters))
        raise _refused(name, f"bindings that no parameter takes: {missing}")


def _input_binding(name: str, trigger: Any, annotations: Mapping[str, Any]) -> str:
    if trigger.name not in annotations:
        return str(trigger.type)
    annotation = annotations[trigger.name]
    if getattr(typing.get_origin(annotation) or annotation, "__name__", "") == "Out":
        raise _refused(name, f'{trigger.name} is an input, but annotated as an "Out"')
    if not isinstance(annotation, type):
        raise _refused(name, f"{trigger.name} has an annotation that is no type: {annotation!r}")
    if annotation in (str, bytes):
        return GENERIC
    if not converter(trigger.type).check_input_type_annotation(annotation):
        message = f"a {trigger.type} does not match the annotation {annotation.__name__}"
        raise _refused(name, f"{trigger.name}: {message}")
    return str(trigger.type)


def _return_annotation(name: str, annotations: Mapping[str, Any]) -> type | None:
    if "return" not in annotations:
        return None
    annotation = annotations["return"]
    if not isinstance(annotation, type):
        raise _refused(name, f"has a return annotation that is no type: {annotation!r}")
    if not converter("http").check_output_type_annotation(annotation):
        message = f"the return annotation {annotation.__name__}"
        raise _refused(name, f"{message} does not match the binding type http")
    return annotation


def converter(binding: str) -> Any:
    """Return azure-functions' converter class for *binding*, as the worker finds it."""
    return meta.get_binding_registry().get(binding)  # type: ignore[no-untyped-call]


def _resolved(name: str, trigger: Mapping[str, Any], settings: Mapping[str, str]) -> dict[str, Any]:
    return {key: _plain(name, key, value, settings) for key, value in trigger.items()}


def _plain(name: str, key: str, value: Any, settings: Mapping[str, str]) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [_plain(name, key, item, settings) for item in value]
    if isinstance(value, str):
        return resolve(value, settings, f"function {name}, {key}")
    return value


def _refused(name: str, why: str) -> StartError:
    return StartError(f"cannot load the {name} function: {why}")


def _describe(error: BaseException, app_dir: Path) -> str:
    """Return the error's text and the line of the app that it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(app_dir)]
    where = f" ({Path(own[-1].filename).name}, line {own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {error}{where}"
