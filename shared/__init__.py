"""The relay: everything that the functions in ``function_app.py`` call."""

import os

# To look for plugins, pydantic reads the metadata of every package that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.2.0.dev0"
