"""A disclosed field as one file: an entry's leaf, and the value and salt that open one of its commitments.

{"format": "licet/disclosure/v1", "leaf": "<the entry's text>", "field": …, "value": …, "salt": "<hexadecimal>",
 "proof": "<a .tlog-proof>"}
"""

from dataclasses import dataclass

from licet_verify import canonical
from licet_verify.canonical import Json
from licet_verify.commitment import verify_field
from licet_verify.errors import FoundWanting
from licet_verify.note import Checkpoint, VerifierKey
from licet_verify.proof import ProofFile, verify_proof

FORMAT = "licet/disclosure/v1"


@dataclass(frozen=True, slots=True)
class FieldChecked:
    """The field and value that the entry is committed to; `position` and `checkpoint` if the log was shown to hold it."""

    field: str
    value: Json
    position: int | None = None
    checkpoint: Checkpoint | None = None


def build(*, leaf: bytes, field: str, value: Json, salt: bytes, proof: str | None = None) -> bytes:
    """The file of a disclosure, in canonical form."""
    parts: dict[str, Json] = {
        "format": FORMAT,
        "leaf": leaf.decode(),
        "field": field,
        "value": value,
        "salt": salt.hex(),
    }
    return canonical.dumps(parts if proof is None else parts | {"proof": proof})


def verify_disclosure(data: bytes, key: VerifierKey | None = None) -> FieldChecked:
    """Check a disclosure's file; with the log's key also that the log holds the entry."""
    whole = canonical.loads(data)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise FoundWanting(f"this is not a disclosed field: format is not {FORMAT!r}")
    leaf, field, salt = (_text(whole, name) for name in ("leaf", "field", "salt"))
    if "value" not in whole:
        raise FoundWanting("value: absent from the file")
    verify_field(leaf=leaf.encode(), field=field, salt=_bytes(salt), value=whole["value"])
    if key is None:
        return FieldChecked(field, whole["value"])
    proof = ProofFile.parse(_text(whole, "proof"))
    checkpoint = verify_proof(leaf=leaf.encode(), proof=proof, key=key)
    return FieldChecked(field, whole["value"], proof.index, checkpoint)


def _text(whole: dict[str, Json], name: str) -> str:
    value = whole.get(name)
    if not isinstance(value, str):
        raise FoundWanting(f"{name}: absent from the file")
    return value


def _bytes(salt: str) -> bytes:
    try:
        return bytes.fromhex(salt)
    except ValueError as error:
        raise FoundWanting("salt: not hexadecimal") from error
