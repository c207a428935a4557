"""The page: its files, and how they are served. It uses the public API only."""
