"""Disclosed fields and decision records, as files."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.unit.licet_verify.small_log import SALT, SmallLog, make_leaf

from licet_verify import canonical, disclosure, record
from licet_verify.canonical import Json
from licet_verify.cli import main
from licet_verify.commitment import commit
from licet_verify.errors import FoundWanting
from licet_verify.tree import leaf_hash

TEXT = "Advice of the defence ministry, as it was read."
SHA = sha256(TEXT.encode()).hexdigest()


def _disclosure(log: SmallLog, value: Json = "exporter 3", salt: bytes = SALT) -> bytes:
    return disclosure.build(leaf=log.leaves[3], field="exporter", value=value, salt=salt, proof=str(log.proof(3)))


def test_disclosed_field_holds(small_log: SmallLog) -> None:
    checked = disclosure.verify_disclosure(_disclosure(small_log), small_log.key)
    assert (checked.field, checked.value, checked.position) == ("exporter", "exporter 3", 3)
    assert disclosure.verify_disclosure(_disclosure(small_log)).position is None


def test_disclosed_field_with_another_value_or_salt_is_refused(small_log: SmallLog) -> None:
    for data in (_disclosure(small_log, "exporter 4"), _disclosure(small_log, salt=bytes(32)), _disclosure(small_log, None)):
        with pytest.raises(FoundWanting, match="not what this entry committed to"):
            disclosure.verify_disclosure(data)


def test_disclosed_field_of_an_entry_that_the_log_lacks_is_refused(small_log: SmallLog) -> None:
    forged = disclosure.build(leaf=make_leaf(99), field="exporter", value="exporter 99", salt=SALT, proof=str(small_log.proof(3)))
    assert disclosure.verify_disclosure(forged).value == "exporter 99"
    with pytest.raises(FoundWanting):
        disclosure.verify_disclosure(forged, small_log.key)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda file: file.pop("value"), "value: absent"),
        (lambda file: file.pop("proof"), "proof: absent"),
        (lambda file: file.pop("leaf"), "leaf: absent"),
        (lambda file: file.update(salt="no figures"), "salt: not hexadecimal"),
        (lambda file: file.update(field="price"), "seals no field named 'price'"),
        (lambda file: file.update(leaf="[]"), "seals no field"),
        (lambda file: file.update(format=disclosure.INTERNAL_FORMAT), "batch: absent from the file"),
    ],
)
def test_incomplete_disclosure_names_what_is_missing(small_log: SmallLog, change: Callable[[dict[str, Json]], object], why: str) -> None:
    file = canonical.loads(_disclosure(small_log))
    assert isinstance(file, dict)
    change(file)
    with pytest.raises(FoundWanting, match=why):
        disclosure.verify_disclosure(canonical.dumps(file), small_log.key)


def _internal(**batch: Json) -> bytes:
    """An event that was internal, alone in its batch, with changes to what the file says of the batch."""
    event = make_leaf(1)
    entry = canonical.dumps({"kind": disclosure.BATCH_KIND, "published": {"root": leaf_hash(event).hex()}})
    alone = disclosure.InBatch(leaf=entry, index=0, size=1, hashes=())
    file = canonical.loads(disclosure.build_internal(leaf=event, field="exporter", value="exporter 1", salt=SALT, batch=alone))
    assert isinstance(file, dict)
    assert isinstance(file["batch"], dict)
    file["batch"] |= batch
    return canonical.dumps(file)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"index": "0"}, "its index, size or hashes are absent"),
        ({"size": None}, "its index, size or hashes are absent"),
        ({"hashes": "none"}, "its index, size or hashes are absent"),
        ({"hashes": ["no figures"]}, "batch.hashes: not hexadecimal"),
        ({"leaf": None}, "leaf: absent"),
        ({"leaf": "[]"}, "not of the kind"),
        ({"leaf": '{"kind":"x","published":{"root":""}}'}, "not of the kind"),
        ({"index": 1}, "has no entry 1"),
    ],
)
def test_internal_disclosure_names_what_is_wrong_with_its_batch(change: dict[str, Json], why: str) -> None:
    assert disclosure.verify_disclosure(_internal()).is_internal
    with pytest.raises(FoundWanting, match=why):
        disclosure.verify_disclosure(_internal(**change))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format":"licet/disclosure/v1"}'])
def test_disclosure_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(FoundWanting):
        disclosure.verify_disclosure(data)


def test_commitment_is_the_one_of_the_design() -> None:
    # Computed by hand: SHA-256("licet/commitment/v1" ‖ 0x00 ‖ salt ‖ RFC 8785 value).
    expected = sha256(b"licet/commitment/v1\x00" + SALT + b'{"a":1}').hexdigest()
    assert commit(SALT, {"a": 1}) == expected
    with pytest.raises(FoundWanting):
        commit(b"short", "x")


SIGNED: dict[str, Json] = {"reference": "D 1", "advice": [{"criterion": "1", "reasons": f"sha256:{SHA}"}]}
DIGEST = canonical.digest(SIGNED)
ENVELOPE: dict[str, Json] = {"signatures": [{"signer": "user:a", "digest": DIGEST}, {"signer": "user:b", "digest": DIGEST}]}


def _record(log: dict[str, Json] | None = None) -> dict[str, Json]:
    value = canonical.loads(record.build(signed=SIGNED, envelope=ENVELOPE, texts={SHA: TEXT}, log=log))
    assert isinstance(value, dict)
    return value


def test_record_holds_offline() -> None:
    checked = record.verify_record(canonical.dumps(_record()))
    assert (checked.signatures, checked.texts, checked.position) == (2, 1, None)
    assert record.text_reference(TEXT) == f"sha256:{SHA}"


def _shown(**published: Json) -> tuple[SmallLog, dict[str, Json]]:
    log = SmallLog((make_leaf(0), make_leaf(1, **published), make_leaf(2)))
    return log, _record({"leaf": log.leaves[1].decode(), "proof": str(log.proof(1))})


def test_record_is_found_in_the_log() -> None:
    log, value = _shown(signed_digest=DIGEST, envelope_digest=canonical.digest(ENVELOPE))
    checked = record.verify_record(canonical.dumps(value), log.key)
    assert checked.position == 1
    assert checked.checkpoint is not None


def test_record_command_says_where_in_the_log_the_record_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, value = _shown(signed_digest=DIGEST, envelope_digest=canonical.digest(ENVELOPE))
    (tmp_path / "record.json").write_bytes(canonical.dumps(value))
    command = ["record", str(tmp_path / "record.json")]
    assert main([*command, "--key", str(log.key)]) == 0
    said = capsys.readouterr().out
    assert f"2 signatures over {DIGEST}, 1 texts as they were read, entry 1 of log.example/ledger at 3 entries" in said
    assert "Not checked" not in said
    assert main(command) == 0
    assert capsys.readouterr().out.endswith("Not checked: whether the log holds it (give --key).\n")


def test_record_that_the_entry_does_not_name_is_refused() -> None:
    log, value = _shown(signed_digest=DIGEST)
    with pytest.raises(FoundWanting, match="digest of the envelope"):
        record.verify_record(canonical.dumps(value), log.key)


def test_record_without_proof_is_refused_under_a_key(small_log: SmallLog) -> None:
    with pytest.raises(FoundWanting, match=r"^log:"):
        record.verify_record(canonical.dumps(_record()), small_log.key)


def _change(path: str, new: Json) -> Callable[[dict[str, Json]], None]:
    def change(value: dict[str, Json]) -> None:
        *way, last = path.split("/")
        place: Json = value
        for name in way:
            place = place[int(name)] if isinstance(place, list) else place[name]  # type: ignore[index]
        place[last] = new  # type: ignore[index,call-overload]

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_change("format", "x"), "this is not"),
        (_change("signed/reference", "D 2"), "signed:"),
        (_change("signed", None), "signed:"),
        (_change("envelope/signatures", []), "envelope:"),
        (_change(f"texts/{SHA}", TEXT + "!"), "texts:"),
        (_change("texts", {}), "texts:"),
        (_change(f"texts/{sha256(b'x').hexdigest()}", "x"), "texts:"),
        (_change("digests", {}), "signed:"),
    ],
)
def test_changed_record_is_refused_at_its_place(change: Callable[[dict[str, Json]], None], place: str) -> None:
    value = _record()
    change(value)
    with pytest.raises(FoundWanting, match=f"^{place}"):
        record.verify_record(canonical.dumps(value))


@pytest.mark.parametrize("signatures", [[], {}, None, "user:a"])
def test_record_that_nobody_signed_is_refused(signatures: Json) -> None:
    unsigned = record.build(signed=SIGNED, envelope={"signatures": signatures}, texts={SHA: TEXT})
    with pytest.raises(FoundWanting, match="nobody signed this record"):
        record.verify_record(unsigned)


def test_signature_for_another_text_is_refused() -> None:
    envelope: Json = {"signatures": [{"signer": "user:a", "digest": DIGEST}, {"signer": "user:b", "digest": "0" * 64}]}
    with pytest.raises(FoundWanting, match="signature 2 was given for another"):
        record.verify_record(record.build(signed=SIGNED, envelope=envelope, texts={SHA: TEXT}))


def _of_an_act(texts: dict[str, str], licence: str = "L 1") -> bytes:
    """The record of one licence in an act over two, whose signed part names TEXT as its reasons."""
    act = canonical.dumps({"licences": [{"reference": "L 1"}, {"reference": "L 2"}], "reasons": f"sha256:{SHA}"}).decode()
    digest = sha256(act.encode()).hexdigest()
    signed: dict[str, Json] = {"licence": licence, "act": {"reference": "A 1", "signed_part": f"sha256:{digest}"}}
    envelope: Json = {"signatures": [{"signer": "user:a", "digest": digest}, {"signer": "user:b", "digest": digest}]}
    return record.build(signed=signed, envelope=envelope, texts={digest: act} | texts)


def test_record_of_an_act_holds_with_the_texts_that_the_act_names() -> None:
    checked = record.verify_record(_of_an_act({SHA: TEXT}))
    assert (checked.signatures, checked.texts) == (2, 2)


def test_record_of_an_act_without_its_reasons_is_refused() -> None:
    with pytest.raises(FoundWanting, match=f"names the text {SHA}"):
        record.verify_record(_of_an_act({}))


def test_record_of_a_licence_that_the_act_does_not_name_is_refused() -> None:
    with pytest.raises(FoundWanting, match="does not name L 3"):
        record.verify_record(_of_an_act({SHA: TEXT}, licence="L 3"))
