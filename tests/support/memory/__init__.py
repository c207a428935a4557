"""Storage in memory that behaves as Azure's tables and queues do.

`MemoryAccount` holds the data; each process of a test has a `MemoryStorage` of its own on it. The
suite in ``tests/store`` holds it to what Azurite does, and says where Azurite differs from Azure.
"""

from tests.support.memory.storage import MemoryAccount, MemoryStorage, Operation

__all__ = ["MemoryAccount", "MemoryStorage", "Operation"]
