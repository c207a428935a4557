"""What each kind of storage does with messages, as the relay puts them and the host takes them.

The order in which messages are received is not promised by Azure, and no test asks for one.
"""

from __future__ import annotations

import time

import pytest

from shared.store.faults import BadRequest
from shared.store.storage import Storage
from tests.store.backends import Backend, MemoryBackend


def now(backend: Backend) -> float:
    return backend.now if isinstance(backend, MemoryBackend) else time.time()


class TestSend:
    def test_what_was_sent_is_received(self, backend: Backend) -> None:
        backend.storage.queue("work").send("grüße 😀\n<&>")
        [taken] = backend.receive("work")
        assert (taken.text, taken.dequeue_count) == ("grüße 😀\n<&>", 1)

    def test_each_message_once_while_it_is_leased(self, backend: Backend) -> None:
        queue = backend.storage.queue("work")
        for number in range(40):
            queue.send(str(number))

        taken = [one.text for _ in range(3) for one in backend.receive("work", 32)]

        assert sorted(taken, key=int) == [str(number) for number in range(40)]

    def test_the_longest_text(self, backend: Backend) -> None:
        for text in ("x" * 49152, "é" * 24576):
            backend.storage.queue("work").send(text)
            [taken] = backend.receive("work")
            assert taken.text == text

    @pytest.mark.parametrize("text", ["x" * 49153, "é" * 24577], ids=["a", "e"])
    def test_a_text_that_is_too_long(self, storage: Storage, text: str) -> None:
        queue = storage.queue("work")
        with pytest.raises(BadRequest) as raised:
            queue.send(text)
        assert raised.value.status == 413
        assert queue.length() == 0

    def test_a_delayed_message_is_seen_when_it_is_due(self, backend: Backend) -> None:
        queue = backend.storage.queue("work")
        queue.send("later", delay=1.9)  # whole seconds: one

        assert backend.receive("work") == []
        assert queue.length() == 1
        backend.pass_time(1)
        assert [taken.text for taken in backend.receive("work")] == ["later"]

    @pytest.mark.parametrize("delay", [-1, 7 * 86400 + 1])
    def test_a_delay_that_no_message_can_have(self, storage: Storage, delay: float) -> None:
        with pytest.raises(BadRequest):
            storage.queue("work").send("text", delay=delay)

    def test_the_longest_delay(self, storage: Storage) -> None:
        queue = storage.queue("work")
        queue.send("text", delay=7 * 86400)
        assert queue.length() == 1


class TestReceive:
    def test_a_message_comes_back_when_its_lease_ends(self, backend: Backend) -> None:
        backend.storage.queue("work").send("again")
        [first] = backend.receive("work", lease=1)
        assert backend.receive("work") == []
        backend.pass_time(1)

        [second] = backend.receive("work")

        assert (second.text, second.dequeue_count) == ("again", 2)
        with pytest.raises(BadRequest):
            backend.delete(first)
        backend.delete(second)
        assert backend.storage.queue("work").length() == 0

    def test_a_lease_can_be_given_back(self, backend: Backend) -> None:
        backend.storage.queue("work").send("text")
        [first] = backend.receive("work")
        renewed = backend.renew(first, 0)

        [second] = backend.receive("work")

        assert second.dequeue_count == 2
        for void in (first, renewed):
            with pytest.raises(BadRequest):
                backend.delete(void)
        backend.delete(second)

    def test_a_lease_can_be_prolonged(self, backend: Backend) -> None:
        backend.storage.queue("work").send("text")
        [taken] = backend.receive("work", lease=1)
        prolonged = backend.renew(taken, 30)
        backend.pass_time(1)

        assert backend.receive("work") == []
        with pytest.raises(BadRequest):
            backend.delete(taken)
        backend.delete(prolonged)

    def test_what_was_deleted_is_gone(self, backend: Backend) -> None:
        backend.storage.queue("work").send("text")
        [taken] = backend.receive("work", lease=1)
        backend.delete(taken)
        backend.pass_time(1)

        assert backend.receive("work") == []
        with pytest.raises(BadRequest) as raised:
            backend.delete(taken)
        assert (raised.value.status, raised.value.code) == (404, "MessageNotFound")

    def test_an_expired_message_is_gone(self, backend: Backend) -> None:
        queue = backend.storage.queue("work")
        queue.send("stays")
        backend.put("work", "expires", time_to_live=1)
        backend.pass_time(1)

        assert [taken.text for taken in backend.receive("work", 32)] == ["stays"]

    @pytest.mark.parametrize(("count", "lease"), [(33, 30), (1, 0), (1, 7 * 86400 + 1)])
    def test_limits(self, backend: Backend, count: int, lease: int) -> None:
        backend.storage.queue("work").create()
        with pytest.raises(BadRequest):
            backend.receive("work", count, lease=lease)


class TestLengthAndAge:
    def test_hidden_messages_count(self, backend: Backend) -> None:
        queue = backend.storage.queue("work")
        queue.send("seen")
        queue.send("delayed", delay=60)
        queue.send("leased")
        backend.receive("work")
        assert queue.length() == 3

    def test_the_age_is_that_of_the_oldest_visible_message(self, backend: Backend) -> None:
        queue = backend.storage.queue("work")
        queue.create()
        assert queue.oldest_age(now(backend)) is None
        queue.send("old")
        backend.pass_time(2)
        queue.send("new")
        queue.send("hidden", delay=60)

        age = queue.oldest_age(now(backend))
        later = queue.oldest_age(now(backend) + 100)

        # Storage tells in whole seconds when a message was put.
        assert age is not None
        assert 2 <= age < 4
        assert later is not None
        assert 102 <= later < 104
        assert queue.oldest_age(now(backend) - 1000) == 0.0
        taken = backend.receive("work", 32)
        assert len(taken) == 2
        assert queue.oldest_age(now(backend)) is None

    def test_looking_hides_nothing(self, backend: Backend) -> None:
        queue = backend.storage.queue("work")
        queue.send("text")
        for _ in range(3):
            assert queue.oldest_age(now(backend)) is not None
        [taken] = backend.receive("work")
        assert taken.dequeue_count == 1


class TestMissingQueue:
    def test_is_empty(self, backend: Backend) -> None:
        queue = backend.storage.queue("missing")
        assert queue.length() == 0
        assert queue.oldest_age(now(backend)) is None
        assert backend.receive("missing") == []

    def test_is_created_by_what_is_sent(self, backend: Backend) -> None:
        backend.storage.queue("new").send("text")
        assert [taken.text for taken in backend.receive("new")] == ["text"]

    def test_created_twice(self, storage: Storage) -> None:
        queue = storage.queue("again")
        queue.create()
        queue.send("text")
        queue.create()
        assert queue.length() == 1

    @pytest.mark.parametrize("name", ["Upper", "under_score", "ab", "double--dash", "x" * 64])
    def test_a_bad_name(self, storage: Storage, name: str) -> None:
        with pytest.raises(BadRequest):
            storage.queue(name).create()
