"""Expected numbers are worked out by hand from idf = ln((1 + n) / (1 + df)) + 1 and tf = 1 + ln(count)."""

from datetime import UTC, datetime

import numpy as np
import pytest

from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens
from recommender.text.vectors import make_vectors, pick_terms

#: idf of a word in one of two posts: ln(3 / 2) + 1. A word in both has ln(3 / 3) + 1 = 1.
RARE = 1.405465


def vectors_of(*texts, titles=None, tags=None, dates=None, aliases=None):
    titles = titles or [""] * len(texts)
    tokens = [PostTokens(Tokens(title), Tokens(body)) for title, body in zip(titles, texts, strict=True)]
    return make_vectors(pick_terms(tokens), tags or [[]] * len(texts), dates or [None] * len(texts), aliases=aliases)


def column(vectors, word):
    return list(vectors.words).index(word)


def cosine(matrix, one, other):
    return (matrix[one] @ matrix[other].T).toarray()[0, 0]


def test_a_rare_word_weighs_more_than_a_common_one():
    vectors = vectors_of("庭 土", "庭 夏")
    row = vectors.body.toarray()[0]
    assert row[column(vectors, "土")] / row[column(vectors, "庭")] == pytest.approx(RARE)
    assert row[column(vectors, "夏")] == 0


def weighed_parts(vectors):
    """Give the parts of texts that say no term twice."""
    passages = vectors.body_passages
    return passages.parts.toarray() * passages.weights


def test_in_the_rare_rows_idf_counts_twice():
    vectors = vectors_of("庭 土", "庭 夏")
    for row in (vectors.rare_body.toarray()[0], weighed_parts(vectors)[:2].sum(axis=0)):
        assert row[column(vectors, "土")] / row[column(vectors, "庭")] == pytest.approx(RARE**2)


def test_the_cosine_of_two_posts_is_that_of_their_shared_words():
    assert cosine(vectors_of("庭 土", "庭 夏").body, 0, 1) == pytest.approx(1 / (1 + RARE**2))


def test_a_repeated_word_weighs_by_the_logarithm_of_its_count():
    vectors = vectors_of("庭 庭 庭 土", "庭 土")
    row = vectors.body.toarray()[0]
    assert row[column(vectors, "庭")] / row[column(vectors, "土")] == pytest.approx(1 + np.log(3))


def test_a_word_of_the_title_counts_three_times():
    titled, thrice = vectors_of("土", titles=["庭"]), vectors_of("土 庭 庭 庭")
    assert titled.body.toarray() == pytest.approx(thrice.body.toarray())


def test_every_row_has_length_one_but_that_of_a_wordless_post():
    vectors = vectors_of("庭 土", "", "庭 夏", titles=["花", "", ""], tags=[["旅"], [], ["旅", "庭"]])
    for matrix, lengths in [
        (vectors.body, [1, 0, 1]),
        (vectors.phrases, [1, 0, 1]),
        (vectors.rare_body, [1, 0, 1]),
        (vectors.title_shares, [1, 0, 0]),
        (vectors.tags, [1, 0, 1]),
    ]:
        assert np.linalg.norm(matrix.toarray(), axis=1) == pytest.approx(lengths)


def test_identical_posts_have_identical_rows():
    vectors = vectors_of("庭 土", "庭 土", "夏")
    assert cosine(vectors.body, 0, 1) == pytest.approx(1)
    assert cosine(vectors.phrases, 0, 1) == pytest.approx(1)
    assert cosine(vectors.body, 0, 2) == 0


def test_phrases_tell_posts_apart_that_use_the_same_words_in_another_order():
    vectors = vectors_of("庭 土", "土 庭")
    assert cosine(vectors.body, 0, 1) == pytest.approx(1)
    assert cosine(vectors.phrases, 0, 1) == 0


def test_phrases_do_not_cross_from_title_to_text():
    vectors = vectors_of("土", "庭 土", titles=["庭", ""])
    assert vectors.phrases[0].nnz == 0


def test_a_titles_shares_are_parts_of_its_idf():
    vectors = vectors_of("", "庭", titles=["庭 土", ""])
    shares = vectors.title_shares.toarray()
    assert shares[0, column(vectors, "土")] == pytest.approx(RARE / (1 + RARE))
    assert shares.sum(axis=1) == pytest.approx([1, 0])


def test_presence_is_one_where_a_word_stands_in_title_or_text():
    vectors = vectors_of("土 土", "夏", titles=["庭", ""])
    assert vectors.words.tolist() == sorted(["土", "夏", "庭"])
    assert vectors.presence[:, column(vectors, "庭")].toarray().ravel().tolist() == [1, 0]
    assert vectors.presence[:, column(vectors, "土")].toarray().ravel().tolist() == [1, 0]


def test_a_rare_tag_weighs_more_and_spellings_are_one():
    vectors = vectors_of("", "", tags=[["Python", "ｐｙｔｈｏｎ", "庭"], ["python"]])
    assert vectors.tags.toarray()[0] == pytest.approx(np.array([1, RARE]) / np.hypot(1, RARE))
    assert vectors.tags.toarray()[1] == pytest.approx([1, 0])


def test_an_alias_joins_two_tags():
    vectors = vectors_of("", "", tags=[["node"], ["nodejs"]], aliases={"node": "nodejs"})
    assert vectors.tags.shape == (2, 1)
    assert cosine(vectors.tags, 0, 1) == pytest.approx(1)


def test_dates_are_days_since_1970_and_unknown_ones_are_nan():
    days = vectors_of("", "", dates=[datetime(1970, 1, 2, 12, tzinfo=UTC), None]).days
    assert days[0] == 1.5
    assert np.isnan(days[1])


@pytest.mark.parametrize("n_posts", [0, 1, 3], ids=["empty", "one post", "three posts"])
def test_wordless_posts_without_tags_have_empty_rows(n_posts):
    vectors = vectors_of(*[""] * n_posts)
    assert len(vectors) == n_posts
    for matrix in (vectors.body, vectors.phrases, vectors.presence, vectors.title_shares, vectors.tags):
        assert matrix.shape == (n_posts, 0)


def test_one_post_keeps_all_its_words():
    vectors = vectors_of("庭 土", titles=["花"])
    assert set(vectors.words) == {"庭", "土", "花"}
    assert len(vectors) == 1


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["庭 土"] * 10 + ["庭 水"] * 9, {"庭", "土", "水"}),
        (["庭 土"] * 10 + ["庭 水"] * 10, {"土", "水"}),
        (["庭"] * 11 + ["水"] * 9, {"水"}),
        (["庭"] * 2 + ["土"] + ["水"] * 8 + [""] * 9, {"庭", "水"}),
        (["庭"] + ["水"] * 8 + [""] * 10, {"庭", "水"}),
        (["庭 土"] * 20, set()),
    ],
    ids=["small site", "in every post", "in over half", "in one post", "in one of a small site", "identical posts"],
)
def test_from_twenty_posts_on_words_of_over_half_or_of_one_are_dropped(texts, words):
    assert set(vectors_of(*texts).words) == words


def test_a_title_of_dropped_words_is_an_empty_row():
    vectors = vectors_of(*["庭"] * 20, titles=["庭"] * 20)
    assert vectors.title_shares.shape == vectors.body.shape == (20, 0)
