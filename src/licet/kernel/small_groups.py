"""Which groups may be shown beside their total, so that no figure about few can be worked out from those shown."""

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
