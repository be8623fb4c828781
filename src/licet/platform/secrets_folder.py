"""Settings from files: one file for each, named as the setting, as systemd's credentials and container engines offer secrets.

A key in a file need not be in the environment, which child processes inherit and crash reports print.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from licet.kernel.errors import Refused

FOLDER = "LICET_SECRETS_FOLDER"
_SETTING = re.compile(r"LICET_[A-Z_]+")


def read_secrets_folder() -> None:
    """Take each setting that LICET_SECRETS_FOLDER has a file for, unless the environment names it. Raises Refused naming what is wrong."""
    named = os.environ.get(FOLDER, "")
    if not named:
        return
    folder = Path(named)
    try:
        files = sorted(path for path in folder.iterdir() if _SETTING.fullmatch(path.name))
        for path in files:
            os.environ[path.name] = os.environ.get(path.name) or path.read_text().strip()
    except OSError as error:
        raise Refused(f"{FOLDER} is {named}: {error.filename} cannot be read ({error.strerror}).") from error
    if not files:
        raise Refused(f"{FOLDER} is {named}: it holds no file that is named as a setting, such as LICET_DATABASE_URL.")
