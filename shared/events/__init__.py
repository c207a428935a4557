"""Defines the event types, and parses and validates posted bodies. No I/O."""
