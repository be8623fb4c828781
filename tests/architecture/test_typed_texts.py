"""Every form and every operation reads what people write through the one rule of what a text may contain."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from django import forms
from pydantic.fields import FieldInfo

import licet.api.schemas
import licet.web
from licet.api.schemas.applications import ProductGiven
from licet.api.schemas.base import VISIBLE_LINE, VISIBLE_WORDS, Given
from licet.kernel.rating import RatingCode

NO_TEXT = {
    "SignInForm",  # names an account, and a password holds what it holds
    "PasswordForm",
    "CodeForm",
    "FindDecisionForm",  # is looked up as a code, and kept nowhere
    "QuoteForm",  # is searched in a document as it was copied
}
CODES = {
    "scope",  # references, countries and ratings: read by their own readers
    "named",
    "licences",
    "triggers",
    "references",
    "rating",
    "content",  # of an assessment: its rules look at each text
}
NOT_KEPT = (forms.HiddenInput, forms.PasswordInput)


def modules(package: Any) -> Iterator[Any]:
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".migrations" not in found.name:
            yield importlib.import_module(found.name)


def all_below[Kind](kind: type[Kind]) -> Iterator[type[Kind]]:
    for below in kind.__subclasses__():
        yield below
        yield from all_below(below)


def form_classes() -> list[type[forms.Form]]:
    list(modules(licet.web))
    return sorted((each for each in set(all_below(forms.Form)) if each.__module__.startswith("licet.")), key=lambda each: each.__qualname__)


def given_classes() -> list[type[Given]]:
    list(modules(licet.api.schemas))
    return sorted(set(all_below(Given)), key=lambda each: each.__qualname__)


def test_every_text_of_a_form_is_read_as_visible_text() -> None:
    plain = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in form_classes()
        if form.__name__ not in NO_TEXT
        for name, field in form.base_fields.items()
        if type(field) is forms.CharField and not isinstance(field.widget, NOT_KEPT) and name not in CODES
    ]
    assert plain == []


def unread(field: FieldInfo) -> bool:
    return any(str_without_rule(part) for part in parts((field.annotation, *field.metadata)))


def parts(metadata: Any) -> Iterator[tuple[Any, ...]]:
    """Each type inside an annotation, with what is said of it."""
    kind, *said = metadata
    if get_origin(kind) is None:
        yield (kind, *said)
    for argument in get_args(kind):
        nested = getattr(argument, "__metadata__", ())
        yield from parts((getattr(argument, "__origin__", argument), *nested) if nested else (argument, *said))


def str_without_rule(part: tuple[Any, ...]) -> bool:
    kind, *said = part
    patterns = [getattr(item, "pattern", None) for item in said]
    closed = any(pattern and pattern != licet.api.schemas.base.NO_NUL for pattern in patterns)
    return kind is str and not closed and VISIBLE_WORDS not in said and VISIBLE_LINE not in said


@pytest.mark.parametrize("kind", given_classes(), ids=lambda kind: kind.__name__)
def test_every_text_of_an_operation_is_read_as_visible_text(kind: type[Given]) -> None:
    assert [name for name, field in kind.model_fields.items() if name not in CODES and unread(field)] == []


@pytest.mark.parametrize("typed", ["ML1\u200b5", "\ufeffML15 ", "ml15"])
def test_a_rating_is_read_as_a_code_before_anything_refuses_its_signs(typed: str) -> None:
    """A sign without a width comes with every copied web page: it is no part of the code."""
    forms_with_a_rating = [form for form in form_classes() if isinstance(form.base_fields.get("rating"), forms.CharField)]
    assert len(forms_with_a_rating) == 2
    read = [form.base_fields["rating"].clean(typed) for form in forms_with_a_rating]
    read.append(ProductGiven(key="p1", name="Sight", rating=typed).rating)
    assert {str(RatingCode.parse(text)) for text in read} == {"ML15"}
    assert all(text.isascii() for text in read)
