"""What can be said of ``infra/`` without Azure: ``python -m tools.infra``, in ``make check``."""
