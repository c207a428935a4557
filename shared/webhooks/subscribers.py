"""Which webhooks an event goes to: those that want its type, and whose filters want the event."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shared.event_types import names
from shared.filters.evaluation import CompiledFilter
from shared.filters.view import EventView
from shared.model import Event, Webhook


@dataclass(frozen=True, slots=True)
class Subscribers:
    """The webhooks that want one type of event, and the filters of those that have one."""

    uids: tuple[str, ...]
    filters: Mapping[str, CompiledFilter]

    def narrow(self, event: Event) -> Event:
        """Return *event*, whose targets are all of these, for those alone that want it.

        Its payload is parsed only where a filter looks at it, and once for all of them.
        """
        if not self.filters:
            return event
        view = EventView(event)
        targets = tuple(
            uid for uid in self.uids if uid not in self.filters or self.filters[uid].wants(view)
        )
        return replace(event, targets=targets, filtered=len(self.uids) - len(targets))


def wants_type(webhook: Webhook, event_type: str) -> bool:
    """Whether *webhook* is subscribed to events of this type."""
    subscriptions = webhook.event_types
    return event_type in subscriptions or names.wanted_by_wildcard(subscriptions, event_type)


def compiled(text: str) -> CompiledFilter:
    """Compile the filter of a webhook, as it is stored."""
    return CompiledFilter(json.loads(text))
