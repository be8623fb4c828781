"""Reviews and triggers: a scope chosen from what there is, outcomes in sets, and the words that they stand on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from licet.kernel.facts import EndUserClass
from licet.kernel.scope import Scope
from licet.licences.public import Licence
from licet.policy import public as policy
from licet.reviews.public import Choices, Outcome
from licet.web.components.forms import DatePartsField, ReasonsField, VersionedForm, VisibleTextField, offer
from licet.web.desk.forms.holds import SCOPE_HINT, ScopeField
from licet.web.desk.presenting import words

ANY, TICKED, REST, DOUBT, NARROWER = "", "ticked", "rest", "doubt", "narrower"
YES_NO = ((ANY, _("either")), ("yes", _("yes")), ("no", _("no")))


class ScopeBuilder(forms.Form):
    """Sent by GET, so that a scope that somebody looks at has an address. Ticked, or written as text; not both."""

    destination = forms.MultipleChoiceField(label=_("A party in"), required=False, widget=forms.CheckboxSelectMultiple)
    rating = forms.MultipleChoiceField(label=_("Rated"), required=False, widget=forms.CheckboxSelectMultiple)
    end_use = forms.MultipleChoiceField(label=_("For the end use"), required=False, widget=forms.CheckboxSelectMultiple)
    end_user = forms.MultipleChoiceField(label=_("End user"), required=False, widget=forms.CheckboxSelectMultiple)
    pool = forms.ChoiceField(label=_("For a shared pool"), required=False, choices=YES_NO, widget=forms.RadioSelect)
    incorporation = forms.ChoiceField(label=_("To be incorporated"), required=False, choices=YES_NO, widget=forms.RadioSelect)
    unknown = forms.BooleanField(label=_("Take also lines of which a fact is not known"), required=False)
    text = ScopeField(label=_("Or write the scope"), required=False, help_text=SCOPE_HINT)
    without = forms.MultipleChoiceField(
        label=_("Licences named one by one"),
        required=False,
        help_text=_("They stay in the review, within the scope. Tick those to take out of it."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, choices: Choices, named: Iterable[Licence] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        if licences := [(item.reference, _named(item)) for item in named]:
            self._choose("without", licences)
        else:
            del self.fields["without"]
        names = policy.destination_names()
        self._choose("destination", ((code, f"{names.get(code, code)} ({count:,})") for code, count in choices.destinations.most_common()))
        self._choose("rating", ((code, f"{code} ({count:,})") for code, count in sorted(choices.ratings.items())))
        self._choose("end_use", ((tag, f"{tag} ({count:,})") for tag, count in choices.end_uses.most_common()))
        self._choose("end_user", ((item.value, words.end_user(item.value)) for item in EndUserClass))

    def _choose(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        offer(self, name, list(pairs))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("text", Scope()) != Scope() and any(given.get(name) for name in self.fields if name not in ("text", "without")):
            self.add_error("text", now("Tick conditions or write the scope, not both."))
        return given

    def scope(self) -> Scope:
        """Of valid data."""
        given: Mapping[str, Any] = self.cleaned_data
        if given["text"] != Scope():
            written: Scope = given["text"]
            return written
        return Scope(
            destination=tuple(given["destination"]),
            rating=tuple(given["rating"]),
            end_use=tuple(given["end_use"]),
            end_user=tuple(given["end_user"]),
            pool=_flag(given["pool"]),
            incorporation=_flag(given["incorporation"]),
            include_unknown=given["unknown"],
        )

    def kept(self, named: Iterable[str]) -> tuple[str, ...]:
        """Of valid data: the licences named one by one that were not taken out."""
        return tuple(item for item in named if item not in self.cleaned_data.get("without", ()))


def _named(item: Licence) -> str:
    word, _kind = words.licence_status(item.status)
    return f"{item.reference}, {item.organisation.name}, {word}"


def filled(scope: Scope, choices: Choices) -> dict[str, Any]:
    """What the builder begins with for a scope: ticks where all of it can be ticked, else text."""
    ticked = {"destination": choices.destinations, "rating": choices.ratings, "end_use": choices.end_uses}
    offered = all(set(getattr(scope, name)) <= set(known) for name, known in ticked.items())
    if not offered or scope.licence_type or scope.onward:
        return {"text": scope.to_text()}
    lists = {name: list(getattr(scope, name)) for name in (*ticked, "end_user")}
    words_of = {None: ANY, True: "yes", False: "no"}
    return lists | {"pool": words_of[scope.pool], "incorporation": words_of[scope.incorporation], "unknown": scope.include_unknown}


def _flag(given: str) -> bool | None:
    return {"yes": True, "no": False}.get(given)


class ScopeTakenForm(forms.Form):
    """``scope`` is the one that was looked at. ``everything`` is asked only where it takes every licence."""

    scope = ScopeField(widget=forms.HiddenInput, required=False)
    everything = forms.BooleanField(label=_("It is meant to take every live licence"), required=False)

    def ask_for_everything(self, takes_everything: bool) -> None:
        if not takes_everything:
            del self.fields["everything"]


class OpenReviewForm(ScopeTakenForm):
    """``triggers`` are taken up by the review."""

    triggers = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    question = ReasonsField(label=_("What is the review to answer?"), help_text=_("The register prints the question."))
    commissioned_by = VisibleTextField(label=_("Who commissioned it?"), help_text=_("As the register prints it."), max_length=200)
    commissioned_on = DatePartsField(label=_("On which day?"), help_text=_("For example, 27 3 2031."))


class ReviewScopeForm(ScopeTakenForm, VersionedForm):
    """The scope that was looked at takes the place of the review's; ``without`` are named licences to take out, “;” between."""

    without = forms.CharField(widget=forms.HiddenInput, required=False)

    def kept(self, named: Iterable[str]) -> tuple[str, ...]:
        """Of valid data: those of ``named`` that stay."""
        out = set(self.cleaned_data.get("without", "").split(";"))
        return tuple(item for item in named if item not in out)


