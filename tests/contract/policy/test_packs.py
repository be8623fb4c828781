"""Packs against their schemas and each other: a broken one says file, place, what is wrong and what to do."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from licet.ledger.public import check_narrowing
from licet.policy import selectors
from licet.policy.public import PackError, load_authority, pack, pack_infos
from licet.policy.selectors import DEMONSTRATION, building, gazetteer
from licet.policy.selectors.reading import PACKS, read

READERS: dict[str, Callable[[Path], object]] = {
    "criteria": building.criteria_set,
    "destinations": building.destinations,
    "control": building.control_list,
    "calendars": building.holiday_calendar,
    "authority": load_authority,
}
ALL = [(kind, path) for kind in READERS for path in sorted((PACKS / kind).glob("*.toml"))]
ISO = PACKS / "destinations" / "iso-3166.toml"


@pytest.mark.parametrize(("kind", "path"), ALL, ids=[f"{kind}/{path.name}" for kind, path in ALL])
def test_every_shipped_pack_loads(kind: str, path: Path) -> None:
    assert READERS[kind](path)


@pytest.mark.parametrize(("kind", "path"), ALL, ids=[f"{kind}/{path.name}" for kind, path in ALL])
def test_a_pack_is_named_as_its_file_and_versioned_by_its_bytes(kind: str, path: Path) -> None:
    source = read(path, "calendar" if kind == "calendars" else kind)
    assert source.info.id == path.stem
    assert source.info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_packs_in_use_are_told_with_their_digests() -> None:
    assert {info.version for info in pack_infos()} >= {"demo-authority/1", "uk-selc-2021/1", "uk-strategic/1", "iso-3166/2"}
    assert all(len(info.sha256) == 64 for info in pack_infos())
    assert len({info.version for info in pack_infos()}) == len(pack_infos())


def test_the_pack_withholds_only_fields_that_exist() -> None:
    check_narrowing(pack().narrowings)


def test_all_of_iso_3166_is_there() -> None:
    listed, _ = building.destinations(ISO)
    present = [item for item in listed if item.last_year is None and item.code != "XK"]
    assert len(present) == 249
    assert len({item.alpha3 for item in listed}) == len(listed)


APPEAL = next(table for table in DEMONSTRATION.read_text("utf-8").split("\n\n") if 'id = "appeal"' in table)
LAST_LETTER = "[[letter]]" + DEMONSTRATION.read_text("utf-8").rpartition("[[letter]]")[2]
# (kind, file, text to replace, replacement, what the error must say)
BROKEN = [
    (
        "criteria",
        "uk-selc-2021",
        'test = "special_caution"',
        'test = "worry"',
        r"line \d+, clause 10 \(code 2b\), test: .*schema/criteria.json",
    ),
    ("criteria", "uk-selc-2021", 'code = "1b"', 'code = "1a"', r"line \d+, clause 3 \(code 1a\): code 1a stands twice; keep one"),
    ("criteria", "uk-selc-2021", 'parent = "7"', 'parent = "9"', r"clause \d+ \(code 7a\), parent: its parent 9 is not in the set"),
    ("criteria", "uk-selc-2021", "asked = true", "asked = false", r"a clause is asked exactly when it has a question"),
    ("criteria", "uk-selc-2021", 'checked = "unchecked: ', 'checked = "', r"checked: .*does not match"),
    ("criteria", "uk-selc-2021", 'lead = "foreign"', 'leader = "foreign"', r"clause 1 \(code 1\)"),
    ("criteria", "uk-selc-2021", "bars = true", "bars = yes", r"is not TOML: .*line \d+.*correct it there"),
    ("criteria", "uk-selc-2021", 'code = "1a"', 'code = "1a"\nihl = true', r"the clause of humanitarian law must be asked"),
    ("control", "uk-strategic", "from = 2006-07-30", "from = 2006-07-30\nuntil = 2006-07-29", r"entry \d+ .*: ends before it begins"),
    ("calendars", "demo", "first_year = 2000", "first_year = 2081", r"last_year: the last year is before the first"),
    (
        "authority",
        "demo",
        "from = 2000-01-01 ",
        'from = 2000-01-01\n[[criteria]]\nset = "eu-cp-2008-944"\nfrom = 2020-01-01 ',
        r"criteria: uk-selc-2021 and eu-cp-2008-944 are in force on the same days",
    ),
    ("authority", "demo", APPEAL, "", r"deadline: lacks appeal"),
    ("authority", "demo", LAST_LETTER, "", r"letter: lacks expiry"),
    ("destinations", "iso-3166", 'code = "AE"', 'code = "AD"', r"line \d+, destination 2 \(code AD\): code AD stands twice"),
    ("destinations", "iso-3166", 'code = "AE"', 'code = "ae"', r"line \d+, destination 2 \(code ae\), code: .*'ae'"),
    ("control", "uk-strategic", 'code = "ML2"', 'code = "ML1"', r"entry \d+ \(code ML1\): ML1 stands twice for the same days"),
    ("control", "uk-strategic", 'code = "ML2"', 'code = "!"', r"entry \d+ \(code !\), code: .*not a control-list code"),
    (
        "calendars",
        "uk-england",
        "2024-01-01",
        "2034-01-01",
        r"declared 1 \(name New Year's Day\): a day lies outside 2024",
    ),
    ("calendars", "demo", "month = 5\nday = 9", "month = 2\nday = 30", r"fixed 2 \(name Founding Day\): is not a day of every year"),
    (
        "authority",
        "demo",
        'scope = ""\ndepartment = "development"',
        'scope = "destination=QN"\ndepartment = "development"',
        r"routing: nobody is asked about 8 of uk-selc-2021/1 on every line",
    ),
    ("authority", "demo", 'criteria = ["8"]', 'criteria = ["7"]', r"routing: nobody is asked about 8 of uk-selc-2021/1 on every line"),
    ("authority", "demo", 'criteria = ["8"]', 'criteria = ["8", "9"]', r"routing 3 \(id R3\), criteria: 9 is asked by no criteria set"),
    (
        "authority",
        "demo",
        'department = "development"',
        'department = "culture"',
        r"routing 3 \(id R3\), department: there is no",
    ),
    ("authority", "demo", 'roles = ["foreign"]', "roles = []", r"department: no department has the role foreign"),
    ("authority", "demo", "rating=ML4,ML10.c,9A012", "colour=red", r"signatures 2 \(id S2\), scope: .*colour.*Write the scope as"),
    ("authority", "demo", "rating=ML4,ML10.c,9A012", "rating=ML99", r"signatures 2 \(id S2\), scope: .*“ML99” is not a code.*nearest.*ML9"),
    ("authority", "demo", "rating=ML4,ML10.c,9A012", "destination=Mirasoll", r"signatures 2 \(id S2\), scope: .*nearest: Mirasol"),
    ("authority", "demo", 'seats = ["decider", "countersigner"]', 'seats = ["decider"]', r"signatures: “decide case” is not always signed"),
    ("authority", "demo", 'set = "uk-selc-2021"', 'set = "uk-selc-2014"', r"criteria 1, set: there is no criteria set uk-selc-2014"),
    ("authority", "demo", "${answer_by}", "${answer_date}", r"letter 2 \(id enquiry-reminder\), fields: uses answer_date"),
    ("authority", "demo", "${answer_by}", "$ 5", r"letter 2 \(id enquiry-reminder\), body: has a \$"),
    (
        "authority",
        "demo",
        '"received_on", ',
        '"received_on", "officer", ',
        r"letter 1 \(id acknowledgement\), fields: officer cannot be filled in",
    ),
    ("authority", "demo", 'id = "expiry"\n', 'id = "expiry-note"\n', r"letter 5 \(id expiry-note\), id: 'expiry-note' is not"),
    ("authority", "demo", "first_day = 1\n", "first_day = 0\n", r"deadline 3 \(id appeal\), first_day: .*write first_day = 1"),
    ("authority", "demo", "stops_for_enquiries = true\n", "", r"deadline 1 \(id decision-target\), stops_for_enquiries: .*= true"),
    ("authority", "demo", "[silence]\n", "[hush]\n", r"'silence' is a required property|'hush' was unexpected"),
    ("authority", "demo", "close_days_after = 5", "close_days_after = 0", r"silence, close_days_after: 0 is less"),
    ("authority", "demo", "notice_days_before = 30", "notice_days_before = 0", r"expiry, notice_days_before: 0 is less"),
    ("authority", "demo", 'zone = "UTC"', 'zone = "Valdren/Lanmere"', r"zone: “Valdren/Lanmere” is no time zone"),
    ("authority", "demo", 'country = "XA"', 'country = "ZZ"', r"country: its country ZZ is in none"),
    ("authority", "demo", 'calendar = "demo"', 'calendar = "mars"', r"there is no pack “mars”; use demo, uk-england"),
    ("authority", "demo", "rescreen_after_days = 30", "rescreen_after_days = 0", r"screening, rescreen_after_days: 0 is less"),
    ("authority", "demo", 'name = "Demonstration Licensing Authority"\n', "", r"'name' is a required property"),
    (
        "authority",
        "demo",
        "incidents_determined_percent = 10\nthemes_determined = 1\nprocedures_exist = 1\nprocedures_used = 1\nprocedures_with_outcome = 1",
        "incidents_determined_percent = 0\nthemes_determined = 0\nprocedures_exist = 0\nprocedures_used = 0\nprocedures_with_outcome = 0",
        r"no_clear_risk, minimum: asks for commitment and capability alone",
    ),
    ("authority", "demo", 'harm = "killed"\nat_least = 20', 'harm = "killed"', r"incident_threshold 1 \(id T1\).*at_least"),
    (
        "authority",
        "demo",
        'objects = ["health care"',
        'objects = ["clinics"',
        r"incident_threshold 2 \(id T2\), objects 1: 'clinics' is not",
    ),
    ("authority", "demo", "themes_determined = 3", "themes_determined = 0", r"no_clear_risk, full: asks for less than the minimum"),
    ("authority", "demo", 'commitment = ["committed", "committed in part"]', 'commitment = ["committed in part"]', r"full: asks for less"),
    (
        "authority",
        "demo",
        'capability = ["capable"]',
        'capability = ["not capable"]',
        r"no_clear_risk, full, capability 1: 'not capable' is not",
    ),
]


@pytest.mark.parametrize(("kind", "name", "old", "new", "says"), BROKEN, ids=[f"{row[1]}:{row[3][:30]!r}" for row in BROKEN])
def test_a_broken_pack_is_refused_with_its_place(tmp_path: Path, kind: str, name: str, old: str, new: str, says: str) -> None:
    text = (PACKS / kind / f"{name}.toml").read_text("utf-8")
    assert old in text
    broken = tmp_path / "broken.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PackError, match=says) as refused:
        READERS[kind](broken)
    if "mars" not in new:
        assert "broken.toml" in str(refused.value)


def test_a_pack_names_destinations_as_people_write_them(tmp_path: Path) -> None:
    text = DEMONSTRATION.read_text("utf-8")
    path = tmp_path / "named.toml"
    path.write_text(text.replace('scope = "destination=QM"', 'scope = "destination=Kasdara"', 1), "utf-8")
    named = [rule.scope for rule in load_authority(path).assessments]
    assert named == [rule.scope for rule in load_authority(DEMONSTRATION).assessments]


def test_a_pack_from_before_it_could_state_what_no_clear_risk_needs_still_loads(tmp_path: Path) -> None:
    text = DEMONSTRATION.read_text("utf-8")
    older = tmp_path / "older.toml"
    older.write_text(text[: text.index("[no_clear_risk.minimum]")] + text[text.index("# --- triggers: who must") :], "utf-8")
    assert load_authority(older).no_clear_risk is None


@pytest.mark.parametrize(
    ("content", "says"), [(b"\xff\xfe", "byte 0: is not UTF-8"), (b"", "required property"), (b"a = 1\na = 2", "is not TOML")]
)
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    for reader in READERS.values():
        with pytest.raises(PackError, match=says):
            reader(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"absent\.toml: cannot be read"):
        load_authority(tmp_path / "absent.toml")


def test_a_line_of_a_fault_is_where_its_table_starts(tmp_path: Path) -> None:
    text = DEMONSTRATION.read_text("utf-8").replace('days = 20\ncounts = "working-days"\n\n', 'days = 0\ncounts = "working-days"\n\n')
    path = tmp_path / "broken.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PackError, match=r"line (\d+), deadline 2") as refused:
        load_authority(path)
    line = int(str(refused.value).split("line ")[1].split(",")[0])
    assert text.splitlines()[line - 1 : line + 1] == ["[[deadline]]", 'id = "enquiry"']


def test_names_borne_twice_across_packs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert gazetteer(("iso-3166", "demo")).clashes() == ()
    folder = tmp_path / "destinations"
    folder.mkdir()
    shutil.copy(ISO, folder)
    twice = (PACKS / "destinations" / "demo.toml").read_text("utf-8").replace('name = "Kasdara"', 'name = "France"')
    (folder / "twice.toml").write_text(twice, "utf-8")
    monkeypatch.setattr(selectors, "PACKS", tmp_path)
    with pytest.raises(PackError, match=r"iso-3166, twice: “france” names FR, QM at the same time"):
        gazetteer(("iso-3166", "twice"))
