"""The README's section about the event types of OneFuzz says what holds."""

from __future__ import annotations

import re

from shared.events.catalogue import EVENT_TYPES
from shared.events.envelope import parse_events
from tests.docs import markdown

SECTION = markdown.section(markdown.README, "Event types of OneFuzz")
ONEFUZZ = [of for of in EVENT_TYPES.values() if of.family == "onefuzz"]


def test_the_table_counts_the_types_of_each_page() -> None:
    rows = re.findall(
        r"^\| has (an|no) `instance_id` \| `([\w-]+)`.*?\| (\d+) \|", SECTION, re.MULTILINE
    )
    assert {(page, int(count)) for _, page, count in rows} == {
        (page, sum(page in [v.name for v in of.versions] for of in ONEFUZZ))
        for page in ("onefuzz-1", "onefuzz-8")
    }
    for article, page, _ in rows:
        version = EVENT_TYPES["ping"].version(has_instance_id=article == "an")
        assert version.name == page


def test_the_types_that_need_an_instance_id_are_listed() -> None:
    paragraph = next(part for part in SECTION.split("\n\n") if part.startswith("Nine types"))
    named = re.findall(r"`([a-z]+_[a-z_]+)`", paragraph.partition(":")[2])
    assert named == [of.name for of in ONEFUZZ if of.needs_instance_id]
    assert len(named) == 9


def test_the_example_is_accepted() -> None:
    [example] = markdown.code_blocks(SECTION, "json")
    [event], _ = parse_events(example.encode(), max_event_bytes=1000)
    assert event.event_type == "file_added"
    assert set(event.extras) == {"instance_id", "instance_name"}
