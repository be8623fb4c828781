"""What a browser would send of the form on a page, with nothing typed."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str | list[str]] = {}
        self.inside = False
        self.select = self.area = ""
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("method") == "post" and "/account/" not in (given.get("action") or "")
        if not self.inside:
            return
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name:
            if given.get("type") == "checkbox":
                if "checked" in given:
                    self.sent.setdefault(name, [])
                    self.sent[name] = [*self.sent[name], value]
            elif given.get("type") != "radio" or "checked" in given:
                self.sent[name] = value
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.sent):
            self.sent[self.select] = value
        elif tag == "textarea":
            self.area, self.words = name, ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.sent[self.area] = self.words.removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def as_sent(page: str) -> dict[str, str | list[str]]:
    """The fields of the page's forms that change something, as they stand."""
    form = _Form()
    form.feed(page)
    return {name: value for name, value in form.sent.items() if name != "csrfmiddlewaretoken"}
