"""The timer's side: retries that are due, probes, drops, orphans, day tables."""
