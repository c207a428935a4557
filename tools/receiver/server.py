"""HTTP servers for receiving webhooks: one that answers, and one that records requests as well."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Self

from tools.receiver.answers import Answer, ReceivedRequest
from tools.receiver.connection import Answered, Connection, Respond

_BACKLOG = 512

_BUFFER_BYTES = 65536
"""Of the buffer that all connections read into. asyncio's other way of reading, a new buffer of
256 KiB for each read, costs more CPU time than everything else here."""

_TURNS_TO_CLOSE = 8
"""Turns of the event loop after which every client is connected, and told that it was cut off."""

Answering = Answer | int | Callable[[ReceivedRequest], Answer | int]


class Server:
    """An HTTP server on *port* of 127.0.0.1, by default any that is free, in a thread of its own.

    *respond* is called on that thread for each request and must not block. *answered* is called
    just before an answer goes out. Raises OSError where the port is taken.
    """

    def __init__(
        self,
        respond: Respond,
        *,
        port: int = 0,
        listening: bool = True,
        answered: Answered | None = None,
    ) -> None:
        self._respond = respond
        self._answered = answered
        self._socket = _bound_socket(port)
        self.port = int(self._socket.getsockname()[1])
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        if listening:
            self.up()

    @property
    def origin(self) -> str:
        """``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        """Listen, if it does not yet."""
        if self._thread is None:
            started = threading.Event()
            self._socket.listen(_BACKLOG)
            self._thread = threading.Thread(
                target=lambda: asyncio.run(self._serve(started)), daemon=True
            )
            self._thread.start()
            started.wait()

    def down(self) -> None:
        """Listen no more: cut the open connections and refuse new ones; keep the port."""
        if self._thread is not None:
            self._close(self._thread)
            self._socket = _bound_socket(self.port)

    def stop(self) -> None:
        """Listen no more, and give up the port."""
        if self._thread is not None:
            self._close(self._thread)
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _close(self, thread: threading.Thread) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        thread.join()
        self._thread = None

    async def _serve(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        connections: set[Connection] = set()
        buffer = memoryview(bytearray(_BUFFER_BYTES))
        server = await self._loop.create_server(
            lambda: Connection(self._respond, self._answered, connections, buffer),
            sock=self._socket,
            backlog=_BACKLOG,
        )
        started.set()
        await self._stopping.wait()
        # A client that was accepted just now becomes a connection some turns of the loop later,
        # and asyncio leaks its socket if the server is closed meanwhile.
        self._loop.remove_reader(self._socket)
        for _ in range(_TURNS_TO_CLOSE):
            for connection in list(connections):
                connection.cut()
            await asyncio.sleep(0)
        server.close()


class Receiver(Server):
    """A server that records what it receives.

    *answer* is an `Answer`, a status, or a function from request to one of them, which runs on a
    thread of its own and may block. `answer_next` puts answers before it.
    """

    def __init__(
        self, answer: Answering = 200, *, listening: bool = True, path: str = "/hook"
    ) -> None:
        self.answer = answer
        self._path = path
        self._next: deque[Answer | int] = deque()
        self._requests: list[ReceivedRequest] = []
        self._lock = threading.Lock()
        super().__init__(self._take, listening=listening)

    @property
    def url(self) -> str:
        return self.origin + self._path

    @property
    def requests(self) -> list[ReceivedRequest]:
        """Everything received up to now."""
        with self._lock:
            return list(self._requests)

    def answer_next(self, *answers: Answer | int) -> None:
        """Give these answers first, one for each request."""
        with self._lock:
            self._next.extend(answers)

    def wait_for(self, count: int, timeout: float = 20.0) -> list[ReceivedRequest]:
        """Wait until *count* requests have arrived, and return all there are.

        Raises AssertionError when they have not after *timeout* seconds.
        """
        deadline = time.monotonic() + timeout
        while len(requests := self.requests) < count:
            if time.monotonic() > deadline:
                raise AssertionError(
                    f"{len(requests)} of {count} requests arrived within {timeout:g} s"
                )
            time.sleep(0.01)
        return requests

    def clear(self) -> None:
        """Forget what was received."""
        with self._lock:
            self._requests.clear()

    def _take(self, request: ReceivedRequest) -> Answer | Awaitable[Answer]:
        with self._lock:
            self._requests.append(request)
            answer = self._next.popleft() if self._next else self.answer
        if callable(answer):
            return _in_a_thread(answer, request)
        return _as_answer(answer)


def _as_answer(answer: Answer | int) -> Answer:
    return Answer(answer) if isinstance(answer, int) else answer


def _in_a_thread(
    answer: Callable[[ReceivedRequest], Answer | int], request: ReceivedRequest
) -> Awaitable[Answer]:
    """Call *answer* on a new thread, as the threads of a pool might all be blocked by others."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Answer] = loop.create_future()

    def settle(result: Answer | Exception) -> None:
        if future.cancelled():
            return
        if isinstance(result, Answer):
            future.set_result(result)
        else:
            future.set_exception(result)

    def call() -> None:
        result: Answer | Exception
        try:
            result = _as_answer(answer(request))
        except Exception as error:  # noqa: BLE001 - it is raised again where it is awaited
            result = error
        # The server may have been stopped meanwhile, and its loop closed.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result)

    threading.Thread(target=call, daemon=True).start()
    return future


def _bound_socket(port: int) -> socket.socket:
    """A socket that holds *port* without listening: connections to it are refused."""
    # asyncio sets TCP_NODELAY only on the connections of a socket that names its protocol.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError:
        bound.close()
        raise
    return bound
