"""A browser without pictures: cookies, links and forms, for tests that walk through served pages."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar


@dataclass(frozen=True)
class Page:
    """An answer: where it came from, its status and its text."""

    address: str
    status: int
    text: str


class Links(HTMLParser):
    """The addresses of our own that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address and not address.startswith(("#", "mailto:", "http://", "https://", "//")):
            self.found.append(address)


@dataclass
class Browser:
    """One visitor of one served address."""

    origin: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> Page:
        return self._open(urllib.request.Request(self.origin + path))

    def post(self, path: str, fields: dict[str, str]) -> Page:
        """Send a form as its page at this address does, with the token that the page bears."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        values = fields | ({"csrfmiddlewaretoken": token[1]} if token else {})
        return self._open(urllib.request.Request(self.origin + path, urllib.parse.urlencode(values).encode()))

    def walk(self, start: str, *, most: int) -> dict[str, int]:
        """Follow links from a page, at most so many pages of each kind of address; the status of each page."""
        waiting, seen, shapes = [start], dict[str, int](), dict[str, int]()
        while waiting and len(seen) < most:
            path = waiting.pop(0)
            shape = re.sub(r"[^/]*[0-9A-Z][^/]*", "*", path.partition("?")[0])
            if path in seen or shapes.get(shape, 0) >= 2 or not path.startswith(start.rstrip("/") or "/"):
                continue
            shapes[shape] = shapes.get(shape, 0) + 1
            page = self.get(path)
            seen[path] = page.status
            links = Links()
            links.feed(page.text)
            waiting += [urllib.parse.urljoin(path, link).partition("#")[0] for link in links.found]
        return seen

    def _open(self, request: urllib.request.Request) -> Page:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(request, timeout=60) as answer:
                return Page(answer.url, answer.status, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return Page(request.full_url, error.code, error.read().decode(errors="replace"))
