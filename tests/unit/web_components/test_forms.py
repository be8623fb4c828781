from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from licet.kernel.money import Money
from licet.web.components.environment import environment
from licet.web.components.forms import DatePartsField, MoneyField, ReasonsField
from licet.web.components.forms.params import field_params, summary_errors
from licet.web.components.forms.versions import both_versions


class Small(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the <statement>.")
    on = DatePartsField(label="Day of it")
    value = MoneyField(label="Value", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")


GOOD = {"name": "x", "on-day": "2", "on-month": "5", "on-year": "2031", "value": "1,234.50", "kind": "b", "sure": "on"}


def test_good_values_become_what_the_law_works_with() -> None:
    form = Small(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2031, 5, 2)
    assert form.cleaned_data["value"] == Money(123_450, "GBP")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("31", "2", "2031"), "real date"),
        (("31", "", "2031"), "must include a month"),
        (("", "", ""), "Enter a date"),
        (("1", "x", "2031"), "real date"),
        (("1", "1", "99999"), "real date"),
        (("1", "5", "24"), "The year cannot be 24: write it in full"),
        (("-1", "1", "2031"), "real date"),
        (("٣", "1", "2031"), "real date"),
    ],
)
def test_bad_date_says_why(parts: tuple[str, str, str], words: str) -> None:
    form = Small(GOOD | dict(zip(("on-day", "on-month", "on-year"), parts, strict=True)))
    assert words in form.errors["on"][0]


@pytest.mark.parametrize("month", ["5", "05", "May", "may"])
def test_month_may_be_a_name(month: str) -> None:
    assert DatePartsField().clean(("2", month, "2031")) == date(2031, 5, 2)


@pytest.mark.parametrize("typed", ["12.345", "-1", "a lot", "1e99", "NaN"])
def test_bad_money_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField(currency="GBP").clean(typed)


def test_empty_money_is_none_not_zero() -> None:
    assert MoneyField(currency="GBP", required=False).clean(" ") is None


def test_reasons_are_not_only_white_space() -> None:
    with pytest.raises(ValidationError, match="the act stands on them"):
        ReasonsField().clean(" \n\t ")


def test_summary_names_each_field_and_leads_to_it() -> None:
    form = Small({})
    assert summary_errors(form) == [
        {"text": "Fill in: Name", "href": "#id_name"},
        {"text": "Enter a date.", "href": "#id_on-day"},
        {"text": "Choose an answer: Kind", "href": "#id_kind"},
        {"text": "Tick “I am sure” to go on.", "href": "#id_sure"},
    ]


def test_every_link_of_the_summary_has_a_target() -> None:
    form = Small({})
    html = str(form)
    for error in summary_errors(form):
        assert f'id="{error["href"][1:]}"' in html


def test_rendering_keeps_what_was_typed_and_escapes_it() -> None:
    html = str(Small(GOOD | {"name": '"><b>', "on-month": "13"}))
    assert 'value="&#34;&gt;&lt;b&gt;"' in html
    assert 'value="13"' in html
    assert "<statement>" not in html
    assert 'value="b" checked' in html


def test_changes_are_laid_over_the_options() -> None:
    options: dict[str, Any] = field_params(Small()["name"], {"label": {"isPageHeading": True}}).options
    assert options["label"] == {"text": "Name", "classes": "govuk-label--s", "isPageHeading": True}


def test_optional_field_says_so() -> None:
    assert field_params(Small()["value"]).options["label"]["text"] == "Value (optional)"


def test_conflict_compares_in_words() -> None:
    rows = both_versions(Small(GOOD), {"name": "y", "kind": "b", "on": date(2031, 5, 2), "sure": True})
    assert [(row.name, row.current, row.mine, row.same) for row in rows] == [
        ("Name", "y", "x", False),
        ("Day of it", "2 5 2031", "2 5 2031", True),
        ("Value", "", "1,234.50", False),
        ("Kind", "B", "B", True),
        ("I am sure", "yes", "yes", True),
    ]


class Choosing(forms.Form):
    place = forms.ChoiceField(label="Place", choices=[("", "Any"), ("QM", 'Côte <d\'Ivoire> & "so"'), ("Q'\"<", "Q")])


@pytest.mark.parametrize("chosen", ["", "QM", "Q'\"<", "nowhere"])
def test_options_written_at_once_are_those_of_the_component(chosen: str) -> None:
    options = field_params(Choosing({"place": chosen})["place"]).options
    template = (
        "{% from 'govuk_frontend_jinja/components/select/macro.html' import govukSelect %}"
        "{{ govukSelect(options) }}---{{ with_options(govukSelect(dict(options, items=[])), options['items']) }}"
    )
    ours, theirs = (_tags(part) for part in environment(autoescape=True).from_string(template).render(options=options).split("---"))
    assert ours == theirs
    assert [text for tag, text in ours if tag.startswith("option")] == ["Any", 'Côte <d\'Ivoire> & "so"', "Q"]


def _tags(html: str) -> list[tuple[str, str]]:
    """Each tag with its attributes and the text that follows it."""
    reader = _Reader()
    reader.feed(html)
    return [(tag, text.strip()) for tag, text in reader.tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((f"{tag} {sorted(attrs)}", ""))

    def handle_data(self, data: str) -> None:
        if self.tags:
            tag, text = self.tags[-1]
            self.tags[-1] = (tag, text + data)


@pytest.mark.parametrize(
    ("options", "selected"),
    [({}, ""), ({"initial": {"where": "B"}}, "B"), ({"data": {"where": "B"}}, "B"), ({"data": {}}, ""), ({"data": {"where": "C"}}, "")],
)
def test_a_select_chooses_nothing_for_whoever_answers(options: dict[str, Any], selected: str) -> None:
    class Where(forms.Form):
        where = forms.ChoiceField(choices=[("A", "Afghanistan"), ("B", "Belgium")])

    items = field_params(Where(**options)["where"]).options["items"]
    assert [item["value"] for item in items if item["selected"]] == [selected]
    assert items[0]["value"] == ("" if selected == "" else "A")
