"""A refusal of a service, put where the person can act on it."""

from django import forms

from licet.kernel.errors import InvalidMany, LicetError


def add_faults(form: forms.Form, error: LicetError, *, places: dict[str, str] | None = None) -> None:
    """Each fault to the field that it names as its place, otherwise to the whole form. ``places``: where names differ."""
    for fault in error.faults if isinstance(error, InvalidMany) else [error]:
        place = str(getattr(fault, "place", None) or "")
        name = (places or {}).get(place, place.replace(" ", "_").replace("-", "_"))
        if name in form.fields:
            form.add_error(name, getattr(fault, "message", str(fault)))
        else:
            form.add_error(None, str(fault))
