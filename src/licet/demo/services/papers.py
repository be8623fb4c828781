"""Small PDF documents as exporters attach them: data sheets and undertakings, the same bytes for the same goods."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from licet.demo.domain import EndUser, Good
from licet.platform import pdf

TEMPLATES: Final = Path(__file__).resolve().parents[1] / "templates"
DATED: Final = date(2024, 1, 15)
"""The day inside these files; the papers of a company are not made on the day of an application."""


@cache
def data_sheet(good: Good, maker: str) -> bytes:
    """One page on one type of goods."""
    rows = [["Type", good.name], ["Part number", good.part], ["Description", good.description], ["Maker", maker]]
    return _page(f"{good.name}: data sheet", maker, rows, "Values are typical. This sheet states no control-list entry.")


@cache
def undertaking(user: EndUser, goods: Sequence[str], use: str) -> bytes:
    """What an end user undertakes: own use, no transfer without consent."""
    words = (
        "We certify that we are the end user of these goods, that we will use them as stated, and that we will not transfer, "
        "lend or re-export them without the written consent of the licensing authority of Valdren. We will confirm delivery "
        "when asked."
    )
    rows = [["End user", user.name], ["Address", user.address], ["Goods", ", ".join(goods)], ["Use", use]]
    return _page("End-user undertaking", user.name, rows, words)


def _page(title: str, sender: str, rows: Sequence[Sequence[str]], words: str) -> bytes:
    source = (TEMPLATES / "paper.typ").read_text(encoding="utf-8")
    data = {"title": title, "sender": sender, "rows": [[*row] for row in rows], "words": words}
    return pdf.render(source, data, on=DATED, folder=TEMPLATES)  # type: ignore[arg-type]
