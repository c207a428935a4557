"""What can be said about ``infra/`` without Azure: ``python -m tools.infra``, part of ``make check``."""
