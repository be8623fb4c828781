"""Our RFC 8785 JSON and the peer's (`rfc8785`) give the same bytes for every value the record can hold."""

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from licet_verify import canonical
from licet_verify.errors import CanonicalError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WHOLE = st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5),
    max_leaves=20,
)


@given(VALUES)
def test_canonical_form_is_the_peers(value: canonical.Json) -> None:
    assert canonical.dumps(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(VALUES)
def test_canonical_form_reads_back(value: canonical.Json) -> None:
    assert canonical.loads(canonical.dumps(value)) == value


@given(st.binary(max_size=60) | TEXT.map(str.encode))
def test_reading_any_bytes_gives_a_value_or_one_error(data: bytes) -> None:
    try:
        value = canonical.loads(data)
    except CanonicalError:
        return
    assert canonical.loads(canonical.dumps(value)) == value
