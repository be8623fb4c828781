"""No figure about few people can be worked out from the groups that are shown (docs/decisions/0212)."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from licet.kernel.small_groups import groups_to_show

SIZES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40), max_size=7)


@given(sizes=SIZES, fewest=st.integers(2, 15))
def test_nothing_about_fewer_can_be_worked_out_from_what_is_shown(sizes: dict[str, int], fewest: int) -> None:
    """Whoever has the total and the groups shown can add and subtract them: each result is about nobody or at least ``fewest``."""
    shown = groups_to_show(sizes, fewest)
    total = sum(sizes.values())
    for count in range(1, len(shown) + 1):
        for some in combinations(sorted(shown), count):
            together = sum(sizes[name] for name in some)
            assert together >= fewest
            assert total - together == 0 or total - together >= fewest


@given(sizes=SIZES, fewest=st.integers(2, 15))
def test_no_group_shown_is_small_or_leaves_few_beside_it(sizes: dict[str, int], fewest: int) -> None:
    total = sum(sizes.values())
    for name in groups_to_show(sizes, fewest):
        assert sizes[name] >= fewest
        assert total - sizes[name] >= fewest


@given(sizes=SIZES, fewest=st.integers(2, 15))
def test_every_group_that_may_be_shown_is_shown_where_all_are_large(sizes: dict[str, int], fewest: int) -> None:
    large = {name: size + fewest for name, size in sizes.items()}
    assert groups_to_show(large, fewest) == (frozenset(large) if len(large) > 1 else frozenset())
