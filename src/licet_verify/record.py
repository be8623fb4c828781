"""A decision record as one file: what was signed, the envelope around it, and every text it stands on.

    {"format": "licet/decision-record/v1",
     "signed": {…}, "envelope": {"signatures": [{"digest": …}, …], …},
     "digests": {"signed": …, "envelope": …},
     "texts": {"<SHA-256>": "the text", …},
     "log": {"leaf": "<the entry's text>", "proof": "<a .tlog-proof>"}}

A digest is SHA-256 over RFC 8785 JSON (for a text: over its UTF-8 bytes) in lower-case hexadecimal. Wherever the
signed part or the envelope names a text it says `"sha256:<digest>"`. The record of one licence in an act over many names
the act's signed part as a text, `"act": {"signed_part": "sha256:…"}`; the texts that this names are in the file, too.
`log` is absent until the log holds the record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from licet_verify import canonical
from licet_verify.canonical import Json
from licet_verify.errors import FoundWanting
from licet_verify.note import Checkpoint, VerifierKey
from licet_verify.proof import ProofFile, verify_proof

FORMAT = "licet/decision-record/v1"
_TEXT = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class RecordChecked:
    """What was verified: digests, how many signatures and texts, and where the log holds the record, if it was shown."""

    signed: str
    envelope: str
    signatures: int
    texts: int
    position: int | None = None
    checkpoint: Checkpoint | None = None


def text_reference(text: str) -> str:
    """How a record names a text."""
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def build(*, signed: Json, envelope: Json, texts: dict[str, str], log: dict[str, Json] | None = None) -> bytes:
    """The file of a record, in canonical form. `texts` maps the hexadecimal SHA-256 of each text to the text."""
    digests: Json = {"signed": canonical.digest(signed), "envelope": canonical.digest(envelope)}
    parts: dict[str, Json] = {
        "format": FORMAT,
        "signed": signed,
        "envelope": envelope,
        "digests": digests,
        "texts": dict(texts),
    }
    return canonical.dumps(parts if log is None else parts | {"log": log})


def verify_record(data: bytes, key: VerifierKey | None = None) -> RecordChecked:
    """Check a record's file; with the log's key also that the log holds it. Raises FoundWanting with the place."""
    whole = canonical.loads(data)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise FoundWanting(f"this is not a decision record: format is not {FORMAT!r}")
    signed, envelope = _object(whole, "signed"), _object(whole, "envelope")
    digests, texts = _object(whole, "digests"), _object(whole, "texts")
    for name, part in (("signed", signed), ("envelope", envelope)):
        if digests.get(name) != canonical.digest(part):
            raise FoundWanting(f"{name}: changed since it was sealed, its digest is {canonical.digest(part)}")
    _verify_texts(texts)
    _verify_complete(texts, named=_named(signed, envelope, texts))
    signatures = _verify_signatures(envelope, _signed_digest(signed, texts))
    checked = RecordChecked(str(digests["signed"]), str(digests["envelope"]), signatures, len(texts))
    return checked if key is None else _verify_in_log(whole, checked, key)


def _object(whole: dict[str, Json], name: str) -> dict[str, Json]:
    part = whole.get(name)
    if not isinstance(part, dict):
        raise FoundWanting(f"{name}: absent from the record")
    return part


def _named(signed: dict[str, Json], envelope: dict[str, Json], texts: dict[str, Json]) -> set[str]:
    """All texts that the file must hold: those of the record, and those of the act that decided many licences at once."""
    act = act_named(signed)
    whole = canonical.loads(str(texts.get(act, "null"))) if act else None
    return set(named_texts([signed, envelope, whole]))


def act_named(signed: Json) -> str | None:
    """The digest of the act's signed part, where the record of one licence names it as a text."""
    act = signed.get("act") if isinstance(signed, dict) else None
    if not isinstance(act, dict) or not isinstance(act.get("signed_part"), str):
        return None
    return str(act["signed_part"]).removeprefix("sha256:")


def _signed_digest(signed: dict[str, Json], texts: dict[str, Json]) -> str:
    """What the signatures were given for: the signed part, or the act that decided many licences at once.

    Such a record names the act's signed part as a text, and that text must name the record's licence.
    """
    digest = act_named(signed)
    if digest is None:
        return canonical.digest(signed)
    whole = canonical.loads(str(texts.get(digest, "null")))
    licences = whole.get("licences") if isinstance(whole, dict) else None
    named = [item.get("reference") for item in licences if isinstance(item, dict)] if isinstance(licences, list) else []
    if signed.get("licence") not in named:
        raise FoundWanting(f"signed.act: the act that was signed does not name {signed.get('licence')}")
    return digest


def _verify_signatures(envelope: dict[str, Json], digest: str) -> int:
    """Every signature says which digest it was given for: that of the signed part as it stands here."""
    signatures = envelope.get("signatures")
    if not isinstance(signatures, list) or not signatures:
        raise FoundWanting("envelope.signatures: nobody signed this record")
    for number, signature in enumerate(signatures, start=1):
        if not isinstance(signature, dict) or signature.get("digest") != digest:
            raise FoundWanting(f"envelope.signatures: signature {number} was given for another text than this one")
    return len(signatures)


def _verify_texts(texts: dict[str, Json]) -> None:
    for digest, text in texts.items():
        if not isinstance(text, str) or sha256(text.encode()).hexdigest() != digest:
            raise FoundWanting(f"texts: the text under {digest} is not the one that was read")


def _verify_complete(texts: dict[str, Json], named: set[str]) -> None:
    for digest in sorted(named - texts.keys()):
        raise FoundWanting(f"texts: the record names the text {digest}, which is not in the file")
    for digest in sorted(texts.keys() - named):
        raise FoundWanting(f"texts: the text {digest} is in the file, but the record does not name it")


def named_texts(value: Json) -> Iterator[str]:
    """The digests of the texts that a signed part or envelope names."""
    for text in _strings(value):
        found = _TEXT.fullmatch(text)
        if found:
            yield found[1]


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _verify_in_log(whole: dict[str, Json], checked: RecordChecked, key: VerifierKey) -> RecordChecked:
    shown = whole.get("log")
    if not isinstance(shown, dict) or not isinstance(shown.get("leaf"), str) or not isinstance(shown.get("proof"), str):
        raise FoundWanting("log: the file shows no proof that the log holds this record")
    leaf, proof = str(shown["leaf"]), ProofFile.parse(str(shown["proof"]))
    checkpoint = verify_proof(leaf=leaf.encode(), proof=proof, key=key)
    entry = canonical.loads(leaf)
    published = set(_strings(entry.get("published"))) if isinstance(entry, dict) else set()
    for name, digest in (("signed part", checked.signed), ("envelope", checked.envelope)):
        if digest not in published:
            raise FoundWanting(f"log: entry {proof.index} is that of another record, it lacks the digest of the {name}")
    return RecordChecked(checked.signed, checked.envelope, checked.signatures, checked.texts, proof.index, checkpoint)
