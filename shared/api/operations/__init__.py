"""Every operation of the API: a module for each part of it.

A test holds this list against the functions of the app.
"""

from collections.abc import Sequence

from shared.api.operations import (
    deliveries,
    event_types,
    events,
    onefuzz,
    relay,
    singularity,
    webhooks,
)
from shared.api.operations.operation import Operation

OPERATIONS: Sequence[Operation] = (
    *events.OPERATIONS,
    *event_types.OPERATIONS,
    *onefuzz.OPERATIONS,
    *webhooks.OPERATIONS,
    *deliveries.OPERATIONS,
    *singularity.OPERATIONS,
    *relay.OPERATIONS,
)
