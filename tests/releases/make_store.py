"""Makes the store of a release, for the tests that upgrade it. Run it in a checkout of the release's commit:

    .venv/bin/python tests/releases/make_store.py

It writes `tests/releases/<version>.tar.xz`: the folder of an installation on SQLite with both databases and their keys,
which protect nothing else. `holds.json` in it names what the store holds. The archive is under a megabyte, so that every
release can be kept.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.stores import Store  # noqa: E402

from licet import __version__  # noqa: E402

LARGEST = 1_000_000  # bytes


def fill(folder: Path) -> dict[str, str]:
    """Fill the store of this process through its services; return what it then holds."""
    import django

    django.setup()
    from tests import world as worlds

    from licet.concerns import public as concerns
    from licet.decisions.public import ActKind
    from licet.licences import public as licences
    from licet.platform import clock, outbox

    worlds.NOW = clock.now().replace(microsecond=0)  # what serves the store later reads the real clock
    world = worlds.build(folder)
    in_force, suspended, ready = (
        world.granted(destination="QN"),
        world.granted(destination="QP", products=2),
        world.ready(products=3),
    )
    legal_act = {"legal_basis": "S. 9.", "reasons": "New facts.", "now": world.now()}
    suspend = {"kind": ActKind.SUSPEND, "licences": [suspended.reference]}
    suspension = licences.propose_status_change(actor=world["manager"], **suspend, **legal_act)
    world.sign(suspension, "manager", "countersigner")
    half_signed = world.propose(ready)
    world.sign(half_signed, "officer")
    screened = world.case(end_user="Dravon Keshmir Trading")
    concern = concerns.file_concern(
        topics=["destination:QN"],
        points=["Nobody looked at line 1."],
        naming=concerns.Naming.NOBODY,
        today=worlds.NOW.date(),
    )
    outbox.deliver_pending()
    return {
        "licence in force": in_force.reference,
        "suspended licence": suspended.reference,
        "act that waits for its second signature": half_signed.reference,
        "case with a screening hit": screened.reference,
        "code of a concern": concern.receipt.written(),
    }


def make(archive: Path) -> None:
    """Make the store and pack it. Raises RuntimeError if a command fails or the store is too large."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store", "", "empty")
        _need(store.licet("init"))
        settings = {"DJANGO_SETTINGS_MODULE": "licet.project.settings", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        filled = _need(store.python(__file__, "--fill", **settings))
        (store.home / "holds.json").write_text(json.dumps(json.loads(filled.stdout), indent=1) + "\n")
        _need(store.licet("run-due"))  # signs the log, sends the letters
        _need(store.licet("log", "verify"))
        for database in store.home.glob("*.sqlite3"):
            with sqlite3.connect(database) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # nothing is left in a file beside it
                connection.execute("VACUUM")
        with tarfile.open(archive, "w:xz", preset=9) as packed:
            packed.add(store.home, arcname=f"licet-{__version__}")
    if archive.stat().st_size > LARGEST:
        raise RuntimeError(f"{archive} has {archive.stat().st_size:,} bytes: the store of a release has at most {LARGEST:,}")


def _need(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if done.returncode:
        raise RuntimeError(f"{done.args} failed: {done.stderr or done.stdout}")
    return done


if __name__ == "__main__":
    if sys.argv[1:] == ["--fill"]:
        with tempfile.TemporaryDirectory() as lists:
            sys.stdout.write(json.dumps(fill(Path(lists))))
    else:
        target = Path(__file__).with_name(f"{__version__}.tar.xz")
        make(target)
        sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes\n")
