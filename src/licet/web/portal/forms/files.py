"""Documents: one to a draft, or the reason why there is none; several to an answer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from licet.applications.public import LONGEST_TEXT, DocumentKind
from licet.documents.public import MAX_BYTES, TYPES
from licet.web.components.forms import VisibleTextField
from licet.web.portal.forms.drafts import DraftForm

KINDS = (
    (DocumentKind.SPECIFICATION.value, _("Technical specification")),
    (DocumentKind.UNDERTAKING.value, _("End-user undertaking")),
    (DocumentKind.CONTRACT.value, _("Contract or order")),
    (DocumentKind.OTHER.value, _("Something else")),
)
TAKEN = _("%(types)s; at most %(size)s MiB. We look at what the file is, not only at its name.")


def taken() -> str:
    """What files are taken, in words."""
    return str(TAKEN) % {"types": ", ".join(sorted(ending.upper() for ending in TYPES if ending != "jpeg")), "size": MAX_BYTES // 2**20}


class AttachmentForm(DraftForm):
    """A file, or why there is none of its kind."""

    kind = forms.ChoiceField(label=_("What kind of document"), choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    absence = VisibleTextField(
        label=_("Or, if there is none, why"),
        help_text=_("For example: the end user is a police force, which gives no undertakings."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["file"].help_text = taken()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("file") and given.get("absence"):
            self.add_error("absence", _("You chose a file: leave the reason for having none empty, or take the file away."))
        elif not given.get("file") and not given.get("absence") and "absence" not in self.errors:
            self.add_error("file", _("Choose a file, or say below why there is none."))
        return given


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, in the order given."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(FilesField, self).clean(item, initial) for item in given]
