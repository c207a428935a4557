"""Accepts events: validates and stores each, and creates its deliveries."""
