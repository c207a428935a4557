"""Subscriptions: registration, secret rotation, and which webhooks want an event."""
