"""The Jinja environment of every page: GOV.UK macros, gettext, filters, and names that fail loudly."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, Undefined
from jinja2.utils import missing

from licet.web.components import filters
from licet.web.components.charts import bars, series, timeline_picture
from licet.web.components.forms.options import with_options
from licet.web.components.forms.params import field_params, summary_errors
from licet.web.components.shell import authority
from licet.web.components.tables import sort_link

WEB = Path(__file__).resolve().parent.parent


class PageUndefined(Undefined):
    """A misspelt variable is an error; an absent option of a macro is simply nothing."""

    def _shown(self) -> str:
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()
        return ""

    def __str__(self) -> str:
        return self._shown()

    def __html__(self) -> str:
        return self._shown()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._shown())


def environment(**options: Any) -> Environment:
    """Made by Django's Jinja2 back end; templates of every surface are found without further settings."""
    options["loader"] = _loader(options.get("loader"))
    options["undefined"] = PageUndefined
    options["autoescape"] = True
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    made = Environment(**options)  # noqa: S701  (autoescape is set above)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    made.globals.update(GLOBALS)
    made.filters.update(filters.FILTERS)
    return made


def _loader(given: Any) -> ChoiceLoader:
    folders = sorted(WEB.glob("*/templates"))
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([*([given] if given else []), FileSystemLoader(folders), govuk])


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """``url("desk:case", case_id)``: the address of a route."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def direction() -> str:
    return "rtl" if translation.get_language_bidi() else "ltr"


def language() -> str:
    return translation.get_language() or "en"


GLOBALS: dict[str, Any] = {
    "url": url,
    "static": static,
    "language": language,
    "direction": direction,
    "authority": authority,
    "field_params": field_params,
    "summary_errors": summary_errors,
    "with_options": with_options,
    "sort_link": sort_link,
    "bars": bars,
    "series": series,
    "timeline_picture": timeline_picture,
}
