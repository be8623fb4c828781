"""Both readers on good files, and on every damage with its place and reason."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from licet.kernel.errors import Invalid, InvalidMany
from licet.screening.domain.listed import EntryType, ListFile, NameKind, Years
from licet.screening.services import read_csv, read_un, reading

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PERSON = """<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>VANTAR</FIRST_NAME><SECOND_NAME>OMEL</SECOND_NAME>
<REFERENCE_NUMBER>QMi.001</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>
<NATIONALITY><VALUE>Kasdara</VALUE></NATIONALITY><NAME_ORIGINAL_SCRIPT>Вантар Омель</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Wolf</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>{more}</INDIVIDUAL>"""


def un(tmp_path: Path, content: str | bytes) -> ListFile:
    path = tmp_path / "list.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with reading.opened(path) as file:
        return read_un.read(file)


def a_list(*individuals: str, root: str = "CONSOLIDATED_LIST", day: str = "2026-02-27T00:00:09.554Z") -> str:
    return f'{HEAD}<{root} dateGenerated="{day}"><INDIVIDUALS>{"".join(individuals)}</INDIVIDUALS><ENTITIES/></{root}>'


def a_csv(tmp_path: Path, content: str | bytes) -> ListFile:
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with reading.opened(path) as file:
        return read_csv.read(file)


# --- UN -------------------------------------------------------------------------------------------------------------
def test_un_entry_is_read_whole(tmp_path: Path) -> None:
    read = un(tmp_path, a_list(PERSON.format(more="")))
    [entry] = read.entries
    assert read.published_on == date(2026, 2, 27)
    assert (entry.ref, entry.type, entry.primary, entry.countries) == ("QMi.001", EntryType.PERSON, "VANTAR OMEL", ("Kasdara",))
    assert [(name.kind, name.quality) for name in entry.names] == [
        (NameKind.PRIMARY, ""),
        (NameKind.ORIGINAL, ""),
        (NameKind.ALIAS, "Low"),
    ]
    assert entry.listed_on == date(2020, 1, 2)


@pytest.mark.parametrize(
    ("birth", "years"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1971-05-02</DATE>", (Years(1971, 1971),)),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1971</YEAR>", (Years(1969, 1973),)),
        ("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>", (Years(1955, 1958),)),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>24/06/1402 (Hijri Calendar)</NOTE>", ()),
        ("<TYPE_OF_DATE/>", ()),
    ],
)
def test_un_years_of_birth(tmp_path: Path, birth: str, years: tuple[Years, ...]) -> None:
    more = f"<INDIVIDUAL_DATE_OF_BIRTH>{birth}</INDIVIDUAL_DATE_OF_BIRTH>"
    assert un(tmp_path, a_list(PERSON.format(more=more))).entries[0].born == years


def test_un_year_that_cannot_be_read_rules_nobody_out(tmp_path: Path) -> None:
    dates = "<DATE>1971-05-02</DATE>", "<NOTE>30-35 years old</NOTE>"
    more = "".join(f"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/>{each}</INDIVIDUAL_DATE_OF_BIRTH>" for each in dates)
    assert un(tmp_path, a_list(PERSON.format(more=more))).entries[0].born == ()


def test_un_empty_country_is_no_country(tmp_path: Path) -> None:
    """Otherwise every party would differ from it, and score lower."""
    nowhere = PERSON.replace("Kasdara", " ").format(more="<INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>")
    assert un(tmp_path, a_list(nowhere)).entries[0].countries == ()


EMPTY = '<CONSOLIDATED_LIST dateGenerated="2026-02-27">&b;</CONSOLIDATED_LIST>'
BOMB = f'{HEAD}<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>{EMPTY}'
OUTSIDE = f'{HEAD}<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>{EMPTY}'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (BOMB, "XML: The file declares a document type or entities"),
        (OUTSIDE, "XML: The file declares a document type or entities"),
        (a_list(PERSON.format(more=""))[:-60], "line .*: The file is not whole XML"),
        ("ref,name\n1,Vantar\n", "line 1, column 0: The file is not whole XML"),
        (a_list(), "CONSOLIDATED_LIST: The file holds no INDIVIDUAL"),
        (a_list(PERSON.format(more=""), root="LIST"), "XML: The file begins with LIST"),
        (a_list(PERSON.format(more=""), day="soon"), "dateGenerated: “soon” is not a date"),
        (a_list(PERSON.format(more=""), PERSON.format(more="")), "entry QMi.001: This reference stands twice"),
        (a_list(PERSON.format(more="").replace("QMi.001", "")), "INDIVIDUAL 1: The entry has no REFERENCE_NUMBER"),
        (a_list(PERSON.format(more="").replace("VANTAR", "").replace("OMEL", "-")), "entry QMi.001: The entry has no name"),
        (a_list(PERSON.format(more="")).replace("UTF-8", "no-such"), "The file"),
        (a_list(PERSON.format(more="")).encode("utf-16").replace(b"U\0T\0F\0-\x008", b"U\0T\0F\0-\x009"), "The file"),
        (a_list("\xff").encode("latin-1"), "line .*: The file is not whole XML"),
    ],
)
def test_un_damage_is_refused_with_place_and_reason(tmp_path: Path, content: str | bytes, fault: str) -> None:
    with pytest.raises(Invalid, match=fault):
        un(tmp_path, content)


def test_un_real_list_is_counted(test_data: Path) -> None:
    """1,003 entries (730 individuals, 273 entities), 378 names in the original script. 2,752 fields hold 2,831 aliases."""
    [path] = (test_data / "watchlists").glob("un-consolidated-*.xml")
    with reading.opened(path) as file:
        read = read_un.read(file)
    kinds = Counter(name.kind for entry in read.entries for name in entry.names)
    assert Counter(entry.type for entry in read.entries) == {EntryType.PERSON: 730, EntryType.ENTITY: 273}
    assert kinds == {NameKind.PRIMARY: 1003, NameKind.ALIAS: 2831, NameKind.ORIGINAL: 378}
    assert read.published_on == date(2026, 2, 27)


# --- CSV ------------------------------------------------------------------------------------------------------------
def test_csv_entry_is_read_whole(tmp_path: Path) -> None:
    content = (
        "\ufeffRef,name,type,aliases,countries,born,listed_on,remarks\n"
        '7,"Omel, Vantar",Person,The Wolf| Vantar O.|,Kasdara|QN,1960/1962|1971-05-02,2020-01-02,"two\nlines"\n'
    )
    [entry] = a_csv(tmp_path, content).entries
    assert (entry.ref, entry.type, entry.countries, entry.remarks) == ("7", EntryType.PERSON, ("Kasdara", "QN"), "two lines")
    assert [name.name for name in entry.names] == ["Omel, Vantar", "The Wolf", "Vantar O."]
    assert entry.born == (Years(1960, 1962), Years(1971, 1971))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "list.csv: The file is empty"),
        ("ref,name\n", "line 2: The file has a header and no rows"),
        ("\n", "line 1: The column “ref” is missing"),
        ("ref,title\n1,Vantar\n", "line 1: The column “name” is missing"),
        ("ref,name,salary\n1,Vantar,3\n", "line 1: The column “salary” is not known. Columns are: ref, name, type"),
        ("ref,name,name\n1,Vantar,x\n", "line 1: The column “name” stands twice"),
        ("ref,name\n1,Vantar,Omel\n", "line 2: The row has 3 cells where the header has 2"),
        ("ref,name\n1\n", "line 2: The row has 1 cells"),
        ('ref,name\n1,"Vantar\n', "line 2: The file is not CSV"),
        (b"ref,name\n1,Vantar\n2,Om\xe9l\n", "line 3: The file is not UTF-8"),
        ("ref,name\n1,Vantar\n".encode("utf-16"), "line 1: The file is not UTF-8"),
        ("ref,name\n1," + "x" * 140_000 + "\n", "line 2: The file is not CSV: field larger"),
    ],
)
def test_csv_damage_is_refused_with_place_and_reason(tmp_path: Path, content: str | bytes, fault: str) -> None:
    with pytest.raises(Invalid, match=fault):
        a_csv(tmp_path, content)


def test_csv_faults_of_rows_are_told_together(tmp_path: Path) -> None:
    content = (
        "ref,name,type,born,listed_on\n,A,,,\n1,B,,,\n1,C,,,\n2,-,,,\n3,D,robot,,\n4,E,,soon,\n5,F,,,2020-02-30\n6,\u200b,,,\n"
        f"7,{'y' * 1001},,,\n"
    )
    with pytest.raises(InvalidMany) as refused:
        a_csv(tmp_path, content)
    assert [fault.place for fault in refused.value.faults] == [
        "line 2",
        "line 4",
        "line 5, name",
        "line 6, type",
        "line 7, born",
        "line 8, listed_on",
        "line 9, name",
        "line 10, name",
    ]


def test_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 1024 * 1024)
    with pytest.raises(Invalid, match=r"list.csv: The file is larger than 1 MiB"):
        a_csv(tmp_path, b"x" * (1024 * 1024 + 1))


def test_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"nothing.csv: The file cannot be read"), reading.opened(tmp_path / "nothing.csv"):
        pass


def test_a_list_is_read_as_it_is_shown_and_says_where(tmp_path: Path) -> None:
    """A publisher cannot be asked to type a name again: one character that nobody sees does not refuse a list."""
    read = a_csv(tmp_path, "ref,name,remarks\n1,\u202edeZ sevY,\n2,Om\u200bel\x00 Vantar,\n3,Sedra Quill,a\ufeff\n4,Ivo Mar,\n")
    assert [entry.primary for entry in read.entries] == ["Yves Zed", "Omel Vantar", "Sedra Quill", "Ivo Mar"]
    assert read.entries[2].remarks == "a"
    assert read.unseen == ("1", "2", "3")


def test_an_un_list_is_read_as_it_is_shown_and_says_where(tmp_path: Path) -> None:
    read = un(tmp_path, a_list(PERSON.format(more="").replace("VANTAR", "VAN\u200bTAR")))
    assert "VANTAR" in read.entries[0].primary
    assert read.unseen == ("QMi.001",)


BIRTH = "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>{kind}</TYPE_OF_DATE>{parts}</INDIVIDUAL_DATE_OF_BIRTH>"


@pytest.mark.parametrize(
    ("kind", "parts", "years"),
    [
        ("BETWEEN", "<FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR><NOTE>Approximately</NOTE>", Years(1953, 1960)),
        ("BETWEEN", "<FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1958</TO_YEAR>", Years(1955, 1958)),
        ("BETWEEN", "<TO_YEAR>1958</TO_YEAR>", Years(1800, 1958)),
        ("BETWEEN", "<FROM_YEAR>1955</FROM_YEAR>", Years(1955, 2099)),
        ("EXACT", "<NOTE>1950s</NOTE>", Years(1950, 1959)),
        ("APPROXIMATELY", "<YEAR>1960</YEAR>", Years(1958, 1962)),
    ],
)
def test_un_years_that_are_not_exact_are_spans(tmp_path: Path, kind: str, parts: str, years: Years) -> None:
    [entry] = un(tmp_path, a_list(PERSON.format(more=BIRTH.format(kind=kind, parts=parts)))).entries
    assert years in entry.born


ALIAS = "Yves Zed; Ywes Zett (previously listed as), born 1960"


def test_un_alias_field_with_several_names_and_a_year(tmp_path: Path) -> None:
    more = f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{ALIAS}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    [entry] = un(tmp_path, a_list(PERSON.format(more=more))).entries
    assert [(name.name, name.quality) for name in entry.names][-2:] == [("Yves Zed", "Good"), ("Ywes Zett", "Good")]
    assert Years(1960, 1960) in entry.born
    assert f"Alias as written: {ALIAS}" in entry.remarks


def test_csv_alias_with_several_names_and_a_year(tmp_path: Path) -> None:
    [entry] = a_csv(tmp_path, f'ref,name,aliases\n1,Omel,"{ALIAS}|Zed"\n').entries
    assert [name.name for name in entry.names] == ["Omel", "Yves Zed", "Ywes Zett", "Zed"]
    assert entry.born == (Years(1960, 1960),)
    assert ALIAS in entry.remarks
