"""How many colleagues joined, as signers are told it: in bands, for an exact count that grows by one tells who signed that day."""

from typing import Final

_BANDS: Final = (5, 10, 25, 50, 100)


def joined_band(count: int, fewest: int) -> str:
    """The band of a count. ``fewest``: smaller counts are not shown, none among them.

    >>> joined_band(0, 5), joined_band(5, 5), joined_band(24, 5), joined_band(100, 5)
    ('fewer than 5', '5 to 9', '10 to 24', '100 or more')
    """
    steps = sorted({fewest, *(step for step in _BANDS if step > fewest)})
    if count < fewest:
        return f"fewer than {fewest}"
    lower = max(step for step in steps if step <= count)
    upper = min((step for step in steps if step > count), default=None)
    return f"{lower} to {upper - 1}" if upper else f"{lower} or more"
