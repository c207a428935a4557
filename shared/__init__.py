"""The relay: everything that the functions in ``function_app.py`` call."""

__version__ = "0.2.0.dev0"
