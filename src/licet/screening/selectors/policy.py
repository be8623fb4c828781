"""What screening asks of policy: the authority's lists and threshold, and codes for the countries that a list names."""

from collections.abc import Sequence

from licet.policy.public import Unknown, destination_names, find_destination, pack


def authority_threshold() -> int:
    """Per mille; the pack gives it of 100."""
    return pack().screening.threshold * 10


def lists_asked() -> tuple[str, ...]:
    """Names of the lists that a run must have used."""
    return pack().screening.lists


def rescreen_after() -> int:
    """Days after which a comparison is too old, whatever the lists."""
    return pack().screening.rescreen_after_days


def country_codes(written: Sequence[str]) -> list[str]:
    """ISO codes of countries given by code or by name; empty unless every one is known: unknown is never no."""
    codes = [_code(each) for each in written]
    return sorted({code for code in codes if code}) if all(codes) else []


def _code(written: str) -> str | None:
    if written in destination_names():
        return written
    found = find_destination(written)
    return None if isinstance(found, Unknown) else found.code
