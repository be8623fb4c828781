"""RFC 8785 JSON: the examples of its rules, and what Licet's record refuses beyond them."""

import pytest

from licet_verify import canonical
from licet_verify.errors import CanonicalError


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, b"{}"),
        ([], b"[]"),
        ({"b": [1, True, None], "a": "x"}, b'{"a":"x","b":[1,true,null]}'),
        ((1, (2,)), b"[1,[2]]"),
        ('\u20ac$\x0f\nA\'B"\\\\"/', b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\x08\t\x0c\r\x7f\u2028", b'"\\b\\t\\f\\r\x7f\xe2\x80\xa8"'),
        (-(2**53) + 1, b"-9007199254740991"),
    ],
)
def test_dumps_writes_the_canonical_form(value: canonical.Json, expected: bytes) -> None:
    assert canonical.dumps(value) == expected


def test_dumps_sorts_names_by_utf16_units() -> None:
    # An astral character begins with a surrogate (D83D), which sorts before U+FB33: code points would say otherwise.
    assert canonical.dumps({"\ufb33": 1, "\U0001f600": 2, "1": 3, "\r": 4, "\u20ac": 5}) == (
        '{"\\r":4,"1":3,"\u20ac":5,"\U0001f600":2,"\ufb33":1}'.encode()
    )


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, -(2**53), {1: 2}, {"a": b"x"}, "\ud800", {"\udfff": 1}, {1, 2}])
def test_dumps_refuses_what_the_record_has_not(value: object) -> None:
    with pytest.raises(CanonicalError):
        canonical.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [b"1.0", b"1e2", b"NaN", b"-0", b"9007199254740992", b"1" * 5000, b'{"a":1,"a":2}', b"\xff", b"{", b"[" * 100_000, b"Infinity"],
)
def test_loads_refuses_what_dumps_never_writes(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        canonical.loads(data)


def test_dumps_refuses_endless_nesting() -> None:
    value: canonical.Json = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(CanonicalError, match="deep"):
        canonical.dumps(value)


def test_digest_is_of_the_canonical_form() -> None:
    assert canonical.digest({"b": 1, "a": 2}) == canonical.digest({"a": 2, "b": 1})
    assert canonical.digest(None) == "74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"
