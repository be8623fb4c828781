"""Signed notes and checkpoints: what is accepted, and every way in which one is refused."""

import base64

import pytest

from licet_verify.errors import NoteError
from licet_verify.note import Checkpoint, SignerKey, VerifierKey, open_checkpoint, open_note, sign

LOG = SignerKey("log.example/ledger", bytes(range(32)))
OTHER = SignerKey("witness.example", bytes(32))
TEXT = Checkpoint("log.example/ledger", 5, b"\x01" * 32).text()
ROOT = base64.b64encode(b"\x01" * 32).decode()
NOTE = sign(TEXT, [LOG])


def test_note_opens_under_its_key() -> None:
    assert open_note(NOTE, [LOG.verifier()]).text == TEXT
    assert open_note(NOTE.encode(), [LOG.verifier()]).signed_by == (LOG.verifier(),)


def test_note_ignores_signers_it_does_not_know() -> None:
    both = sign(TEXT, [OTHER, LOG])
    assert open_note(both, [LOG.verifier()]).signed_by == (LOG.verifier(),)


def test_note_text_may_hold_blank_lines() -> None:
    assert open_note(sign("a\n\nb\n", [LOG]), [LOG.verifier()]).text == "a\n\nb\n"


def test_note_counts_a_key_once() -> None:
    line = NOTE.rpartition("\n\n")[2]
    assert len(open_note(NOTE + line, [LOG.verifier()]).signed_by) == 1


def test_note_with_sixteen_signatures_is_read() -> None:
    signers = [SignerKey(f"signer-{number}", bytes([number]) * 32) for number in range(16)]
    assert len(open_note(sign(TEXT, signers), [each.verifier() for each in signers]).signed_by) == 16


def _with_line(line: str) -> str:
    return TEXT + "\n" + line + "\n"


ENCODED = NOTE.rpartition(" ")[2].strip()


@pytest.mark.parametrize(
    ("note", "why"),
    [
        *((note, "does not end with a newline") for note in ("", NOTE.removesuffix("\n"))),
        *((note, "no signatures after a blank line") for note in (TEXT, TEXT + "\n", NOTE + "\n")),
        *(
            (note, "a signature line reads: em dash, name, base64")
            for note in (
                NOTE.replace("\u2014", "-"),
                NOTE.replace("\u2014 ", "\u2014"),
                NOTE + "more\n",
                _with_line(f"\u2014 log.example+ledger {ENCODED}"),
                _with_line(f"\u2014  {ENCODED}"),
                _with_line("\u2014 log.example/ledger "),
            )
        ),
        (NOTE.replace("log.example/ledger\n", "log.example\tledger\n", 1), "holds a control character"),
        (_with_line("\u2014 log.example/ledger AAAA"), "is too short"),
        (_with_line(f"\u2014 log.example/ledger {ENCODED}="), "is not base64"),
        (_with_line("\u2014 log.example/ledger !!!!"), "is not base64"),
        (NOTE.replace("5", "6", 1), "is not valid"),
        (_with_line(f"\u2014 log.example/ledger {ENCODED[:-8]}{ENCODED[-4:]}"), "is not valid"),
        (sign(TEXT, [OTHER]), "no trusted key signed the note"),
        ("x" * 1_000_000 + NOTE, "a note has at most 1,000,000 bytes"),
        (TEXT + "\n" + f"\u2014 log.example/ledger {ENCODED}\n" * 101, "101 signatures, more than 100"),
    ],
)
def test_note_is_refused_for_its_one_fault(note: str, why: str) -> None:
    with pytest.raises(NoteError, match=why):
        open_note(note, [LOG.verifier()])


def test_note_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(NoteError, match="UTF-8"):
        open_note(NOTE.encode() + b"\xff", [LOG.verifier()])


def test_known_key_that_fails_refuses_the_note_though_another_holds() -> None:
    both = sign(TEXT, [OTHER, LOG])
    forged = sign(TEXT.replace("5", "6", 1), [OTHER]).rpartition("\n\n")[2] + NOTE.rpartition("\n\n")[2]
    assert open_note(both, [LOG.verifier(), OTHER.verifier()])
    with pytest.raises(NoteError, match="not valid"):
        open_note(TEXT + "\n" + forged, [LOG.verifier(), OTHER.verifier()])


def test_signer_refuses_a_name_that_would_not_parse() -> None:
    for name in ("", "a b", "a+b", "a\u00a0b", "a\nb"):
        with pytest.raises(NoteError):
            sign(TEXT, [SignerKey(name, bytes(32))])


def test_vkey_reads_what_it_writes() -> None:
    key = LOG.verifier()
    assert VerifierKey.parse(str(key)) == key
    assert VerifierKey.parse(f"{key}\n") == key


@pytest.mark.parametrize("change", ["", "x", "a+b", "a b+00000000+AAAA"])
def test_vkey_is_refused(change: str) -> None:
    with pytest.raises(NoteError, match=r"reads name\+id\+base64"):
        VerifierKey.parse(change)


def test_vkey_with_another_id_or_algorithm_is_refused() -> None:
    name, key_id, encoded = str(LOG.verifier()).split("+", 2)
    with pytest.raises(NoteError, match="id"):
        VerifierKey.parse(f"{name}+{int(key_id, 16) ^ 1:08x}+{encoded}")
    with pytest.raises(NoteError, match="Ed25519"):
        VerifierKey.parse(f"{name}+{key_id}+{base64.b64encode(bytes([2]) + LOG.verifier().public).decode()}")


def test_key_id_is_that_of_the_standard() -> None:
    # The worked example of the signed-note standard's reference implementation (golang.org/x/mod/sumdb/note).
    key = VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = (
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert open_note(text, [key]).signed_by == (key,)


def test_checkpoint_reads_what_it_writes() -> None:
    checkpoint = Checkpoint("log.example/ledger", 0, bytes(32))
    assert Checkpoint.parse(checkpoint.text()) == checkpoint
    assert Checkpoint.parse(checkpoint.text() + "an extension\n") == checkpoint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("log.example\n5\n", "a line each"),
        *((f"log.example\n{size}\n{ROOT}\n", "not a plain number") for size in ("05", "-1", "+1", "\u0665", "5 ", "0x5", "five", 10**19)),
        (f"log.example\n\n{ROOT}\n", "a line each"),
        (f"\n5\n{ROOT}\n", "a line each"),
        ("log.example\n5\nAAAA\n", "has 3 bytes, not 32"),
        ("log.example\n5\n%%%%\n", "base64"),
        (f"log.example\n5\n{ROOT[:-2]}F=\n", "canonical spelling"),
        (f"log.example\n5\n{ROOT}\n\nx\n", "a line each"),
    ],
)
def test_checkpoint_is_refused_for_its_one_fault(text: str, why: str) -> None:
    with pytest.raises(NoteError, match=why):
        Checkpoint.parse(text)


def test_checkpoint_of_another_origin_is_refused() -> None:
    note = sign(Checkpoint("elsewhere.example", 5, bytes(32)).text(), [LOG])
    with pytest.raises(NoteError, match="elsewhere"):
        open_checkpoint(note, LOG.verifier())
