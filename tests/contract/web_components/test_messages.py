"""Texts go through gettext: the catalogue holds those of the shell, and a made-up language reaches every word."""

import importlib.util
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import polib
import pytest
from django.template import engines
from django.test import RequestFactory

from licet.kernel.actor import Actor
from licet.web.components.environment import environment
from licet.web.components.shell import Authority

ROOT = Path(__file__).resolve().parents[3]


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "assets/messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_catalogue_holds_every_text_of_the_shell() -> None:
    messages = tool()
    known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(messages.CATALOGUE))}
    texts = {(context, text) for context, text, _ in messages.found(messages.SOURCE / "web/components")}
    texts |= {(context, text) for context, text, _ in messages.found(messages.SOURCE / "web/account")}
    assert texts - known == set(), "run .venv/bin/python assets/messages.py"
    assert len(texts) > 80


class Words(HTMLParser):
    """The words a person sees, apart from scripts and the names that no language changes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if re.search(r"[A-Za-z]{2}", data):
            self.found.append(" ".join(data.split()))


def pseudo(words: str) -> str:
    return f"⟦{words}⟧"


@pytest.fixture
def pseudo_language(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    settings.ROOT_URLCONF = "tests.unit.web_components.routes"
    settings.LICET_AUTHORITY = f"{__name__}.authority"
    made = environment()
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=pseudo, ngettext=lambda one, many, n: pseudo(many), pgettext=lambda context, words: pseudo(words), newstyle=True
    )
    monkeypatch.setattr(engines["jinja2"], "env", made)
    return made


def authority() -> Authority:
    return Authority("KASDARA")


REFUSED = {"sentence": "⟦s⟧", "faults": [], "bars": ["⟦2c⟧"], "typed": [("⟦a⟧", "⟦b⟧")], "back": "/"}
PAGES = {
    "components/errors/404.html": {"layout": "components/layouts/desk.html"},
    "components/errors/400.html": REFUSED | {"layout": "components/layouts/portal.html"},
    "components/errors/422.html": REFUSED | {"layout": "components/layouts/register.html"},
    "components/errors/500.html": {},
    "account/sign_in_as.html": {"people": [], "wanted": ""},
    "account/home.html": {"roles": [], "start": "/"},
}


@pytest.mark.parametrize("template", PAGES)
def test_every_word_is_translated(pseudo_language: Any, template: str) -> None:
    request: Any = RequestFactory().get("/")
    request.actor = Actor(id="user:1", name="⟦Ilse⟧")
    request.session = {}
    html = pseudo_language.get_template(template).render({"request": request, "csrf_input": "", **PAGES[template]})
    reader = Words()
    reader.feed(html)
    left = [words for words in reader.found if "⟦" not in words and words not in ("LICET", "KASDARA")]
    assert left == []
