"""The relay: everything that the functions in ``function_app.py`` call."""

__version__ = "0.1.0"
