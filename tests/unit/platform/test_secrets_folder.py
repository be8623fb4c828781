"""Settings that are secrets come from files, and the environment wins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from licet.kernel.errors import Refused
from licet.platform.secrets_folder import FOLDER, read_secrets_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(os, "environ", {FOLDER: str(tmp_path)})
    return tmp_path


def settings_read() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith("LICET_")}


def test_each_file_that_is_named_as_a_setting_is_read(folder: Path) -> None:
    (folder / "LICET_LOG_KEY").write_text("a key\n")
    (folder / "README").write_text("not a setting")
    (folder / "PATH").write_text("/nowhere")
    read_secrets_folder()
    assert settings_read() == {FOLDER: str(folder), "LICET_LOG_KEY": "a key"}
    assert "PATH" not in os.environ


@pytest.mark.parametrize(("in_environment", "used"), [("another", "another"), ("", "a key")])
def test_environment_wins_unless_it_is_empty(folder: Path, in_environment: str, used: str) -> None:
    (folder / "LICET_LOG_KEY").write_text("a key")
    os.environ["LICET_LOG_KEY"] = in_environment
    read_secrets_folder()
    assert os.environ["LICET_LOG_KEY"] == used


def test_empty_folder_is_refused(folder: Path) -> None:
    with pytest.raises(Refused, match="holds no file that is named as a setting"):
        read_secrets_folder()


def test_missing_folder_is_refused_by_name(folder: Path) -> None:
    os.environ[FOLDER] = str(folder / "absent")
    with pytest.raises(Refused, match="absent cannot be read"):
        read_secrets_folder()


def test_no_folder_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    read_secrets_folder()
    assert settings_read() == {}