class FreezeForm(VersionedForm):
    everything = forms.BooleanField(label=_("It is meant to take every live licence"), required=False)


class ReviewOutcomesForm(VersionedForm):
    """One outcome for a set of frozen licences; ``licence`` are those ticked in the table."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=(), widget=forms.RadioSelect)
    which = forms.ChoiceField(
        label=_("For which licences?"),
        choices=(
            (TICKED, _("Those ticked in the list")),
            (REST, _("All that have no outcome yet")),
            (DOUBT, _("Those without an outcome of which nobody can say whether a clear risk takes them")),
            (NARROWER, _("Those that this narrower scope takes")),
        ),
        widget=forms.RadioSelect,
    )
    scope = ScopeField(label=_("Narrower scope"), required=False, help_text=_("Such as rating=ML15 end-use=operations-x"))
    reasons = ReasonsField(label=_("Reasons"), help_text=_("Each exporter concerned reads them in the notice."))
    departure = forms.ChoiceField(label=_("Departure by which goods may leave"), required=False, choices=())

    def __init__(self, *given: Any, departures: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "outcome", [(item.value, words.review_outcome(item.value).capitalize()) for item in Outcome])
        offer(self, "departure", [("", now("none")), *departures])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        ticked = self.data.getlist("licence") if hasattr(self.data, "getlist") else ()
        given["licences"] = tuple(ticked) if given.get("which") == TICKED else ()
        if given.get("which") == TICKED and not ticked:
            self.add_error("which", now("Tick at least one licence in the list."))
        if given.get("which") == NARROWER and given.get("scope") == Scope():
            self.add_error("scope", now("Write the narrower scope."))
        return given


class ProposeReviewForm(VersionedForm):
    legal_basis = ReasonsField(label=_("Legal basis"), widget=forms.Textarea(attrs={"rows": 3}))
    reasons = ReasonsField(label=_("Reasons of the whole"), help_text=_("What the signers read first."))


class UpdateForm(forms.Form):
    words = ReasonsField(
        label=_("How far it has come"), help_text=_("The register prints these words."), widget=forms.Textarea(attrs={"rows": 3})
    )


class ConcludeReviewForm(VersionedForm):
    conclusion = ReasonsField(label=_("The answer to the question"), help_text=_("The register prints it, with the outcomes."))


class RaiseForm(forms.Form):
    title = VisibleTextField(label=_("What happened?"), help_text=_("In a line, with where it is known from."), max_length=300)
    scope = ScopeField(label=_("Which licences may it touch?"))


class DismissForm(forms.Form):
    reasons = ReasonsField(label=_("Why does it ask for no review?"))
