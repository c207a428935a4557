"""Filters of webhooks: Event Grid's ``filter`` object, checked, compiled and evaluated. Pure."""
