"""LICET_HOME, the folder where data live, and the one key in it that everybody may know."""

import base64
import hashlib
import os
from pathlib import Path

DEFAULT = "var"

# A demonstration is the same each time (joints 35), so its log has the same key; a production start refuses it.
DEMO_LOG_KEY = base64.b64encode(hashlib.sha256(b"licet/demonstration/log-key").digest()).decode()


def folder() -> Path:
    """The folder where data live; it need not exist yet."""
    return Path(os.environ.get("LICET_HOME") or DEFAULT).resolve()
