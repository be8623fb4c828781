"""compose.yaml: valid by the Compose specification, and as shut as its comments say."""

from __future__ import annotations

import ipaddress
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.contract.deploy.reading import DEPLOY, NOT_SETTINGS, OPTION_BY_NAME, SETTING, commands, compose, run, tool

COMPOSE = DEPLOY / "compose.yaml"
OURS = ("register", "portal", "desk", "concerns", "worker", "init", "backup")


def service(name: str) -> dict[str, Any]:
    found: dict[str, Any] = compose()["services"][name]
    return found


def secret_targets(name: str) -> dict[str, str]:
    """The settings that a service reads from files, each with the secret it comes from."""
    return {secret["target"]: secret["source"] for secret in service(name)["secrets"]}


def meets(one: str, other: str) -> bool:
    """Whether two services share a network."""
    return bool(set(service(one)["networks"]) & set(service(other)["networks"]))


def check(path: Path) -> tuple[int, str]:
    done = run(tool("check-jsonschema", "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", path)
    return done.returncode, done.stdout


def test_file_follows_the_specification() -> None:
    assert check(COMPOSE)[0] == 0, check(COMPOSE)[1]


def test_specification_sees_a_misspelt_key(tmp_path: Path) -> None:
    planted = tmp_path / "compose.yaml"
    planted.write_text(COMPOSE.read_text().replace("cap_drop", "capdrop"))
    code, output = check(planted)
    assert code == 1
    assert "capdrop" in output


@pytest.mark.parametrize("name", compose()["services"])
def test_container_has_no_rights_to_spare(name: str) -> None:
    assert service(name)["read_only"] is True
    assert service(name)["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service(name)["security_opt"]


def test_only_the_proxy_is_published_and_only_with_pages() -> None:
    published = {name: found["ports"] for name, found in compose()["services"].items() if found.get("ports")}
    assert published == {"proxy": ["80:80", "443:443"]}


@pytest.mark.parametrize(
    ("one", "other", "may_meet"),
    [
        ("register", "database", True),
        ("register", "concerns-database", False),
        ("portal", "concerns-database", False),
        ("proxy", "database", False),
        ("proxy", "concerns-database", False),
        ("proxy", "worker", True),  # on the network to the outside, where the worker listens for Prometheus alone
        ("desk", "concerns-database", True),
        ("concerns", "concerns-database", True),
        ("worker", "concerns-database", True),
        ("database", "concerns-database", False),
    ],
)
def test_who_reaches_whom(one: str, other: str, may_meet: bool) -> None:
    assert meets(one, other) is may_meet


def test_networks_but_one_lead_nowhere() -> None:
    outside = {name for name, network in compose()["networks"].items() if not network.get("internal")}
    assert outside == {"outside"}
    assert {name for name, found in compose()["services"].items() if "outside" in found["networks"]} == {"proxy", "worker"}


def test_concerns_key_goes_to_those_who_carry_concerns() -> None:
    assert {name for name in OURS if "LICET_CONCERNS_KEY" in secret_targets(name)} == {"concerns", "worker", "init", "backup"}
    assert "LICET_METRICS_ADDRESS" not in service("concerns")["environment"]
    assert service("concerns")["logging"] == {"driver": "none"}


def test_the_key_that_signs_the_log_goes_to_who_signs() -> None:
    assert {name for name in OURS if "LICET_LOG_KEY" in secret_targets(name)} == {"worker", "init", "backup"}


@pytest.mark.parametrize("name", OURS)
def test_settings_and_commands_exist(name: str) -> None:
    found = service(name)
    assert {*found["environment"], *secret_targets(name)} <= OPTION_BY_NAME.keys()
    surface = OPTION_BY_NAME["LICET_SURFACE"].choices
    assert found["environment"].get("LICET_SURFACE", "all") in surface
    assert found["environment"]["LICET_ENV"] == "production"
    assert found.get("command", ["serve"])[0] in commands()


def test_every_name_of_a_setting_is_one() -> None:
    named = {name for path in DEPLOY.rglob("*") if path.is_file() for name in SETTING.findall(path.read_text())}
    assert named - OPTION_BY_NAME.keys() - NOT_SETTINGS == set()


def test_each_surface_has_a_role_of_its_own() -> None:
    sources = [secret_targets(name)["LICET_DATABASE_URL"] for name in ("register", "portal", "desk", "concerns", "worker", "backup")]
    assert len(set(sources)) == len(sources)


def test_no_secret_is_in_the_file() -> None:
    for found in compose()["services"].values():
        for name, value in found.get("environment", {}).items():
            assert not name.endswith(("_KEY", "_URL", "_PASSWORD")) or name == "LICET_BASE_URL", (name, value)
            assert "://" not in str(value) or name == "LICET_BASE_URL"


def test_mounted_files_exist() -> None:
    mounted = [volume.split(":")[0] for found in compose()["services"].values() for volume in found.get("volumes", [])]
    local = [path for path in mounted if path.startswith("./") and path != "./backups"]  # made by whoever backs up
    assert local
    assert [path for path in local if not (DEPLOY / path).exists()] == []


def test_secrets_are_made_once_and_are_all_there(tmp_path: Path) -> None:
    shutil.copy2(DEPLOY / "compose" / "make-secrets", tmp_path)
    first = run(tmp_path / "make-secrets")
    assert first.returncode == 0, first.stderr
    folder = tmp_path / "secrets"
    made = {path.name: path.read_text() for path in folder.iterdir()}
    to_write = {Path(line.partition(": ")[2]).name for line in first.stdout.splitlines()}
    assert to_write == {"mail-url", "tls-certificate.pem", "tls-key.pem"}
    assert {Path(secret["file"]).name for secret in compose()["secrets"].values()} == made.keys() | to_write
    assert folder.stat().st_mode & 0o077 == 0
    assert len({line.split()[1] for line in made["role-passwords"].splitlines()}) == 8
    assert run(tmp_path / "make-secrets").returncode == 0
    assert {path.name: path.read_text() for path in folder.iterdir()} == made


def test_only_the_proxys_own_address_is_trusted() -> None:
    """A surface that is broken into stands on the same network: it must not say whose failed sign-ins are counted."""
    address = ipaddress.ip_address(service("proxy")["networks"]["front"]["ipv4_address"])
    [network] = compose()["networks"]["front"]["ipam"]["config"]
    assert address in ipaddress.ip_network(network["subnet"])
    assert address not in ipaddress.ip_network(network["ip_range"]), "another container could be given this address"
    for name in ("register", "portal", "desk", "concerns", "worker"):
        assert service(name)["environment"]["LICET_TRUSTED_PROXIES"] == str(address)
