"""The line format exchanged with customs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from licet.kernel.errors import Invalid
from licet.licences.domain import CustomsKind, Outgoing, read_reply, render_file
from licet.licences.public import read_reply_file

NOW = datetime(2031, 5, 2, 10, 30, tzinfo=UTC)


def message(kind: CustomsKind, *lines: tuple[str, str, str, str, str]) -> Outgoing:
    return Outgoing(
        id=f"M-{kind}",
        kind=kind,
        licence="XA-LIC 2031/000001",
        type="IND",
        valid_from="2031-05-02",
        valid_until="2033-05-01",
        countries=("QM",),
        lines=lines,
    )


def test_render_file_numbers_lines_counts_messages_and_keeps_values_on_one_line() -> None:
    text = render_file(
        [message(CustomsKind.CANCEL), message(CustomsKind.INSERT, ("1", "sight\\scope\nday", "ML15", "40", "item"))],
        authority="XA",
        run=7,
        now=NOW,
    )
    assert text.splitlines() == [
        r"1\fileHeader\LICET\CUSTOMS\licenceData\203105021030\7\XA",
        r"2\licence\M-cancel\cancel\XA-LIC 2031/000001\IND\E\20310502\20330501",
        r"3\country\QM\\D",
        r"4\end\licence\3",
        r"5\licence\M-insert\insert\XA-LIC 2031/000001\IND\E\20310502\20330501",
        r"6\country\QM\\D",
        r"7\line\1\ML15\\\\sight/scope day\Q\\item\\40",
        r"8\end\licence\4",
        r"9\fileTrailer\2",
    ]


REPLY = r"""1\fileHeader\CUSTOMS\LICET\licenceReply\203105021100\7
2\accepted\A
3\rejected\B
4\error\1234\Invalid unit
5\error\76543\Invalid code in line 23
6\end\rejected\4
7\accepted\C
8\fileTrailer\2\1\0
"""


def test_read_reply_tells_accepted_from_rejected_with_what_was_wrong() -> None:
    reply = read_reply(REPLY)
    assert reply.run == 7
    assert reply.accepted == ("A", "C")
    assert reply.rejected == {"B": "Invalid unit (1234); Invalid code in line 23 (76543)"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        (REPLY.replace(r"2\accepted\A", r"9\accepted\A"), "line 2"),
        (REPLY.replace(r"fileTrailer\2\1", r"fileTrailer\3\1"), "line 8"),
        (REPLY.replace("accepted", "excepted"), "line 2"),
        ("1\\fileHeader\\C\\L\\licenceReply\\203105021100\\7\n2\\fileError\\18\\Record type not recognised\\23\n", "line 2"),
        ("no separator\n", "line 1"),
        (REPLY.replace("8\\fileTrailer\\2\\1\\0\n", ""), "line 8"),  # cut before the trailer
        ("\n".join(REPLY.splitlines()[:4]), "line 5"),
        (REPLY.replace(r"fileTrailer\2\1", r"fileTrailer\2\2"), "line 8"),
        (REPLY.replace(r"7\accepted\C", r"7\accepted\B"), "line 7"),  # both rejected and accepted
        (REPLY.replace(r"7\accepted\C", r"7\accepted\A"), "line 7"),
        (REPLY + "9\\accepted\\D\n", "line 9"),
        (REPLY + REPLY.splitlines()[-1].replace("8", "9", 1) + "\n", "line 9"),  # two trailers
        (REPLY.replace(r"7\accepted\C", r"7\fileHeader\CUSTOMS\LICET\licenceReply\203105021100\8"), "line 7"),
        (REPLY.replace(r"6\end\rejected\4", r"6\accepted\E"), "line 6"),  # inside a rejection
        ("1\\accepted\\A\n2\\fileTrailer\\1\\0\\0\n", "line 1"),
    ],
)
def test_read_reply_names_the_line_it_cannot_read(text: str, place: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_reply(text)
    assert refused.value.place == place


@pytest.mark.parametrize("content", [None, b"CUSRES \xff"])
def test_a_reply_that_is_no_file_or_not_utf8_is_refused_by_its_name(tmp_path: Path, content: bytes | None) -> None:
    reply = tmp_path / "reply.txt"
    if content:
        reply.write_bytes(content)
    with pytest.raises(Invalid, match="the reply cannot be read") as refused:
        read_reply_file(reply)
    assert refused.value.place == "reply.txt"
