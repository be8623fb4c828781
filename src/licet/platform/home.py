"""LICET_HOME, the folder where data live, and the one key in it that everybody may know."""

import base64
import hashlib
import os
from pathlib import Path

DEFAULT = "var"
DEFAULT_ADDRESS = "http://127.0.0.1:8000"
SERVED_ADDRESS = "LICET_SERVED_ADDRESS"
"""How `licet serve` tells its own processes where they are reached: not a setting, nobody else sets it."""
SERVED_AT = "served-at"
"""The file in LICET_HOME in which `licet serve` leaves that address for a worker that is started by itself."""

# A demonstration is the same each time, so its log has the same key; a production start refuses it.
DEMO_LOG_KEY = base64.b64encode(hashlib.sha256(b"licet/demonstration/log-key").digest()).decode()


def folder() -> Path:
    """The folder where data live; it need not exist yet."""
    return Path(os.environ.get("LICET_HOME") or DEFAULT).resolve()


def served_address() -> str:
    """Where this process is served, or else where the last one was; used where no LICET_BASE_URL is set."""
    remembered = folder() / SERVED_AT
    last = remembered.read_text().strip() if remembered.exists() else ""
    return os.environ.get(SERVED_ADDRESS) or last or DEFAULT_ADDRESS


def remember_address(address: str) -> None:
    """Leave the address for processes that are not told the port, such as a worker of its own."""
    (folder() / SERVED_AT).write_text(f"{address}\n")
