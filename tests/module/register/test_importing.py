"""UK values: a whole file or nothing; rows refused with place and reason; nothing lost."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.module.register.published import LEADER, NOW
from typer.testing import CliRunner

from licet.cli import register as group
from licet.kernel.actor import system
from licet.kernel.errors import Invalid, NotAllowed
from licet.ledger import public as ledger
from licet.policy import public as policy
from licet.register import models, public
from licet.register.public import Imported, State
from licet.register.services import importing

pytestmark = pytest.mark.django_db
HEAD = "licence_group,date,rating,count,value,country,refused\n"

type Import = Callable[..., Imported]


@pytest.fixture
def load(tmp_path: Path) -> Import:
    def loading(text: str | bytes, release: str = "2031-01", publisher: str = "An NGO", published_on: date = date(2031, 1, 31)) -> Imported:
        path = tmp_path / "values.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return public.import_uk_values(actor=LEADER, path=path, publisher=publisher, published_on=published_on, release=release, now=NOW)

    return loading


def figure(name: str, **parameters: str) -> dict[tuple[str, ...], int | None]:
    found = public.figure_of(name, {"source": "uk-values", **parameters})
    return {cell.key: found.number(cell) for cell in found.rows}


def test_rows_are_read_and_the_log_names_the_file(load: Import) -> None:
    done = load(HEAD + '1,2008-01,ML10,2,3540,Italy,0\n2,2008-02,ml7a,1,0,"Viet Nam",0\n3,2008-02,ML1,1,,China,1\n')
    assert (done.rows, done.groups, done.total_minor, done.without_value, done.zero_value) == (3, 3, 354_000, 1, 1)
    assert done.normalised == {"ml7a": 1}
    assert figure("value-by-destination") == {("IT",): 354_000, ("VN",): 0}
    assert figure("count-by-outcome") == {("issued",): 3, ("refused",): 1}
    assert figure("value-by-outcome") == {("issued",): 354_000, ("refused",): None}
    public.catch_up()
    (told,) = models.PublishedImport.objects.all()
    assert told.sha256 == done.sha256
    assert told.facts["rows"] == 3
    assert (told.facts["publisher"], told.facts["published_on"]) == ("An NGO", "2031-01-31")
    assert next(iter(ledger.published())).withheld == ("imported_by",)


def test_same_bytes_again_write_nothing(load: Import) -> None:
    first = load(HEAD + "1,2008-01,ML10,1,3540,Italy,0\n")
    again = load(HEAD + "1,2008-01,ML10,1,3540,Italy,0\n", release="other")
    assert again.known
    assert again.sha256 == first.sha256
    assert ledger.size() == 1


def test_former_and_unknown_names_keep_their_rows(load: Import) -> None:
    done = load(HEAD + "1,2008-01,ML10,1,10,Burma,0\n2,2008-01,ML10,1,20,Atlantis,0\n3,2008-01,ML10,1,30,Channel Islands,0\n")
    assert done.rows == 3
    assert done.renamed == {"Burma": 1}
    assert done.unknown_countries == {"Atlantis": 1, "Channel Islands": 1}
    assert figure("value-by-destination") == {("MM",): 1000, ("Atlantis",): 2000, ("Channel Islands",): 3000}
    said = {each.code for each in public.figure_of("value-by-destination", {"source": "uk-values"}).caveats}
    assert "unknown-destination" in said


def test_dirty_codes_are_noted_and_unknown_ones_kept_as_written(load: Import) -> None:
    done = load(HEAD + "1,2008-01, ml16 ,1,10,Italy,0\n2,2008-01,MILTA,1,20,Italy,0\n3,2008-01,,1,5,Italy,0\n")
    assert done.normalised == {" ml16 ": 1}
    assert done.not_listed == {"MILTA": 1}
    assert figure("value-by-rating") == {("ML16",): 1000, ("MILTA",): 2000, ("not rated",): 500}
    assert models.ImportedLine.objects.get(number=2).rating_written == " ml16 "


BAD_ROWS = {
    "1,,ML1,1,10,Italy,0": "date: no date.",
    "1,2008-13,ML1,1,10,Italy,0": "no real date",
    "1,last year,ML1,1,10,Italy,0": "is no date",
    "1,2008-01,ML1,1,10,,0": "country: no destination.",
    "1,2008-01,ML1,1,-5,Italy,0": "is negative",
    "1,2008-01,ML1,1,1e9,Italy,0": "is not an amount of money",
    "1,2008-01,ML1,1,99999999999999999999,Italy,0": "outside what a licence can be worth",
    "1,2008-01,ML1,1,10,Italy,maybe": "neither 0 nor 1",
    "1,2008-01,ML1,1,10,Italy,0,more": "8 cells where the first line has 7",
    "1,2008-01,ML1,1": "4 cells where the first line has 7",
    "1,2008-01,ML1,1,10,It\x00aly,0": "control character",
    f"1,2008-01,ML1,1,10,{'x' * 200},0": "longer than 120",
}


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS.items(), ids=range(len(BAD_ROWS)))
def test_unreadable_row_is_refused_with_place_and_nothing_else_is_lost(load: Import, row: str, reason: str) -> None:
    done = load(HEAD + "1,2008-01,ML10,1,1,Italy,0\n" + row + "\n2,2008-01,ML10,1,2,Italy,0\n")
    assert done.rows == 2
    assert done.refused_count == 1
    (refused,) = done.refused
    assert refused["line"] == 3
    assert reason in str(refused["reason"])


def test_unreadable_count_is_not_recorded_and_the_row_stays(load: Import) -> None:
    done = load(HEAD + "1,2008-01,ML1,many,10,Italy,0\n")
    assert done.rows == 1
    assert figure("count-by-destination") == {("IT",): None}


BAD_FILES: dict[str, tuple[str | bytes, str]] = {
    "empty": (b"", "The file is empty"),
    "only a header": (HEAD, "no row that can be counted"),
    "no value column": ("licence_group,date,rating,count,country,refused\n1,2008-01,ML1,1,Italy,0\n", "The column value must stand"),
    "a column twice": ("date," + HEAD + "1,2,3,4,5,6,7,8\n", "The column date stands twice"),
    "latin-1": (HEAD.encode() + "1,2008-01,ML1,1,5,Côte,0\n".encode("latin-1"), "not UTF-8"),
    "open quote": (HEAD + '1,2008-01,ML1,1,5,"Italy,0\n', "not CSV"),
    "huge cell": (HEAD + f"1,2008-01,ML1,1,5,{'x' * 200_000},0\n", "not CSV"),
    "nothing readable": (HEAD + "1,,,,,,\n", "no row that can be counted (1 were refused)"),
    "binary": (b"\x00\x01\x02\xff\xfe", "not UTF-8"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_unreadable_file_is_refused_whole(load: Import, name: str) -> None:
    text, reason = BAD_FILES[name]
    with pytest.raises(Invalid) as refused:
        load(text)
    assert reason in str(refused.value)
    assert not models.ImportFile.objects.exists()
    assert ledger.size() == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"publisher": " "}, "Say who published the file"),
        ({"publisher": "x" * 201}, "Say who published the file, in 200 letters at most"),
        ({"published_on": NOW.date() + timedelta(days=1)}, "is in the future"),
        ({"release": "x" * 41}, "The name of a release has 40 letters at most"),
    ],
)
def test_a_file_is_imported_with_who_published_it_when_and_as_what(load: Import, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Invalid, match=why):
        load(HEAD + "1,2010-01,ML1,1,10,Italy,0\n", **changes)
    assert not models.ImportFile.objects.exists()


@pytest.mark.parametrize(
    ("limit", "why"), [("MOST_BYTES", "The file is larger than 20 bytes"), ("MOST_TOTAL", "The values add up to more than 20")]
)
def test_more_than_can_be_counted_is_refused(load: Import, monkeypatch: pytest.MonkeyPatch, limit: str, why: str) -> None:
    monkeypatch.setattr(importing, limit, 20)
    with pytest.raises(Invalid, match=why):
        load(HEAD + "1,2010-01,ML1,1,10,Italy,0\n")
    assert not models.ImportFile.objects.exists()


def test_damage_late_in_the_file_leaves_nothing_half_written(load: Import) -> None:
    rows = "".join(f"{n},2008-01,ML1,1,5,Italy,0\n" for n in range(6_000))
    with pytest.raises(Invalid, match=r"line 6001|line 6002|after line"):
        load((HEAD + rows).encode() + b"1,2008-01,ML1,1,5,\xff,0\n")
    assert not models.ImportFile.objects.exists()
    assert ledger.size() == 0


def test_other_and_quoted_columns_in_any_order(load: Import) -> None:
    done = load(
        '﻿"refused","country","note","value","count","rating","date","licence_group"\n"0","Italy","a, b","5","1","ML1","2008-01-31","1"\n'
    )
    assert (done.rows, done.other_columns, done.total_minor) == (1, ["note"], 500)


def test_importing_needs_the_permission(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        public.import_uk_values(actor=system("anybody"), path=tmp_path / "x.csv", publisher="x", published_on=NOW.date(), now=NOW)
    with pytest.raises(Invalid, match="cannot be read"):
        public.import_uk_values(actor=LEADER, path=tmp_path / "x.csv", publisher="x", published_on=NOW.date(), now=NOW)


def test_vintages_are_kept_and_compared(load: Import) -> None:
    old = load(HEAD + "1,2008-01,ML1,1,10,Italy,0\n2,2009-01,ML1,1,20,France,0\n", release="2030-01", published_on=date(2030, 1, 31))
    load(HEAD + "1,2008-01,ML1,1,10,Italy,0\n2,2009-01,ML1,1,25,France,0\n3,2010-01,ML2,1,1,Italy,0\n", release="2031-01")
    assert figure("value-by-year") == {("2008",): 1000, ("2009",): 2500, ("2010",): 100}
    assert figure("value-by-year", asof="2030-01") == figure("value-by-year", asof=old.sha256[:12]) == {("2008",): 1000, ("2009",): 2000}
    query = public.FigureQuery.of("value", ["destination", "year"], {}, "uk-values")
    changed = public.compare_vintages(query, "2030-01", "2031-01")
    assert [(item.key, item.before and item.before.value_minor, item.after and item.after.value_minor) for item in changed] == [
        (("FR", "2009"), 2000, 2500),
        (("IT", "2010"), None, 100),
    ]
    printed = CliRunner().invoke(group.app, ["diff", "2030-01", "2031-01", "--source", "uk-values", "--json"])
    assert [(row["before"], row["after"]) for row in json.loads(printed.stdout)["changed"]] == [(2000, 2500), (None, 100)]


def load_release(path: Path, release: str) -> Imported:
    published_on = date.fromisoformat(f"{release}-28")
    return public.import_uk_values(actor=LEADER, path=path, publisher="An NGO", published_on=published_on, release=release, now=NOW)


def test_real_releases(test_data: Path) -> None:
    """Against sums that the reference gives, and that a plain reading of the file gives."""
    files = {release: test_data / "licensing" / f"uk-values-release-{release}.csv" for release in ("2012-03", "2013-01")}
    done = {release: load_release(path, release) for release, path in files.items()}
    assert [(each.rows, each.refused_count) for each in done.values()] == [(45_679, 0), (59_633, 0)]
    assert (done["2013-01"].without_value, done["2013-01"].zero_value) == (891, 1_649)
    assert sum(done["2013-01"].not_listed.values()) == 7
    where: dict[str, Any] = {"source": "uk-values", "destination": "IL", "military": "military"}
    israel = {cell.key[0]: round((cell.value_minor or 0) / 1e8, 1) for cell in public.figure_of("value-by-year", where).rows}
    assert (israel["2008"], israel["2010"]) == (26.6, 6.6)
    plain: dict[str, int] = {}
    with files["2013-01"].open(newline="") as file:
        for row in csv.DictReader(file):
            plain[row["date"][:4]] = plain.get(row["date"][:4], 0) + int(row["value"] or 0) * 100
    assert figure("value-by-year") == {(year,): value for year, value in plain.items()}


def test_totals_of_a_real_release_equal_a_plain_recount_and_the_rest_is_listed(test_data: Path) -> None:
    """By destination and year: every name that was resolved, to the penny, and every other name in one list with its sums."""
    path = test_data / "licensing" / "uk-values-release-2013-01.csv"
    done = load_release(path, "2013-01")
    placed: Counter[tuple[str, ...]] = Counter()
    unplaced: dict[str, list[int]] = {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            place = policy.find_destination(row["country"], date.fromisoformat(f"{row['date']}-01"))
            if isinstance(place, policy.Match) and row["refused"] == "0":
                placed[place.code, row["date"][:4]] += int(row["value"]) * 100
            elif not isinstance(place, policy.Match):
                sums = unplaced.setdefault(" ".join(row["country"].split()), [0, 0, 0])
                sums[0] += 1
                sums[1] += row["refused"] == "1"
                sums[2] += int(row["value"] or 0) * 100
    figure = public.figure(public.ask("value", ["destination", "year"], {}, "uk-values"))
    counted = {cell.key: cell.value_minor for cell in figure.rows}
    assert {key: counted.pop(key) for key in placed} == dict(placed)
    page = public.import_page(done.sha256[:16])
    assert {name.name: [name.lines, name.refused, name.value_minor or 0] for name in page.unplaced} == unplaced
    assert {destination for destination, _ in counted} <= set(unplaced)
    assert page.coverage.sentence() == "This source covers January 2008 to September 2012; the year 2012 is incomplete."
    assert set(unplaced) <= {"Channel Islands", "Continental Shelf", "French Overseas Territory", "Stateless", "Unknown", "Various"}


def test_a_licence_without_a_value_and_a_refusal_keep_their_rows(load: Import) -> None:
    done = load(HEAD + "12345,2014-03-01,ML1a,1,,Israel,1\n12346,2014-03-01,ML1a,1,,Israel,0\n")
    assert (done.rows, done.refused_count, done.without_value, done.refused_applications) == (2, 0, 2, 1)
    figure = public.figure_of("value-by-outcome", {"source": "uk-values"})
    assert {cell.key: (cell.state, cell.lines) for cell in figure.rows} == {
        ("issued",): (State.NONE_RECORDED, 1),
        ("refused",): (State.NOT_APPLICABLE, 1),
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Democratic Republic of Congo", "CD"),
        ("Congo, Democratic Republic of the", "CD"),
        ("D.R. Congo", "CD"),
        ("Republic of Congo", "CG"),
        ("U.A.E.", "AE"),
        ("U. A. E.", "AE"),
        ("Dubai", "AE"),
        ("U.K.", "GB"),
        ("U.S.A", "US"),
        ("P.R. China", "CN"),
        ("Sint Eustatius", "BQ"),
        ("St. Eustatius", "BQ"),
        ("Channel Islands", "Channel Islands"),
        ("French Overseas Territory", "French Overseas Territory"),
    ],
)
def test_initials_articles_and_parts_of_a_state_are_placed(load: Import, written: str, code: str) -> None:
    done = load(HEAD + f'1,2010-01,ML10,1,10,"{written}",0\n')
    assert figure("value-by-destination") == {(code,): 1000}
    assert [name.name for name in public.import_page(done.sha256).unplaced] == ([written] if code == written else [])


def test_names_that_say_too_little_are_listed_with_their_sums(load: Import) -> None:
    rows = "1,2010-01,ML10,1,10,Channel Islands,0\n2,2010-02,ML10,1,5,Channel  Islands,0\n3,2010-02,ML10,1,,Channel Islands,1\n"
    done = load(HEAD + rows + "4,2010-02,ML10,1,,Atlantis,0\n5,2010-01,ML10,1,7,Italy,0\n")
    channel, atlantis = public.import_page(done.sha256[:16]).unplaced
    assert (channel.name, channel.lines, channel.refused, channel.value_minor, channel.without_value) == ("Channel Islands", 3, 1, 1500, 0)
    assert channel.candidates == ("Guernsey", "Jersey")
    assert (atlantis.name, atlantis.lines, atlantis.value_minor, atlantis.without_value) == ("Atlantis", 1, None, 1)


def test_the_newest_publication_is_used_whatever_its_release_is_called(load: Import) -> None:
    load(HEAD + "1,2010-01,ML1,1,10,Italy,0\n", release="2013", publisher="A government", published_on=date(2013, 1, 1))
    load(HEAD + "1,2010-01,ML1,1,20,Italy,0\n", release="2012-b", publisher="An NGO", published_on=date(2014, 1, 1))
    load(HEAD + "1,2010-01,ML1,1,30,Italy,0\n", release="2099", publisher="A government", published_on=date(2012, 1, 1))
    found = public.figure_of("value-in-all", {"source": "uk-values"})
    assert found.total.value_minor == 2000
    assert "published by An NGO on 1 January 2014" in found.vintage.words
    assert [file.release for file, _ in public.imports()] == ["2012-b", "2013", "2099"]


def test_a_release_that_names_two_files_is_refused(load: Import) -> None:
    first = load(HEAD + "1,2010-01,ML1,1,10,Italy,0\n", release="2013", publisher="A government")
    load(HEAD + "1,2010-01,ML1,1,20,Italy,0\n", release="2013", publisher="An NGO")
    with pytest.raises(Invalid, match="names 2 files"):
        public.figure_of("value-in-all", {"source": "uk-values", "asof": "2013"})
    assert public.figure_of("value-in-all", {"source": "uk-values", "asof": first.sha256[:16]}).total.value_minor == 1000


@pytest.mark.parametrize(
    ("publisher", "published_on", "place"),
    [(" ", date(2031, 1, 1), "publisher"), ("An NGO", date(2031, 5, 3), "published"), ("An NGO", date(2009, 12, 31), "published")],
)
def test_a_publication_that_cannot_be_is_refused(load: Import, publisher: str, published_on: date, place: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(HEAD + "1,2010-01,ML1,1,10,Italy,0\n", publisher=publisher, published_on=published_on)
    assert refused.value.place == place
    assert not models.ImportFile.objects.exists()


def test_lines_are_downloaded_with_the_digest_that_the_log_holds(load: Import) -> None:
    done = load(HEAD + "1,2010-01,ml1a,1,10,Burma,0\n2,2010-01,ML1,many,,Atlantis,1\n")
    public.catch_up()
    text = "".join(public.csv_of_lines(done.sha256[:16]))
    (entry,) = models.PublishedImport.objects.all()
    assert hashlib.sha256(text.encode()).hexdigest() == entry.facts["lines_sha256"]
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["destination"], row["rating"], row["licences"], row["value_minor"], row["no_value"]) for row in rows] == [
        ("MM", "ML1.a", "1", "1000", ""),
        ("Atlantis", "ML1", "", "", "not applicable"),
    ]


def test_a_source_says_nothing_outside_its_time_and_marks_incomplete_years(load: Import) -> None:
    load(HEAD + "1,2008-01,ML1,1,10,Italy,0\n2,2009-09,ML1,1,20,Italy,0\n")
    by_year = public.figure_of("value-by-year", {"source": "uk-values"})
    assert [(cell.key, by_year.incomplete(cell)) for cell in by_year.rows] == [(("2008",), False), (("2009",), True)]
    outside = public.figure_of("value-by-destination", {"source": "uk-values", "year": "2012"})
    assert (outside.total.state, outside.number(outside.total)) == (State.OUTSIDE, None)
    assert "2012 is outside what this source covers" in " ".join(item.words for item in outside.caveats)
    counted = public.figure_of("count-in-all", {"source": "uk-values", "year": "2012"})
    assert counted.number(counted.total) is None
    part = public.figure_of("value-in-all", {"source": "uk-values", "year": "2009,2012"})
    assert (part.total.value_minor, part.incomplete(part.total)) == (2000, True)
    assert part.to_json()["coverage"] == {"first": "2008-01-01", "last": "2009-09-30", "incomplete": ["2009"], "outside": ["2012"]}


def test_each_row_names_the_line_that_dominates_it(load: Import) -> None:
    small = "".join(f"{n},2010-01,ML1,1,10,Italy,0\n" for n in range(20))
    load(HEAD + small + "900,2010-02,ML1,1,90,Italy,0\n901,2010-02,ML2,1,10,France,0\n902,2010-02,ML2,1,10,France,0\n")
    found = public.figure_of("value-by-destination", {"source": "uk-values"})
    largest = {cell.key[0]: cell.largest for cell in found.rows}
    assert largest["FR"] is None
    assert largest["IT"] is not None
    assert (largest["IT"].number, largest["IT"].reference, largest["IT"].percent) == (22, "900", 31)
    assert found.total.largest is not None
    assert found.total.largest.percent == 29
    assert found.to_json()["dominated"] == [{"destination": "IT", "reference": "900", "line": 22, "value_minor": 9000, "percent": 31}]


def test_national_codes_counted_as_military_are_stated(load: Import) -> None:
    load(HEAD + "1,2010-01,ML1,1,10,Italy,0\n2,2010-01,PL5001,1,10,Italy,0\n3,2010-01,PL5017,1,10,Italy,0\n")
    words = {item.code: item.words for item in public.figure_of("value-by-military", {"source": "uk-values"}).caveats}
    assert words["national-codes"] == "2 lines under national codes (PL5001 and PL5017) are counted as military."
    assert "national-codes" not in {item.code for item in public.figure_of("value-by-year", {"source": "uk-values"}).caveats}


def test_a_line_with_a_small_share_dominates_nothing(load: Import) -> None:
    small = "".join(f"{n},2010-01,ML1,1,10,Italy,0\n" for n in range(100))
    load(HEAD + small + "900,2010-02,ML1,1,100,Italy,0\n")
    assert public.figure_of("value-by-destination", {"source": "uk-values"}).rows[0].largest is None
