"""Names of destinations through time, and what a name that says too little answers."""

from datetime import date

import pytest

from licet.kernel.errors import Invalid
from licet.policy.domain import Destination, FormerName, Gazetteer
from licet.policy.public import How, Match, Unknown, destination, destination_name, destinations, find_destination


@pytest.mark.parametrize(
    ("written", "code", "how"),
    [
        ("Italy", "IT", How.EXACT),
        ("  ITALY ", "IT", How.EXACT),
        ("Burma", "MM", How.FORMER),
        ("Swaziland", "SZ", How.FORMER),
        ("Macedonia", "MK", How.FORMER),
        ("Czech Republic", "CZ", How.FORMER),
        ("Zaire", "CD", How.FORMER),
        ("Ivory Coast", "CI", How.FORMER),
        ("COTE D’IVOIRE", "CI", How.EXACT),
        ("Korea, South", "KR", How.ALTERNATIVE),
        ("South Korea", "KR", How.EXACT),
        ("Korea, Republic of", "KR", How.ALTERNATIVE),
        ("Republic of Korea", "KR", How.ALTERNATIVE),
        ("Korea, North", "KP", How.ALTERNATIVE),
        ("Congo, Democratic Republic of", "CD", How.ALTERNATIVE),
        ("Republic of Congo", "CG", How.ALTERNATIVE),
        ("St. Lucia", "LC", How.EXACT),
        ("The Gambia", "GM", How.EXACT),
        ("Sao Tome & Principe", "ST", How.EXACT),
        ("British Indian Ocean Territory", "IO", How.EXACT),
        ("Occupied Palestinian Territories", "PS", How.ALTERNATIVE),
        ("Kosovo", "XK", How.EXACT),
        ("Netherlands Antilles", "AN", How.EXACT),
        ("Serbia and Montenegro", "CS", How.EXACT),
        ("Sarawak", "MY", How.PART),
        ("Continental Shelf Norwegian Sector", "NO", How.PART),
        ("Kasdara", "QM", How.EXACT),
    ],
)
def test_a_written_name_is_recognised(written: str, code: str, how: How) -> None:
    found = find_destination(written)
    assert isinstance(found, Match)
    assert (found.code, found.how) == (code, how)


@pytest.mark.parametrize(
    ("written", "candidates"), [("Korea", ("KR", "KP")), ("Channel Islands", ("GG", "JE")), ("Czechoslovakia", ("CZ", "SK"))]
)
def test_a_name_that_could_be_several_is_unknown_with_its_candidates(written: str, candidates: tuple[str, ...]) -> None:
    found = find_destination(written)
    assert isinstance(found, Unknown)
    assert found.candidates == candidates
    assert found.why


@pytest.mark.parametrize("written", ["", "   ", "Atlantis", "Ital", "Guinea Bissau Conakry", "\x00", "💥" * 500, "1"])
def test_a_name_nobody_bore_is_unknown_and_never_raises(written: str) -> None:
    assert isinstance(find_destination(written), Unknown)


def test_similar_names_are_not_confused() -> None:
    names = ("Niger", "Nigeria", "Guinea", "Guinea-Bissau", "Equatorial Guinea", "Papua New Guinea", "Dominica", "Dominican Republic")
    found = [find_destination(name) for name in names]
    assert [match.code for match in found if isinstance(match, Match)] == ["NE", "NG", "GN", "GW", "GQ", "PG", "DM", "DO"]


def test_the_day_decides_between_destinations_that_bore_one_name() -> None:
    old = Destination("QA", "QAA", "Union", last_year=1990)
    new = Destination("QB", "QBB", "Republic", first_year=1991, former=(FormerName("Union", 1991, 1995),))
    gazetteer = Gazetteer([old, new])
    assert gazetteer.clashes() == ()
    assert isinstance(gazetteer.find("Union"), Unknown)
    assert isinstance(found := gazetteer.find("Union", date(1980, 1, 1)), Match)
    assert found.code == "QA"
    assert isinstance(found := gazetteer.find("Union", date(1992, 1, 1)), Match)
    assert found.code == "QB"


def test_two_destinations_of_one_name_at_one_time_clash() -> None:
    gazetteer = Gazetteer([Destination("QA", "QAA", "Union"), Destination("QB", "QBB", "union ")])
    assert gazetteer.clashes() == (("union", ("QA", "QB")),)


def test_every_name_of_every_destination_leads_back_to_it() -> None:
    for item in destinations():
        for name in (item.name, *item.also, *item.parts, *(former.name for former in item.former)):
            found = find_destination(name)
            assert isinstance(found, Match), name
            assert found.code == item.code, name


def test_invented_destinations_stand_in_user_assigned_codes_only() -> None:
    invented = [item for item in destinations() if item.invented]
    assert len(invented) >= 10
    for item in invented:
        assert "QM" <= item.code <= "QZ" or ("XA" <= item.code <= "XZ" and item.code != "XK")
    assert not any(item.invented for item in destinations() if item.code not in {each.code for each in invented})


def test_a_code_is_looked_up_exactly() -> None:
    assert destination("GB").name == "United Kingdom"
    assert destination_name("ZZ") == "ZZ"
    with pytest.raises(Invalid, match="not the code of a destination"):
        destination("ZZ")


def test_a_name_that_two_destinations_bear_and_one_that_none_bears_have_different_reasons() -> None:
    both = Gazetteer([Destination("XA", "XAA", "Tarn"), Destination("XB", "XBB", "Tarn")])
    several, nothing = both.find("Tarn"), both.find("Nowhere")
    assert isinstance(several, Unknown)
    assert (several.why, several.candidates) == ("stands for several destinations", ("XA", "XB"))
    assert isinstance(nothing, Unknown)
    assert (nothing.why, nothing.candidates) == ("is not in the list of destinations", ())


def test_a_name_like_none_that_is_listed_is_refused_without_suggestions() -> None:
    with pytest.raises(Invalid) as refusal:
        Gazetteer([Destination("XA", "XAA", "Tarn")]).read("Qwmkz")
    assert "nearest" not in refusal.value.message
    with pytest.raises(Invalid, match=r"The nearest: Tarn \(XA\)"):
        Gazetteer([Destination("XA", "XAA", "Tarn")]).read("Tarm")
