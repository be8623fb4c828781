"""PDF: accessible, deterministic, and what people typed stays text."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from licet.kernel.errors import Invalid
from licet.platform.pdf import render

DAY = date(2031, 5, 2)
TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(font: "Libertinus Serif", lang: "en")
= #data.title
#data.text
#if data.transliterated [_Words in brackets are transliterated._]
"""


def made(text: str, **more: object) -> PdfReader:
    return PdfReader(BytesIO(render(TEMPLATE, {"title": "Licence", "text": text} | more, on=DAY)))  # type: ignore[arg-type]


def words(reader: PdfReader) -> str:
    return " ".join(page.extract_text() for page in reader.pages)


def test_render_gives_tagged_pdf_ua() -> None:
    reader = made("Twelve night sights")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert root["/Lang"] == "en"  # type: ignore[index]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Licence"


def test_render_same_data_same_bytes() -> None:
    data = {"title": "Licence", "text": "Twelve night sights"}
    first = render(TEMPLATE, data, on=DAY)
    assert first == render(TEMPLATE, dict(reversed(data.items())), on=DAY)
    assert first != render(TEMPLATE, data, on=date(2031, 5, 3))


@pytest.mark.parametrize("text", ["#panic()", '#read("/etc/passwd")', "*bold* _it_ $x$ <a> @b", '"quoted" \\ back', "]] // end"])
def test_render_typed_markup_stays_text(text: str) -> None:
    assert text.replace(" ", "") in words(made(text)).replace(" ", "").replace("\n", "")


def test_render_refuses_files_outside_its_folder() -> None:
    with pytest.raises(Invalid, match="cannot be made"):
        render('#set document(title: "x")\n#read("/etc/hostname")', {}, on=DAY)


def test_render_writes_missing_letters_in_latin_and_says_so() -> None:
    shown = words(made("Buyer 北京 Москва 😀 \x07\x00 end"))
    assert "[BeiJing]" in shown
    assert "Москва" in shown
    assert "in brackets" in shown
    assert "in brackets" not in words(made("Buyer Ltd"))


def test_the_log_says_what_is_wrong_with_a_template_and_a_reader_never_sees_it(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Invalid) as refused:
        render('#set document(title: "x")\n#nonsense', {}, on=DAY)
    assert "unknown variable" in caplog.text
    assert "variable" not in refused.value.message


def test_only_the_letter_that_is_missing_is_spelled() -> None:
    assert "every evening" in words(made("every evening e\u20e3 北"))


@pytest.mark.parametrize(
    "text",
    [
        "€\ufeff 5",  # PDF/UA forbids it
        " ".join(map(chr, range(0x08D3, 0x0900))),  # Typst complains of one at a time
        "".join(f"{chr(code)} " for code in range(0x600, 0x900)),  # Typst crashes
    ],
)
def test_no_text_stops_a_document(text: str) -> None:
    assert "Twelve" in words(made(f"Twelve {text}"))
