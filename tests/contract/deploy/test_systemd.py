"""The systemd units: accepted by systemd itself, shut to its own measure, and in agreement with the product and the proxy."""

from __future__ import annotations

import re
import shlex
import stat
import sys
from pathlib import Path

import pytest
from tests.contract.deploy.reading import DEPLOY, OPTION_BY_NAME, ROOT, commands, run, tool, unit, values

from licet.cli.store.roles import OWNERS, SERVING

UNITS = DEPLOY / "systemd"
SERVICES = ("licet@.service", "licet-concerns.service", "licet-concerns-check.service", "licet-worker.service", "licet-backup.service")
SURFACES = ("register", "portal", "desk")
MOST_EXPOSED = "15"  # of 100, as `systemd-analyze security` counts


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units in a folder of their own, with a Python and a working folder that this machine has."""
    for path in UNITS.glob("licet*.*"):
        text = path.read_text().replace("/opt/licet/.venv/bin/python", sys.executable).replace("=/opt/licet\n", f"={tmp_path}\n")
        (tmp_path / path.name).write_text(text)
    return tmp_path


def verify(folder: Path) -> tuple[int, str]:
    found = sorted(path for path in folder.iterdir() if path.suffix in {".service", ".timer", ".target"})
    done = run(tool("systemd-analyze", "systemd"), "verify", "--man=no", *found)
    return done.returncode, done.stderr


def test_systemd_accepts_the_units(installed: Path) -> None:
    assert verify(installed) == (0, "")


def test_systemd_sees_a_misspelt_setting_and_an_absent_program(installed: Path) -> None:
    path = installed / "licet-worker.service"
    path.write_text(path.read_text().replace("ProtectHome=", "ProtectHomes=").replace(sys.executable, "/nowhere/python"))
    code, said = verify(installed)
    assert code == 1
    assert "ProtectHomes" in said
    assert "/nowhere/python" in said


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_finds_little_exposed(installed: Path, name: str) -> None:
    done = run(
        tool("systemd-analyze", "systemd"), "security", "--no-pager", "--offline=true", f"--threshold={MOST_EXPOSED}", installed / name
    )
    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.parametrize("name", SERVICES)
def test_command_and_settings_exist(name: str) -> None:
    settings = unit(name)
    credentials = [value.partition(":")[0] for value in values(settings, "LoadCredential")]
    environment = [value.partition("=")[0] for value in values(settings, "Environment")]
    assert credentials
    assert {*credentials, *(each for each in environment if each.startswith("LICET_"))} <= OPTION_BY_NAME.keys()
    assert "LICET_SECRETS_FOLDER=%d" in values(settings, "Environment")
    (start,) = values(settings, "ExecStart")
    command = re.search(r"-m licet (\S+)", start)
    assert command[1] in commands() if command else "-m django check" in start
    assert shlex.split(start)


@pytest.mark.parametrize("name", SERVICES)
def test_folders_of_secrets_are_made_and_hidden(name: str) -> None:
    made = {line.split()[1]: line.split() for line in (UNITS / "licet.tmpfiles").read_text().splitlines() if line.startswith("d ")}
    settings = unit(name)
    for credential in values(settings, "LoadCredential"):
        folder = str(Path(credential.partition(":")[2]).parent)
        for surface in SURFACES if "%i" in folder else ("",):
            assert not stat.S_IMODE(int(made[folder.replace("%i", surface)][2], 8)) & 0o007
    assert "/etc/licet" in values(settings, "InaccessiblePaths")
    for path in values(settings, "ReadWritePaths") + values(settings, "ReadOnlyPaths"):
        assert path in made


def test_everything_is_started_by_the_target() -> None:
    wanted = set(" ".join(values(unit("licet.target"), "Wants")).split())
    assert wanted == {
        *(f"licet@{surface}.service" for surface in SURFACES),
        "licet-concerns.service",
        "licet-worker.service",
        "licet-backup.timer",
    }
    assert set(SURFACES) | {"concerns", "all"} == set(OPTION_BY_NAME["LICET_SURFACE"].choices)


def test_concerns_write_nowhere_and_are_closed_to_the_other_surfaces() -> None:
    concerns = unit("licet-concerns.service")
    assert values(concerns, "StandardOutput") == values(concerns, "StandardError") == ["null"]
    assert "-/srv/licet/concerns" in values(unit("licet@.service"), "InaccessiblePaths")
    assert not [value for value in values(unit("licet@.service"), "LoadCredential") if value.startswith("LICET_CONCERNS_KEY")]
    assert "LICET_METRICS_ADDRESS" not in (UNITS / "settings" / "concerns" / "settings").read_text()


def test_ports_are_those_of_the_proxy_and_metrics_stay_on_the_machine() -> None:
    upstreams = dict(
        re.findall(r"upstream licet_(\w+) \{ server 127\.0\.0\.1:(\d+); \}", (DEPLOY / "nginx" / "upstreams.conf").read_text())
    )
    written = {path.parent.name: path.read_text() for path in (UNITS / "settings").glob("*/settings")}
    ports = {name: found[1] for name, text in written.items() if (found := re.search(r"^PORT=(\d+)$", text, re.MULTILINE))}
    assert ports == upstreams
    metrics = [address for text in written.values() for address in re.findall(r"^LICET_METRICS_ADDRESS=(\S+)$", text, re.MULTILINE)]
    assert len(set(metrics)) == len(metrics) == 4
    assert all(address.startswith("127.0.0.1:") and address.rpartition(":")[2] not in ports.values() for address in metrics)
    for text in [*written.values(), (UNITS / "settings" / "settings").read_text()]:
        assert set(re.findall(r"^(LICET_\w+)=", text, re.MULTILINE)) <= OPTION_BY_NAME.keys()


def test_commands_of_the_how_to_exist_and_have_their_secrets() -> None:
    page = (ROOT / "docs" / "how-to" / "run-in-production.md").read_text()
    used = re.findall(r"^(?:LICET_\w+=\S+ )*licet-as (\w+) (\S+)", page, re.MULTILINE)
    folders = {line.split()[1].rpartition("/")[2] for line in (UNITS / "licet.tmpfiles").read_text().splitlines() if " /etc/licet/" in line}
    assert len(used) > 10
    assert {(folder, command) for folder, command in used if folder not in folders or command not in commands()} == set()
    named = set(
        re.findall(r"(?:^|\s)(deploy/[\w./@-]+?)(?=\s|$)", "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL)), re.MULTILINE)
    )
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_passwords_are_made_for_every_database_role() -> None:
    by_hand = (UNITS / "make-secrets").read_text()
    in_containers = (DEPLOY / "compose" / "make-secrets").read_text()
    loop = re.search(r"for process in ([\w ]+); do\n +set_up", by_hand)
    assert loop
    assert {*re.findall(r"set_up (licet_\w+)", by_hand), *(f"licet_{process}" for process in loop[1].split())} >= {
        role.name for role in SERVING
    }
    listed = re.search(r"for role in ([\w ]+); do", in_containers)
    assert listed
    assert set(listed[1].split()) == {role.name for role in SERVING} | set(OWNERS.values())


def test_the_key_that_signs_the_log_goes_to_who_signs() -> None:
    units = {path.name for path in (DEPLOY / "systemd").glob("*.service")}
    loading = {name for name in units if any(value.startswith("LICET_LOG_KEY:") for value in values(unit(name), "LoadCredential"))}
    assert loading == {"licet-worker.service", "licet-backup.service"}
