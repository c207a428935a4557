"""The rounds of the scheduler: due retries, probes, drops, orphans, day tables."""
