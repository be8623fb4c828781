"""An explanation in the reader's language: one sentence a line."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext, gettext_noop

from licet.screening.domain.explanation import Explanation, reasons

SENTENCES: Final[dict[str, str]] = {
    "same-word": gettext_noop("“{asked}” stands in both names."),
    "like-word": gettext_noop("“{asked}” is like “{listed}” on the list ({likeness})."),
    "asked-alone": gettext_noop("“{asked}” has no like word on the list."),
    "listed-alone": gettext_noop("“{listed}” on the list has no like word in the name asked about."),
    "joined": gettext_noop("Run together in the order written, the names are alike ({score}), more than word by word."),
    "country-agrees": gettext_noop("The country agrees ({asked})."),
    "country-differs": gettext_noop("The country differs: {asked}, on the list {listed} ({effect})."),
    "country-unknown": gettext_noop("The country was not compared: one side does not say."),
    "born-agrees": gettext_noop("The year of birth agrees ({asked}, on the list {listed})."),
    "born-differs": gettext_noop("The year of birth differs: {asked}, on the list {listed} ({effect})."),
    "born-unknown": gettext_noop("The year of birth was not compared: one side does not say."),
    "type-agrees": gettext_noop("Both are of the same type ({asked})."),
    "type-differs": gettext_noop("The types differ: {asked}, on the list {listed} ({effect})."),
    "type-unknown": gettext_noop("The types were not compared: one side does not say."),
    "identical-kept": gettext_noop(
        "The score {score} is under the threshold {threshold}, but the names are identical, which is always a hit."
    ),
}


def in_words(explanation: Explanation, *, brief: bool = False) -> list[str]:
    """Every line of an explanation; ``brief`` leaves out what was not compared. Figures per mille are shown of one: 0.78."""
    return [
        gettext(SENTENCES[line.code]).format(**{key: _shown(key, value) for key, value in line.values.items()})
        for line in reasons(explanation)
        if not (brief and line.code.endswith("-unknown"))
    ]


def _shown(key: str, value: str | int) -> str:
    show: dict[str, Callable[[int], str]] = {"effect": signed_hundredths}
    return show.get(key, hundredths)(value) if isinstance(value, int) else value


def hundredths(per_mille: int) -> str:
    """
    >>> hundredths(945)
    '0.945'
    """
    return f"{per_mille / 1000:.3f}".removesuffix("0")


def signed_hundredths(per_mille: int) -> str:
    return f"−{hundredths(-per_mille)}" if per_mille < 0 else "0"
