"""Signatures, and secrets encrypted at rest."""
