"""Raising a concern: what it is about, its points, who may know, files. Nothing typed is looked up anywhere but in lists."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from licet.concerns import public as concerns
from licet.concerns.public import MOST_POINTS, Naming
from licet.kernel.errors import Invalid
from licet.kernel.ids import Reference, parse_id
from licet.platform.ids import new_id
from licet.web.components.forms import VisibleTextField, offer
from licet.web.concerns.opening import today
from licet.web.concerns.presenting import words

FEWEST_BOXES = 3


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__()
        self.attrs.pop("multiple", None)  # the component says it


class _Files(forms.FileField):
    """Any number, none included; the service looks at them."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data or []


class RaiseForm(forms.Form):
    """Boxes for points are made as they are needed; those left empty at the end are no points.

    ``form_token``: with it the same form sent again files nothing (``licet.concerns.services.filing``).
    """

    boxes = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    destination = forms.ChoiceField(
        label=_("Destination"),
        help_text=_("Leave it empty if the concern is about no single destination."),
        required=False,
    )
    subjects = forms.MultipleChoiceField(
        label=_("Is it about something at large?"),
        choices=[
            ("policy", _("Policy or practice: how things are done at large")),
            ("conduct", _("Conduct: how somebody behaved")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    references = forms.CharField(
        label=_("Case, licence, assessment or review"),
        help_text=_("References, one a line, such as XA-IND 2031/000412. We do not look them up now: looking would leave a trace."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": False}),
    )
    naming = forms.ChoiceField(
        label=_("Who may know your name?"),
        choices=[
            (Naming.NOBODY.value, _("Nobody")),
            (Naming.HANDLER.value, _("Only the level that answers first; a further one only if two people give reasons that you can read")),
            (Naming.NAMED.value, _("Every level that answers: use my name")),
        ],
        initial=Naming.NOBODY.value,
        widget=forms.RadioSelect,
    )
    name = VisibleTextField(
        label=_("Your name"),
        help_text=_("Leave it empty where nobody may know it."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": False}),
    )
    complained_of = forms.MultipleChoiceField(
        label=_("Is it about what somebody in one of these posts did?"),
        help_text=_("Whoever holds the post now will never read it or answer it. Nobody is told that you ticked it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attachments = _Files(required=False, widget=_ManyFiles, label=_("Files"))

    def __init__(self, *args: Any, boxes: int = FEWEST_BOXES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_token"].initial = new_id()
        offer(self, "destination", [("", _("No destination")), *concerns.destinations()])
        offer(self, "complained_of", self.named())
        self.count = max(FEWEST_BOXES, min(MOST_POINTS, boxes))
        for number in range(1, self.count + 1):
            self.fields[f"point_{number}"] = VisibleTextField(
                label=_("Point %(number)s") % {"number": number},
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def named(self) -> list[tuple[str, str]]:
        """Who may be named: posts, because a list of names is not for everybody who reaches the page."""
        return [(post, words.post(role, place)) for post, role, place in concerns.posts(today())]

    def clean_form_token(self) -> str:
        """Empty for what is no token of ours: such a form is filed each time it is sent, like one without a token."""
        try:
            return parse_id(str(self.cleaned_data["form_token"]))
        except Invalid:
            return ""

    @property
    def point_boxes(self) -> list[forms.BoundField]:
        return [self[f"point_{number}"] for number in range(1, self.count + 1)]

    def clean_references(self) -> list[str]:
        """Topics of these references: by their form alone."""
        lines = [line.strip() for line in str(self.cleaned_data["references"]).splitlines() if line.strip()]
        try:
            found = [Reference.parse(line) for line in lines]
        except Invalid as error:
            raise forms.ValidationError(str(error)) from None
        return [concerns.topic_of(item) for item in found]

    def topics(self) -> list[str]:
        destination = [f"destination:{code}" for code in [self.cleaned_data["destination"]] if code]
        return [*destination, *self.cleaned_data["references"], *(f"subject:{subject}" for subject in self.cleaned_data["subjects"])]

    def points(self) -> list[str]:
        """As typed, without the empty boxes after the last one that was used."""
        texts = [str(self.cleaned_data[f"point_{number}"]) for number in range(1, self.count + 1)]
        while texts and not texts[-1].strip():
            texts.pop()
        return texts

    def naming_chosen(self) -> Naming:
        return Naming(self.cleaned_data["naming"])

    def add_too_much(self, names: Sequence[str], *, files: int, megabytes: int) -> None:
        """Say which files were left out, and why."""
        if names:
            sentence = ngettext(
                "“%(names)s” is too much: we take %(files)s files at most, each up to %(megabytes)s megabytes. Nothing was sent.",
                "“%(names)s” are too much: we take %(files)s files at most, each up to %(megabytes)s megabytes. Nothing was sent.",
                len(names),
            )
            self.add_error("attachments", sentence % {"names": "”, “".join(names), "files": files, "megabytes": megabytes})


class SignedInRaiseForm(RaiseForm):
    """For whoever chose to file while signed in: their name is that of their account, and an official is shown officials' names."""

    name = None  # type: ignore[assignment]

    def __init__(self, *args: Any, official: bool, **kwargs: Any) -> None:
        self.official = official
        super().__init__(*args, **kwargs)
        naming = self.fields["naming"]
        naming.choices = [choice for choice in naming.choices if choice[0] != Naming.NOBODY.value]  # type: ignore[attr-defined]
        naming.initial = Naming.NAMED.value
        if official:
            self.fields["complained_of"].label = _("Is it about what any of these people did?")
            self.fields["complained_of"].help_text = _("They will never read it or answer it. Nobody is told that you ticked a name.")

    def named(self) -> list[tuple[str, str]]:
        if not self.official:
            return super().named()
        return [(person, f"{name}, {place}" if place else name) for person, name, place in concerns.officials()]
