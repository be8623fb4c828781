"""Names, types, sizes and headers of documents."""

import pytest

from licet.documents import domain
from licet.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("specification.pdf", "specification.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\plan.docx", "plan.docx"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "a_b_Set-Cookie_ x.pdf"),
        ("  .hidden.pdf. ", "hidden.pdf"),
        ("invoice\u202efdp.exe.pdf", "invoicefdp.exe.pdf"),
        ("Spécification № 4.pdf", "Spécification № 4.pdf"),
    ],
)
def test_name_leads_nowhere(given: str, kept: str) -> None:
    assert domain.clean_name(given) == kept


@pytest.mark.parametrize("given", ["", "..", "/", "con.txt", "NUL", " . "])
def test_name_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(Invalid, match="Give the file a name"):
        domain.clean_name(given)


def test_name_too_long_keeps_its_ending() -> None:
    name = domain.clean_name("x" * 300 + ".pdf")
    assert len(name) <= domain.MAX_NAME
    assert name.endswith("xxx.pdf")


@pytest.mark.parametrize("name", ["run.exe", "page.html", "archive.zip", "macro.docm", "README", "photo.svg"])
def test_type_not_taken_is_refused_with_what_is(name: str) -> None:
    with pytest.raises(Invalid, match=r"must end in one of .*pdf"):
        domain.claimed_type(name)


def test_type_mismatch_is_one_clear_sentence() -> None:
    with pytest.raises(Invalid, match=r"“plan\.pdf” says that it is PDF, but its content is a PNG file"):
        domain.check_type("plan.pdf", claimed="application/pdf", found="image/png")
    with pytest.raises(Invalid, match="something else"):
        domain.check_type("plan.pdf", claimed="application/pdf", found=None)


def test_size_empty_and_huge_are_refused() -> None:
    with pytest.raises(Invalid, match="is empty"):
        domain.check_size(0, "a.pdf")
    with pytest.raises(Invalid, match="50 MiB"):
        domain.check_size(domain.MAX_BYTES + 1, "a.pdf")
    domain.check_size(domain.MAX_BYTES, "a.pdf")


def test_headers_neither_run_nor_split() -> None:
    headers = domain.download_headers(name='Plan "№ 4".pdf', content_type="application/pdf", size=12)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment; filename=\"Plan_4_.pdf\"; filename*=UTF-8''Plan%20%22%E2%84%96%204%22.pdf"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert all("\n" not in value and value.isascii() for value in headers.values())
