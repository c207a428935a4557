"""The HTTP surface: one module per part of it, free of the Functions SDK."""
