"""A downloaded register against a small log: ratings as they may be written, and entries that nobody has signed yet."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.licet_verify.small_log import SmallLog

from licet_verify import canonical
from licet_verify.cli import main
from licet_verify.facts import derive
from licet_verify.published import Entry


def decision_leaf(number: int, rating: str) -> bytes:
    line: canonical.Json = {"outcome": "grant", "rating": rating, "value_minor": 100, "no_value": "", "criteria": []}
    return canonical.dumps(
        {
            "v": 1,
            "kind": "decisions:case-decision:made",
            "on": "2031-05-02",
            "ref": f"XA-DEC 2031/{number:06}",
            "pack": "test@1",
            "published": {"outcome": "granted", "lines": [line], "countries": [], "criteria": [], "withheld": []},
            "sealed": {},
        }
    )


@pytest.fixture
def log() -> SmallLog:
    return SmallLog((decision_leaf(1, "ML11.a"), decision_leaf(2, "ML6")))


def write_files(folder: Path, log: SmallLog, signed: int, **changed: str) -> list[str]:
    """The files of a check, with every rating replaced as ``changed`` says; returns the command's arguments."""
    entries = (Entry.read(place, leaf) for place, leaf in enumerate(log.leaves))
    with closing(derive(entries, len(log.leaves))) as derived:
        rows = list(derived.rest())
    for _, row in rows:
        for name in {"rating", "ratings"} & row.keys():
            row[name] = changed.get(row[name].replace(".", "_"), row[name])
    named: list[object] = [{"table": table, "row": row} for table, row in rows]
    lines = [{"format": "licet/register/v1", "size": len(log.leaves)}, *named, {"rows": len(rows)}]
    (folder / "register").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "log").write_bytes(b"".join(log.lines()))
    (folder / "checkpoint").write_text(log.checkpoint(signed))
    names = {name: str(folder / name) for name in ("register", "log", "checkpoint")}
    return ["register", names["register"], "--log", names["log"], "--checkpoint", names["checkpoint"], "--key", str(log.key)]


@pytest.mark.parametrize(("written", "code"), [("ml11a", 0), ("ML 11.a", 0), ("ML1.1a", 1), ("ML11.b", 1)])
def test_rating_may_be_written_otherwise_but_not_be_another(
    tmp_path: Path, log: SmallLog, written: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(write_files(tmp_path, log, 2, ML11_a=written)) == code
    assert (f'"{written}" in the register and "ML11.a" by the log' in capsys.readouterr().err) == bool(code)


@pytest.mark.parametrize(("signed", "said"), [(2, "of the log say.\n"), (1, "Not covered by a checkpoint yet: 1 of these entries.\n")])
def test_rows_from_entries_that_no_checkpoint_covers_are_said_to_be_so(
    tmp_path: Path, log: SmallLog, signed: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(write_files(tmp_path, log, signed)) == 0
    assert capsys.readouterr().out.endswith(said)


def test_a_register_that_is_held_against_a_log_alone_says_that_the_log_was_not_checked(
    tmp_path: Path, log: SmallLog, capsys: pytest.CaptureFixture[str]
) -> None:
    command = write_files(tmp_path, log, 2)
    assert main(command[:4]) == 0
    said = capsys.readouterr().out
    assert said.endswith("Not checked: whether the log is the one that was signed (give --checkpoint and --key).\n")
    assert "Not covered" not in said


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda lines: lines[1:], "does not begin with the format licet/register/v1"),
        (lambda lines: [lines[0].replace("2", '"2"'), *lines[1:]], "does not begin with the format licet/register/v1"),
        (lambda lines: [lines[0].replace("2", "3"), *lines[1:]], "has read 3 entries, and the log that is given ends after 2"),
        (lambda lines: lines[:-1], "its last line is missing"),
        (lambda lines: [*lines, lines[-1]], "ends with"),
        (lambda lines: [*lines[:-2], lines[-1]], "ends with"),
        (lambda lines: [lines[0], "{", *lines[1:]], "line 2 of the register is not JSON"),
        (lambda lines: [lines[0], "[]", *lines[1:]], "line 2 of the register is not an object"),
        (lambda lines: [lines[0], "{}", *lines[1:]], "line 2 of the register is not a row"),
        (lambda lines: [lines[0], '{"table":"decisions"}', *lines[1:]], "line 2 of the register is not a row"),
        (lambda lines: [lines[0], '{"row":{}}', *lines[1:]], "line 2 of the register is not a row"),
    ],
)
def test_a_download_that_is_not_whole_says_where(
    tmp_path: Path, log: SmallLog, change: Callable[[list[str]], list[str]], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = write_files(tmp_path, log, 2)
    assert main(command) == 0
    register = tmp_path / "register"
    register.write_text("\n".join(change(register.read_text().splitlines())) + "\n")
    assert main(command) == 1
    assert why in capsys.readouterr().err


def test_the_log_is_checked_with_its_key_and_a_checkpoint_or_with_neither(
    tmp_path: Path, log: SmallLog, capsys: pytest.CaptureFixture[str]
) -> None:
    command = write_files(tmp_path, log, 2)
    assert main(command[:-2]) == 2
    assert "with both --checkpoint and --key, or with neither" in capsys.readouterr().err
    (tmp_path / "log").unlink()
    assert main(command) == 2
    assert "cannot read" in capsys.readouterr().err
