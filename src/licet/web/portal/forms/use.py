"""What the goods are for, and how they leave."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licet.applications.public import LONGEST_NAME, LONGEST_TEXT, Answer, EndUse, Route, find_fault_of_return
from licet.platform import clock
from licet.policy import public as policy
from licet.web.components.forms import DatePartsField, VisibleTextField
from licet.web.portal.forms.drafts import YES_NO, CountryField, DraftForm, answers

SPARE = 2
"""Empty boxes for further countries, beyond those already named."""

TRANSPORT = (
    ("", _("Not decided yet")),
    ("sea", _("By sea")),
    ("air", _("By air")),
    ("road", _("By road")),
    ("rail", _("By rail")),
    ("post", _("By post or courier")),
    ("electronic", _("By electronic transfer")),
)


class EndUseForm(DraftForm):
    """``onward`` is the number of countries already named: there are a few boxes more."""

    text = VisibleTextField(
        label=_("What will the goods be used for?"),
        help_text=_("By whom, where, and for what task. The criteria turn on the use, not only on the goods."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    military = answers(_("Is the use military?"), _("We ask because some goods need a licence only for a military use."))
    informed = answers(
        _("Do you know or suspect a use in weapons of mass destruction?"),
        _("Or have you been told so by an authority. The law makes you say what you know; a suspicion does not decide the case."),
    )
    onward_known = answers(
        _("Do you know where the goods may go on to?"),
        _("“Yes” with no country below means: nowhere. “No” or “not known” is kept as not known, never as nowhere."),
    )

    def __init__(self, *given: Any, onward: int = 0, **options: Any) -> None:
        super().__init__(*given, **options)
        typed = sum(1 for name in self.data if name.startswith("onward-"))
        self.boxes = [f"onward-{number}" for number in range(1, min(max(onward + SPARE, typed), 50) + 1)]
        for number, name in enumerate(self.boxes, 1):
            self.fields[name] = CountryField(label=gettext("Country %(number)s it may go on to") % {"number": number}, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if any(given.get(name) for name in self.boxes) and given.get("onward_known") != Answer.YES and self.asked("onward_known"):
            self.add_error("onward_known", _("You name a country below: answer “Yes”, or remove it."))
        return given

    def end_use(self) -> EndUse:
        given = self.cleaned_data
        onward = tuple(dict.fromkeys(given[name] for name in self.boxes if given.get(name)))
        answered = {name: given[name] for name in ("text", "military", "informed", "onward_known")}
        return EndUse(onward=onward, **answered)


def end_use_initial(use: EndUse) -> dict[str, Any]:
    plain = {name: getattr(use, name) for name in ("text", "military", "informed", "onward_known")}
    return plain | {f"onward-{number}": code for number, code in enumerate(use.onward, 1)}


class RouteForm(DraftForm):
    start = VisibleTextField(
        label=_("Where do the goods start from?"), help_text=_("The place where they are now, such as a town."), max_length=LONGEST_NAME
    )
    transport = forms.ChoiceField(label=_("How do they leave?"), choices=TRANSPORT, required=False)
    temporary = answers(
        _("Is the export temporary?"),
        _("For example for a fair, a trial or a repair. We ask because the goods must then come back."),
        choices=YES_NO,
    )
    return_on = DatePartsField(label=_("If it is: by when do they come back?"), help_text=_("For example, 27 3 2031."), required=False)

    def clean_return_on(self) -> date | None:
        found: date | None = self.cleaned_data["return_on"]
        if found and (fault := find_fault_of_return(found.isoformat(), policy.today(clock.now()))):
            raise forms.ValidationError(fault)
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("temporary") == Answer.YES and not given.get("return_on") and self.asked("return_on"):
            self.add_error("return_on", _("Give the date by which the goods come back."))
        return given

    def route(self) -> Route:
        given = self.cleaned_data
        back = given["return_on"] if given["temporary"] == Answer.YES else None
        return Route(
            start=given["start"], transport=given["transport"], temporary=given["temporary"], return_on=back.isoformat() if back else ""
        )


def route_initial(route: Route) -> dict[str, Any]:
    try:
        back = date.fromisoformat(route.return_on) if route.return_on else None
    except ValueError:
        back = None
    return {"start": route.start, "transport": route.transport, "temporary": route.temporary, "return_on": back}
