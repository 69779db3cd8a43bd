"""Items come back in their order, however many processes see to them, and none is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.batches import in_batches


def squares(numbers):
    return [number * number for number in numbers]


@given(items=st.lists(st.integers()), jobs=st.integers(1, 3))
def test_what_came_of_items_is_in_their_order(items, jobs):
    batches = in_batches(squares, items, jobs)
    assert [one for batch in batches for one in batch] == squares(items)


def test_processes_give_what_one_gives():
    assert [one for batch in in_batches(squares, range(400), 2) for one in batch] == squares(range(400))


@pytest.mark.parametrize("count", [1, 149, 5_000, 20_000])
def test_no_batch_is_so_large_that_memory_grows_with_the_site(count):
    assert max(in_batches(len, range(count), 1)) <= 500


def test_progress_is_told_to_the_end():
    told = []
    list(in_batches(squares, range(40), 1, progress=lambda *step: told.append(step), step="counting"))
    assert (told[0], told[-1]) == (("counting", 0, 40), ("counting", 40, 40))
