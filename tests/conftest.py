"""Fixtures for all tests: storage, see ``tests.support.storage``."""

from __future__ import annotations

import gc
import os
import platform
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.client import Client
from tests.support.relay import RelayProcess
from tests.support.storage import GivenEmulator, OwnAzurite, Storage
from tests.support.subscribers import Subscribe, subscribing

# How long an example takes says how busy the machine is.
settings.register_profile("relay", deadline=None)
settings.load_profile("relay")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fast",
        action="store_true",
        help="run only the tests that need neither Azurite nor another process",
    )

    parser.addoption(
        "--slow", action="store_true", help="run only the tests that --fast leaves out"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--fast"):
        config.pluginmanager.register(_NoProcesses())
    else:
        # Its entry point would be imported for the fast tests too; pyproject.toml rules it out.
        config.pluginmanager.import_plugin("schemathesis.pytest.plugin")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep all that is imported and collected out of the garbage collector's way.

    It is never garbage, and looking through it again and again takes a tenth of the CPU time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("--fast") and collection_path in _SLOW_PATHS else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--fast"):
        left_out = [item for item in items if _is_slow(item)]
        items[:] = [item for item in items if not _is_slow(item)]
        config.hook.pytest_deselected(items=left_out)
    elif config.getoption("--slow"):
        left_out = [item for item in items if not _is_slow(item)]
        items[:] = [item for item in items if _is_slow(item)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: _place(item.path))


def _place(path: Path) -> int:
    """How early the tests of the module at *path* begin."""
    return _FIRST.index(path) if path in _FIRST else len(_FIRST)


def _is_slow(item: pytest.Item) -> bool:
    """Whether *item* needs Azurite, by a fixture or a parameter, or starts other processes."""
    assert isinstance(item, pytest.Function)
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return (
        not {"azurite", "own_azurite"}.isdisjoint(item.fixturenames)
        or any(value == "azurite" for value in parameters)
        or item.get_closest_marker("slow") is not None
        or any(path in _SLOW_PATHS for path in (item.path, *item.path.parents))
    )


class _NoProcesses:
    """Fails every test that starts a process with ``--fast``, so that none needs to be listed."""

    _STARTS = frozenset({"os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen"})

    def __init__(self) -> None:
        self._in_test = False
        platform.platform()  # of the user agent of the SDK, which starts a process the first time
        sys.addaudithook(self._audit)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        self._in_test = True
        try:
            return (yield)
        finally:
            self._in_test = False

    def _audit(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self._in_test and event in self._STARTS:
            pytest.fail(f"{event} in a fast test: mark the test with pytest.mark.slow")


_HERE = Path(__file__).parent
_SLOW_PATHS = {
    _HERE / name
    for name in (
        "api/test_bad_input.py",
        "chaos",
        "devhost",
        "e2e",
        "infra",
        "security/test_fuzz.py",
    )
}
"""Where no test, or hardly one, is fast. Importing them takes seconds."""

_FIRST = [
    _HERE / name
    for name in (
        "chaos/test_short.py",
        "faults/test_every_call.py",
        "infra/test_checks.py",
        "scheduling/test_poison_events.py",
        "isolation/test_slow_webhooks.py",
        "e2e/test_restart.py",
    )
]
"""Where single tests take longest. One that begins last would end alone, after all the others."""


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """Run two workers per core, since slow tests wait most of the time; one per core with --fast.

    Where all tests share one storage account, they take turns: then one worker is enough.
    """
    cores = yield
    if os.environ.get("AzureWebJobsStorage"):  # noqa: SIM112
        return 1
    return cores if config.getoption("--fast") else 2 * cores


@pytest.fixture(scope="session")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    """The emulator that ``AzureWebJobsStorage`` points to, or an Azurite of this session."""
    given = os.environ.get("AzureWebJobsStorage")  # noqa: SIM112
    if given:
        yield GivenEmulator(given)
        return
    own = OwnAzurite(tmp_path_factory.mktemp("azurite"))
    yield own
    own.stop()


@pytest.fixture
def storage_account(azurite: Storage) -> Iterator[str]:
    """The connection string of an empty storage account that only this test uses."""
    with azurite.account() as connection_string:
        yield connection_string


@pytest.fixture
def own_azurite(tmp_path: Path) -> Iterator[OwnAzurite]:
    """An Azurite that the test may stop and start without losing data."""
    own = OwnAzurite(tmp_path / "azurite", on_disk=True)
    yield own
    own.stop()


@pytest.fixture
def client(relay: RelayProcess) -> Client:
    """The API of the ``relay`` that the package or module runs."""
    return Client(relay)


@pytest.fixture
def subscribe(client: Client) -> Iterator[Subscribe]:
    with subscribing(client) as subscribe:
        yield subscribe
