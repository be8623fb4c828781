"""`licet_verify.pyz`: this package as one file that Python runs, the same bytes from the same source."""

import io
import zipfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

# Plain syntax: an older Python must be able to read it and say what is needed.
_START = b"""import sys
if sys.version_info < (3, 12):
    sys.exit("licet_verify needs Python 3.12 or newer; this is %d.%d." % sys.version_info[:2])
from licet_verify.cli import main
sys.exit(main())
"""


def pyz_bytes() -> bytes:
    """The file's bytes. Nothing of the day, the machine or a compressor's version enters them."""
    out = io.BytesIO()
    out.write(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, "__main__.py", _START)
        for source in sorted(_sources(), key=lambda each: each.name):
            _add(archive, f"licet_verify/{source.name}", source.read_bytes())
    return out.getvalue()


def write_pyz(path: Path) -> None:
    """Write the file, ready to run."""
    path.write_bytes(pyz_bytes())
    path.chmod(0o755)


def _sources() -> list[Traversable]:
    return [each for each in files("licet_verify").iterdir() if each.name.endswith(".py")]


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system = 3  # Unix, wherever it is built
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
