"""A storage account for each test.

Azurite serves as many accounts as ``AZURITE_ACCOUNTS`` names when it starts, so a fresh one costs
nothing. One Azurite runs per pytest-xdist worker. It keeps nothing on disk: else it would write
anew what all the tests before have stored, every five seconds, and answer nobody meanwhile.

Where ``AzureWebJobsStorage`` is set, the emulator it points to is used instead. It has one account,
and the tables have fixed names: then the tests that need storage take turns, by a lock, and each
empties the account before it begins. That account must therefore be the emulator's well-known one.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableServiceClient
from azure.storage.queue import QueueServiceClient

from tools import ports
from tools.azurite import DEVELOPMENT_ACCOUNT, DEVELOPMENT_KEY, Azurite, AzuriteError

ACCOUNTS = 6000
_KEY = "a2V5"  # any base64 will do


class Storage(Protocol):
    """The storage that the tests run on, as the fixture ``azurite`` returns it."""

    @property
    def connection_string(self) -> str:
        """Return the connection string of an account that no single test owns."""

    def account(self) -> contextlib.AbstractContextManager[str]:
        """Yield the connection string of an empty account that no other test uses meanwhile."""


class OwnAzurite:
    """An Azurite that this test session starts, on free ports, with its log in *data_dir*.

    What it stores is there again after `stop` and `start` if it keeps it *on_disk*, in *data_dir*.
    """

    def __init__(self, data_dir: Path, *, on_disk: bool = False) -> None:
        accounts = {f"account{number:04}": _KEY for number in range(ACCOUNTS)}
        self._azurite = _start(data_dir, accounts, in_memory=not on_disk)
        self._names = itertools.islice(accounts, 1, None)
        self.connection_string = self._azurite.connection_string()

    def start(self) -> None:
        self._azurite.start()

    def stop(self) -> None:
        self._azurite.stop()

    @contextlib.contextmanager
    def account(self) -> Iterator[str]:
        yield self._azurite.connection_string(next(self._names))


class GivenEmulator:
    """The emulator that ``AzureWebJobsStorage`` points to."""

    def __init__(self, connection_string: str) -> None:
        if connection_string.strip(" ;") == "UseDevelopmentStorage=true":
            connection_string = _DEVELOPMENT
        if f"AccountName={DEVELOPMENT_ACCOUNT};" not in connection_string:
            raise ValueError(
                "AzureWebJobsStorage: the tests empty the account they are given, so it must be "
                f"the emulator's, {DEVELOPMENT_ACCOUNT}"
            )
        self.connection_string = connection_string

    @contextlib.contextmanager
    def account(self) -> Iterator[str]:
        with (Path(tempfile.gettempdir()) / "webhook-relay-tests.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _empty(self.connection_string)
            yield self.connection_string


def _start(data_dir: Path, accounts: dict[str, str], *, in_memory: bool) -> Azurite:
    """Start Azurite on free ports; try again if another process takes one of them first."""
    for _ in range(4):
        azurite = Azurite(data_dir, ports.free(3), accounts, in_memory=in_memory)
        with contextlib.suppress(AzuriteError):
            azurite.start()
            return azurite
    azurite = Azurite(data_dir, ports.free(3), accounts, in_memory=in_memory)
    azurite.start()
    return azurite


def _empty(connection_string: str) -> None:
    with TableServiceClient.from_connection_string(connection_string) as tables:
        for table in list(tables.list_tables()):
            tables.delete_table(table.name)
    with QueueServiceClient.from_connection_string(connection_string) as queues:
        for queue in list(queues.list_queues()):
            with contextlib.suppress(ResourceNotFoundError):
                queues.delete_queue(queue)


_DEVELOPMENT = (
    f"DefaultEndpointsProtocol=http;AccountName={DEVELOPMENT_ACCOUNT};"
    f"AccountKey={DEVELOPMENT_KEY};"
    f"BlobEndpoint=http://127.0.0.1:10000/{DEVELOPMENT_ACCOUNT};"
    f"QueueEndpoint=http://127.0.0.1:10001/{DEVELOPMENT_ACCOUNT};"
    f"TableEndpoint=http://127.0.0.1:10002/{DEVELOPMENT_ACCOUNT};"
)
