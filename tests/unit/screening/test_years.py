"""Years of birth as lists write them are spans: what is not exact is never compared as if it were."""

import pytest

from licet.screening.domain.listed import Years
from licet.screening.domain.years import EARLIEST, LATEST, read_years


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("1960", Years(1960, 1960)),
        ("1971-05-02", Years(1971, 1971)),
        ("1960/1962", Years(1960, 1962)),
        ("between 1960 and 1962", Years(1960, 1962)),
        ("from 1960 to 1962", Years(1960, 1962)),
        ("Approximately between 1960 and 1962", Years(1958, 1964)),
        ("1950s", Years(1950, 1959)),
        ("late 1950s or 1961", Years(1950, 1961)),
        ("circa 1960", Years(1958, 1962)),
        ("c. 1960", Years(1958, 1962)),
        ("ca. 1950s", Years(1948, 1961)),
        ("about 1960", Years(1958, 1962)),
        ("before 1980", Years(EARLIEST, 1980)),
        ("prior to March 1980", Years(EARLIEST, 1980)),
        ("no later than 1980", Years(EARLIEST, 1980)),
        ("to 1980", Years(EARLIEST, 1980)),
        ("after 1980", Years(1980, LATEST)),
        ("from 1980", Years(1980, LATEST)),
        ("unknown", None),
        ("passport 19601", None),
    ],
)
def test_years_are_read_as_spans(written: str, years: Years | None) -> None:
    assert read_years(written) == years
