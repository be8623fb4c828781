"""What may be shown of a count, and which groups beside their total, so that no figure is about few."""

from collections.abc import Mapping


def groups_to_show(sizes: Mapping[str, int], fewest: int) -> frozenset[str]:
    """The groups that may be shown with the total over all of them; none where the total itself may not be shown.

    Each group shown has at least ``fewest`` members, and so has the rest of the total beside it. What is left of the total
    when all groups shown are taken away is nobody or at least ``fewest``: where it would be fewer, the smallest group is
    withheld as well. A group that is the whole total is not shown apart from it.

    >>> sorted(groups_to_show({"individual": 40, "open": 12, "temporary": 30}, 10))
    ['individual', 'open', 'temporary']
    >>> sorted(groups_to_show({"individual": 40, "open": 12, "temporary": 3}, 10))
    ['individual']
    >>> sorted(groups_to_show({"individual": 40, "temporary": 3}, 10))
    []
    """
    total = sum(sizes.values())
    shown = {name for name, size in sizes.items() if size >= fewest and total - size >= fewest}
    while shown and 0 < total - sum(sizes[name] for name in shown) < fewest:
        shown.remove(min(shown, key=lambda name: (sizes[name], name)))
    return frozenset(shown)


def share_to_show(part: int, count: int) -> str:
    """A share in whole per cent that never says the same of everybody: the lowest and the highest tenth are one figure each.

    >>> share_to_show(0, 10), share_to_show(1, 10), share_to_show(2, 10)
    ('10 or less', '10 or less', '20')
    >>> share_to_show(10, 10), share_to_show(9, 10), share_to_show(25, 28)
    ('90 or more', '90 or more', '89')
    """
    if 10 * part <= count:
        return "10 or less"
    if 10 * part >= 9 * count:
        return "90 or more"
    return str((200 * part + count) // (2 * count))


def count_to_show(count: int, fewest: int) -> int | None:
    """A count as it may be shown: None for fewer than ``fewest``, none at all included.

    >>> count_to_show(10, 10), count_to_show(9, 10), count_to_show(0, 10)
    (10, None, None)
    """
    return count if count >= fewest else None
