"""Says of each condition of a filter whether an event meets it, and why. No value is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.filters.evaluation import CompiledFilter, Condition, Reason, Verdict
from shared.filters.operators import OPERATORS
from shared.filters.view import EventView, json_type


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one condition. ``text`` says in words what ``reason`` says in one."""

    place: str
    operator: str
    key: str
    matched: bool
    reason: Reason
    text: str


def explain(compiled: CompiledFilter, view: EventView) -> list[Explanation]:
    """Return what *compiled* says of an event, one condition after the other."""
    return [_explanation(condition, view) for condition in compiled.conditions]


def matches(explanations: Sequence[Explanation]) -> bool:
    """Whether all conditions are met."""
    return all(one.matched for one in explanations)


def _explanation(condition: Condition, view: EventView) -> Explanation:
    verdict = condition.judge(view)
    return Explanation(
        condition.place,
        condition.operator,
        condition.key.text,
        verdict.matched,
        verdict.reason,
        _text(condition, verdict, view),
    )


def _text(condition: Condition, verdict: Verdict, view: EventView) -> str:
    key = condition.key.text
    match verdict.reason:
        case Reason.MISSING:
            return f"the event has no {key}"
        case Reason.NULL:
            return f"{key} is null"
        case Reason.ARRAY:
            return f"{key} is an array, and enableAdvancedFilteringOnArrays is not true"
        case Reason.TYPE:
            kind = OPERATORS[condition.operator].kind
            found = json_type(view.value(condition.key))
            has = f"is an array without a {kind}" if found == "array" else f"is of type {found}"
            return f"{key} {has}; {condition.operator} looks at type {kind} alone"
        case Reason.VALUE:
            met = "meets" if verdict.matched else "does not meet"
            return f"the value of {key} {met} the condition"
