"""Words and phrases counted as numbers are those that were read."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.counting import count_columns, read_terms
from recommender.text.tokens import BREAK, Tokens

WORDS = st.sampled_from(["庭", "土", "夏", "a", "ab", "bc", "𠮷"])
TEXTS = st.lists(st.lists(WORDS | st.just(BREAK), max_size=12).map(" ".join).map(Tokens), max_size=4)


@given(TEXTS)
def test_each_post_has_its_own_words_and_phrases_in_reading_order(texts):
    words, phrases = read_terms([Tokens("題")] * len(texts), texts)
    assert [words.name(one) for one in words.bodies] == [one.words() for one in texts]
    assert [phrases.name(one) for one in phrases.bodies] == [one.phrases() for one in texts]
    assert [words.name(one) for one in words.titles] == [["題"]] * len(texts)


@given(TEXTS)
def test_columns_are_sorted_and_each_term_has_one(texts):
    for terms in read_terms(texts, texts):
        names = terms.name(np.arange(terms.n_columns))
        assert names == sorted(set(names))


@given(TEXTS)
def test_counts_are_those_of_the_words(texts):
    words, _ = read_terms(texts, texts)
    counts = count_columns(words.bodies, words.n_columns).toarray()
    names = words.name(np.arange(words.n_columns))
    assert [{name: n for name, n in zip(names, row, strict=True) if n} for row in counts] == [
        dict(Counter(one.words())) for one in texts
    ]


def test_terms_that_are_not_kept_have_no_column_and_are_not_counted():
    words, _ = read_terms([Tokens("庭")], [Tokens("庭 土 庭 夏")])
    kept = words.keep(np.array([1]))
    assert kept.name(np.array([0])) == words.name(np.array([1]))
    assert count_columns(kept.bodies, kept.n_columns).toarray().sum() == 1
    assert len(kept.bodies[0]) == 4, "they take up room"
