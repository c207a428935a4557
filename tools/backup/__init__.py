"""Saves the subscriptions of a relay to a file, and restores them; ``python -m tools.backup``."""
