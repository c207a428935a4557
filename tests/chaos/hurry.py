"""An app with shorter leases, for a chaos run that must end within a minute.

The lease of a released delivery, 60 s, is a constant of the relay and no setting. Here another
``function_app.py`` changes such constants before it loads the app.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.relay import ROOT

_FUNCTION_APP = """
import runpy
import sys

sys.path.insert(0, {root!r})

from shared.delivery import heartbeat
from shared.policy import timing

timing.LEASE = 6.0
timing.CLAIM_MARGIN = 3.0
timing.ALONE = 2.0
timing.POST_WITHIN = 1.0
timing.ATTEMPT_MARGIN = 5.0
timing.SLOW = 6.0
heartbeat.INTERVAL = 3.0

app = runpy.run_path({function_app!r})["app"]
"""


def make_hurried_app(folder: Path) -> Path:
    """Write such an app into *folder*, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("host.json", "local.settings.example.json"):
        shutil.copy(ROOT / name, folder / name)
    text = _FUNCTION_APP.format(root=str(ROOT), function_app=str(ROOT / "function_app.py"))
    (folder / "function_app.py").write_text(text)
    return folder
