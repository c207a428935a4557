"""What a form holds is not lost by moving to another view: the page asks first, and only then."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.support.client import Client
from tests.support.subscribers import Subscribe
from tests.ui.test_webhook_form import SAVE, choose, webhook_called


@dataclass
class Person:
    """Answers what the page asks before it is left."""

    leaves: bool = False
    asked: list[str] = field(default_factory=list)

    def answer(self, dialog: Dialog) -> None:
        self.asked.append(dialog.type)
        if self.leaves:
            dialog.accept()
        else:
            dialog.dismiss()


@pytest.fixture
def person(page: Page) -> Person:
    person = Person()
    page.on("dialog", person.answer)
    return person


def by_mouse(page: Page) -> None:
    page.get_by_role("link", name="Overview").first.click()


def by_link_and_keyboard(page: Page) -> None:
    page.get_by_role("link", name="Overview").first.focus()
    page.keyboard.press("Enter")


def by_letters(page: Page) -> None:
    page.get_by_role("link", name="Cancel").focus()
    page.keyboard.press("g")
    page.keyboard.press("o")


def by_back_button(page: Page) -> None:
    page.evaluate("history.back()")


def by_cancel(page: Page) -> None:
    page.get_by_role("link", name="Cancel").click()


WAYS = [by_mouse, by_link_and_keyboard, by_letters, by_back_button, by_cancel]


def open_form(page: Page) -> None:
    page.goto("/ui/")
    page.get_by_role("link", name="New webhook").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New webhook")


@pytest.mark.parametrize("leave", WAYS)
def test_changes_are_kept_until_a_person_gives_them_up(
    page: Page, person: Person, leave: Callable[[Page], None]
) -> None:
    open_form(page)
    name = page.get_by_label("Name", exact=True)
    name.fill("half done")
    leave(page)
    expect(page).to_have_url(re.compile("/ui/new-webhook$"))
    expect(name).to_have_value("half done")
    person.leaves = True
    leave(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    expect(page).to_have_url(re.compile("/ui/$"))
    assert person.asked == ["confirm", "confirm"]


@pytest.mark.parametrize("leave", WAYS)
def test_nothing_is_asked_where_nothing_is_changed(
    page: Page, person: Person, leave: Callable[[Page], None]
) -> None:
    open_form(page)
    name = page.get_by_label("Name", exact=True)
    name.fill("changed")
    name.fill("")
    leave(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    assert person.asked == []


def test_the_history_is_whole_after_a_step_back_was_taken_back(page: Page, person: Person) -> None:
    page.goto("/ui/events")
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="New webhook").click()
    page.get_by_label("Name", exact=True).fill("half done")
    page.evaluate("history.go(-2)")
    expect(page).to_have_url(re.compile("/ui/new-webhook$"))
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    person.leaves = True
    page.evaluate("history.back()")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Overview")
    page.evaluate("history.back()")
    expect(heading).to_have_text("Events")
    page.evaluate("history.go(2)")
    expect(heading).to_have_text("New webhook")
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    assert person.asked == ["confirm", "confirm"]


def test_nothing_is_asked_after_saving(page: Page, person: Person, subscribe: Subscribe) -> None:
    subscriber = subscribe("ping", name="before")
    page.goto(f"/ui/webhooks/{subscriber.webhook_id}")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name", exact=True).fill("after")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("after")
    page.evaluate("history.back()")
    expect(page.get_by_label("Name", exact=True)).to_have_value("after")
    page.get_by_role("link", name="Events", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Events")
    assert person.asked == []


def test_a_secret_that_is_shown_once_is_not_lost_by_a_step_back(
    page: Page, person: Person, client: Client
) -> None:
    open_form(page)
    page.get_by_label("Name", exact=True).fill("with a secret")
    page.get_by_label("URL").fill("http://127.0.0.1:9000/")
    choose(page, "ping")
    page.get_by_role("button", name=SAVE).click()
    secret = page.get_by_role("dialog", name="The secret, shown this once")
    expect(secret).to_be_visible()
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile("/ui/new-webhook$"))
    expect(secret).to_be_visible()
    assert person.asked == ["confirm"]
    secret.get_by_role("button", name="I have stored it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("with a secret")
    assert person.asked == ["confirm"]
    client.relay.request(
        "DELETE", f"/api/webhooks/{webhook_called(client, 'with a secret')['webhook_id']}"
    )
