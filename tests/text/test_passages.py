from itertools import pairwise

import numpy as np
import pytest

import recommender.text.passages
from recommender.text.corpus import PostTokens
from recommender.text.passages import PASSAGE_LENGTH, make_passages
from recommender.text.terms import read_terms
from recommender.text.tokens import Tokens

HALF = PASSAGE_LENGTH // 2
WEIGHT = 3


def passages_of(*bodies, titles=None, least=1):
    titles = titles or [[]] * len(bodies)
    posts = [PostTokens(*(Tokens(" ".join(words)) for words in one)) for one in zip(titles, bodies, strict=True)]
    _, words, _ = read_terms(posts, least=least)
    return make_passages(words, np.full(words.n_columns, WEIGHT, np.float32))


def weighed(passages):
    """Give the parts and the titles as weights."""
    for counts in (passages.parts.toarray(), passages.titles.toarray()):
        tf = 1 + np.log(np.maximum(counts, 1, dtype=np.float64))
        yield np.where(counts, tf, 0) * passages.weights


def sums_of(passages):
    """Give each passage as the sum of its two parts and the title, at length 1."""
    parts, titles = weighed(passages)
    bounds = enumerate(pairwise(passages.starts.tolist()))
    sums = [
        parts[first] + parts[first + 1] + titles[post]
        for post, (start, stop) in bounds
        for first in range(start, stop - 1)
    ]
    return np.array([one / np.linalg.norm(one) if one.any() else one for one in sums])


def direction(*weights):
    return pytest.approx(np.array(weights) / np.linalg.norm(weights), abs=1e-6)


LOG = 1 + np.log(HALF)


@pytest.mark.parametrize(
    ("length", "parts"),
    [(0, 2), (1, 2), (HALF, 2), (2 * HALF, 2), (2 * HALF + 1, 3), (3 * HALF, 3), (3 * HALF + 1, 4), (10 * HALF, 10)],
)
def test_a_post_has_a_part_for_every_half_passage_and_two_at_least(length, parts):
    assert np.diff(passages_of(["庭"] * length).starts).tolist() == [parts]


def test_a_passage_is_two_neighbouring_parts():
    sums = sums_of(passages_of(["土"] * HALF + ["夏"] * HALF + ["花"] * HALF))
    # Columns are 土, 夏, 花.
    assert sums[0] == direction(LOG, LOG, 0)
    assert sums[1] == direction(0, LOG, LOG)


def test_the_title_stands_in_every_passage():
    sums = sums_of(passages_of(["夏"] * 3 * HALF, titles=[["庭", "庭"]]))
    assert len(sums) == 2
    for one in sums:
        assert one == direction(2 * LOG, 1 + np.log(2))


def test_lengths_are_those_of_the_passages_and_nothing_begins_with_the_last_part():
    passages = passages_of(["土"] * HALF + ["夏"] * 2 * HALF, [], ["庭"], titles=[["花"], [], []])
    parts, titles = weighed(passages)
    of_long = [np.linalg.norm(parts[first] + parts[first + 1] + titles[0]) for first in (0, 1)]
    assert passages.lengths == pytest.approx([*of_long, 0, 0, 0, WEIGHT, 0], rel=1e-6)


def test_more_words_than_a_count_can_tell_are_as_many_as_it_can():
    titles = passages_of(["庭"], titles=[["庭"] * 300]).titles
    assert titles.toarray().tolist() == [[255]]


def test_passages_of_a_post_stand_side_by_side_however_many_posts_are_cut_at_once(monkeypatch):
    bodies = ["夏"] * 3 * HALF, [], ["庭"], ["夏", "庭"]
    whole = passages_of(*bodies)
    assert whole.starts.tolist() == [0, 3, 5, 7, 9]
    monkeypatch.setattr(recommender.text.passages, "_BLOCK", 2)
    by_blocks = passages_of(*bodies)
    assert (by_blocks.parts != whole.parts).nnz == 0
    assert (by_blocks.titles != whole.titles).nnz == 0
    assert (by_blocks.starts == whole.starts).all()
    assert (by_blocks.lengths == whole.lengths).all()


def test_terms_without_a_column_take_up_room_and_are_not_counted():
    passages = passages_of(["夏"] * 2 * HALF + ["無"] * HALF, ["夏"], titles=[["題"], []], least=2)
    assert np.diff(passages.parts.indptr).tolist() == [1, 1, 0, 1, 0]
    assert sums_of(passages).tolist() == [[1], [1], [1]]


def test_no_posts_have_no_passages():
    passages = passages_of()
    assert passages.parts.shape == (0, 0)
    assert passages.starts.tolist() == [0]
