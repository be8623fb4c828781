"""What the environment makes of the settings; each case in a process of its own, because settings are read once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from licet.project.options import OPTIONS

ROOT = Path(__file__).resolve().parents[3]
SHOW = """
import json
from licet.project import settings as s
names = ("LICET_ENV", "LICET_SURFACE", "LICET_LOG_ORIGIN", "DEBUG", "SESSION_COOKIE_SECURE", "ALLOWED_HOSTS", "LICET_IS_DEMO")
shown = {name: getattr(s, name) for name in names}
print(json.dumps(shown | {"databases": s.DATABASES}, default=str))
"""


def _process(home: Path, code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LICET_HOME": str(home)}
    return subprocess.run([sys.executable, "-c", code], env=given | environ, capture_output=True, text=True, timeout=60)


def _settings(home: Path, **environ: str) -> dict[str, Any]:
    done = _process(home, SHOW, **environ)
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def test_nothing_said_is_production(tmp_path: Path) -> None:
    shown = _settings(tmp_path)
    assert (shown["LICET_ENV"], shown["DEBUG"], shown["SESSION_COOKIE_SECURE"]) == ("production", False, True)
    assert shown["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


def test_home_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LICET_ENV=demo\nLICET_SURFACE=desk\n")
    shown = _settings(tmp_path, LICET_SURFACE="register")
    assert (shown["LICET_IS_DEMO"], shown["LICET_SURFACE"]) == (True, "register")


def test_postgresql_is_one_setting(tmp_path: Path) -> None:
    shown = _settings(tmp_path, LICET_DATABASE_URL="postgresql://somebody@db.example/licet")
    database = shown["databases"]["default"]
    assert (database["ENGINE"], database["HOST"]) == ("django.db.backends.postgresql", "db.example")


@pytest.mark.parametrize("url", ["", "sqlite:////tmp/licet.sqlite3", "postgresql://somebody@db.example/licet"])
def test_connections_are_kept_between_requests_and_checked(tmp_path: Path, url: str) -> None:
    shown = _settings(tmp_path, LICET_DATABASE_URL=url)
    for database in shown["databases"].values():
        assert database["CONN_MAX_AGE"] > 0
        assert database["CONN_HEALTH_CHECKS"] is True
        assert "pool" not in database["OPTIONS"]


def test_a_server_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    address = "postgresql://somebody@db.example/licet"
    shown = _settings(tmp_path, LICET_DATABASE_URL=address, LICET_CONCERNS_DATABASE_URL=f"{address}_concerns?connect_timeout=9")
    assert shown["databases"]["default"]["OPTIONS"]["connect_timeout"] == 5
    assert str(shown["databases"]["concerns"]["OPTIONS"]["connect_timeout"]) == "9"


def test_concerns_have_a_database_of_their_own(tmp_path: Path) -> None:
    same = "postgresql://somebody@db.example/licet"
    done = _process(tmp_path, "import licet.project.settings", LICET_DATABASE_URL=same, LICET_CONCERNS_DATABASE_URL=same)
    assert done.returncode == 1
    assert "concerns need one of their own" in done.stderr


@pytest.mark.parametrize(("surface", "held"), [("all", True), ("concerns", True), ("desk", False), ("portal", False), ("register", False)])
def test_key_of_concerns_is_held_where_concerns_are_served(tmp_path: Path, surface: str, held: bool) -> None:
    code = "from licet.project import settings; print(bool(settings.LICET_CONCERNS_KEY))"
    done = _process(tmp_path, code, LICET_SURFACE=surface, LICET_CONCERNS_KEY="a key")
    assert done.stdout.strip() == str(held)


def test_log_origin_follows_the_address(tmp_path: Path) -> None:
    assert _settings(tmp_path, LICET_BASE_URL="https://licensing.example/")["LICET_LOG_ORIGIN"] == "licensing.example/log"


def test_unknown_choice_is_one_sentence(tmp_path: Path) -> None:
    done = _process(tmp_path, "import licet.project.settings", LICET_SURFACE="everything")
    assert done.returncode == 1
    assert done.stderr.strip() == "LICET_SURFACE is 'everything': it must be one of all, register, portal, desk, concerns."


@pytest.mark.parametrize("name", [option.name for option in OPTIONS if option.reserved])
def test_setting_that_nothing_reads_is_refused(tmp_path: Path, name: str) -> None:
    done = _process(tmp_path, "import licet.project.settings", **{name: "clamd://127.0.0.1:3310"})
    assert done.returncode == 1
    assert done.stderr.strip() == f"{name} does nothing yet: remove it from the environment and from LICET_HOME/.env."
    assert _process(tmp_path, "import licet.project.settings", **{name: ""}).returncode == 0


def test_every_other_setting_is_read_somewhere() -> None:
    """A name that only the list of settings has does nothing, and must be reserved."""
    folders = (ROOT / "src", ROOT / "bin", ROOT / "tests")
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in {"", ".py", ".sh"} and path.is_file()]
    texts = [path.read_text() for path in files if path.name != "options.py" and path != Path(__file__)]
    unread = [item.name for item in OPTIONS if not any(re.search(rf"\b{item.name}\b", text) for text in texts)]
    assert set(unread) <= {item.name for item in OPTIONS if item.reserved}


def test_surface_chooses_the_routes(tmp_path: Path) -> None:
    show = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.project.settings"
django.setup()
from licet.project.reference.routes import routes
print(*sorted(route.address for route in routes()))
"""
    served = _process(tmp_path, show, LICET_SURFACE="register").stdout.split()
    assert "/healthz" in served
    assert [address for address in served if address.startswith(("/portal", "/desk", "/account"))] == []
