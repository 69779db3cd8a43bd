import numpy as np
import pytest

from recommender.text.counting import read_terms
from recommender.text.passages import PASSAGE_LENGTH, count_passages
from recommender.text.tokens import Tokens

HALF = PASSAGE_LENGTH // 2


def passages_of(*bodies, titles=None, only=None):
    titles = titles or [[]] * len(bodies)
    read = ([Tokens(" ".join(words)) for words in texts] for texts in (titles, bodies))
    words, _ = read_terms(*read)
    if only is not None:
        words = words.keep(np.array([words.name(np.arange(words.n_columns)).index(only)]))
    return count_passages(words)


@pytest.mark.parametrize(
    ("length", "passages"),
    [(0, 1), (1, 1), (HALF, 1), (2 * HALF, 1), (2 * HALF + 1, 2), (3 * HALF, 2), (3 * HALF + 1, 3), (10 * HALF, 9)],
)
def test_a_post_has_a_passage_for_every_two_neighbouring_parts(length, passages):
    assert np.diff(passages_of(["庭"] * length).starts).tolist() == [passages]


def test_a_passage_is_two_neighbouring_parts():
    body = ["土"] * HALF + ["夏"] * HALF + ["花"] * HALF
    rows = passages_of(body).rows.toarray()
    assert rows.tolist() == [[HALF, HALF, 0], [0, HALF, HALF]], "columns are 土, 夏, 花"


def test_the_title_stands_in_every_passage():
    rows = passages_of(["夏"] * 3 * HALF, titles=[["庭", "庭"]]).rows.toarray()
    assert rows.tolist() == [[2 * HALF, 2], [2 * HALF, 2]]


def test_passages_of_a_post_stand_side_by_side():
    passages = passages_of(["夏"] * 3 * HALF, [], ["庭"])
    assert passages.starts.tolist() == [0, 2, 3, 4]
    assert passages.rows.toarray()[:, 1].tolist() == [0, 0, 0, 1]


def test_terms_without_a_column_take_up_room_and_are_not_counted():
    passages = passages_of(["夏"] * 2 * HALF + ["無"] * HALF, titles=[["題"]], only="夏")
    assert passages.rows.toarray().tolist() == [[2 * HALF], [HALF]]


def test_no_posts_have_no_passages():
    passages = passages_of()
    assert passages.rows.shape == (0, 0)
    assert passages.starts.tolist() == [0]
