"""Webhooks: how they are registered and changed, their secrets, and which of them want an event.

`registration` changes webhooks, `secrets` and `custom_headers` hold the rules for what they keep
encrypted or send along, `registry` stores and caches them, `singularity` adds Singularity's rules.
"""
