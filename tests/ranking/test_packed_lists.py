"""What is packed comes out as it was."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.ranking.left_out import REASONS, LeftOut
from recommender.ranking.packed_lists import PackedLists
from recommender.ranking.post_list import Item, PostList
from recommender.ranking.sources import SOURCES

POSTS, SHARES = st.integers(0, 10_000_000), st.floats(0, 1)
OTHERS = st.just(-1) | POSTS
ITEMS = st.builds(Item, POSTS, SHARES, st.sampled_from(SOURCES), SHARES, st.none() | st.sampled_from(REASONS), OTHERS)
LEFT_OUT = st.builds(LeftOut, POSTS, SHARES, st.sampled_from(REASONS), OTHERS)
LISTS = st.lists(
    st.builds(PostList, st.lists(ITEMS, max_size=4).map(tuple), st.lists(LEFT_OUT, max_size=3).map(tuple)), max_size=5
)


@given(LISTS, LISTS)
def test_packed_lists_are_the_lists(one, other):
    packed = PackedLists.joined([PackedLists.of(one), PackedLists.of(other)])
    assert list(packed) == one + other
    assert list(packed.shown(2)) == [post_list.shown(2) for post_list in one + other]


@given(LISTS, st.data())
def test_a_list_that_is_set_anew_is_the_new_one_and_no_other_changes(lists, data):
    packed = PackedLists.of(lists)
    for query in data.draw(st.sets(st.integers(0, len(lists) - 1)) if lists else st.just(set())):
        lists[query] = packed[query] = data.draw(LISTS.filter(bool))[0]
    assert list(packed) == lists
    assert list(packed.shown(3)) == [one.shown(3) for one in lists]
    assert list(packed.settled()) == lists
