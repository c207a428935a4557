"""The receiver that the tests use: the bundled one, see ``tools.receiver``."""

from tools.receiver import Answer, ReceivedRequest, Receiver

__all__ = ["Answer", "ReceivedRequest", "Receiver"]
