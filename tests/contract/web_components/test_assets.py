"""The committed style sheet and scripts are what the sources make."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ASSETS, STATIC = ROOT / "assets", ROOT / "src/licet/web/components/static/licet"
BUILT = json.loads((ASSETS / "built.json").read_text())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", BUILT["sources"])
def test_source_is_the_one_that_was_built(name: str) -> None:
    assert sha256(ASSETS / name) == BUILT["sources"][name], f"assets/{name} changed: run `npm run build` in assets/"


def test_no_source_was_left_out_of_the_build() -> None:
    assert {f"scss/licet/{path.name}" for path in (ASSETS / "scss/licet").iterdir()} <= set(BUILT["sources"])


def test_static_folder_holds_what_was_built_and_nothing_else() -> None:
    assert {path.name: sha256(path) for path in STATIC.iterdir()} == BUILT["results"]


@pytest.mark.parametrize("foreign", ["GDS Transport", "govuk-crest", "@font-face", "url(", "sourceMappingURL", "GOV.UK"])
def test_style_sheet_has_nothing_that_is_only_for_govuk(foreign: str) -> None:
    assert foreign not in (STATIC / "licet.css").read_text()


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if not (shutil.which("node") and (ASSETS / "node_modules/sass").exists()):
        assert BUILT["results"], "Node's packages are not here: the digests above stand in for building again"
        return
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=ASSETS, check=True, capture_output=True, timeout=120)
    assert {path.name: sha256(path) for path in tmp_path.iterdir()} == BUILT["results"]
