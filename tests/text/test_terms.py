"""Words and phrases counted as numbers are those that were read."""

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import recommender.text.phrases
import recommender.text.words
from recommender.text.corpus import PostTokens
from recommender.text.counted_rows import count_columns
from recommender.text.terms import read_terms
from recommender.text.tokens import BREAK, Tokens

WORDS = st.sampled_from(["庭", "土", "夏", "a", "ab", "bc", "𠮷"])
TEXTS = st.lists(st.lists(WORDS | st.just(BREAK), max_size=12).map(" ".join).map(Tokens), max_size=4)


def read(titles, texts, **limits):
    return read_terms([PostTokens(*one) for one in zip(titles, texts, strict=True)], **limits)


def named(names, terms, streams):
    """Give the terms of each text."""
    return [
        [" ".join(names[number] for number in terms.words[column]) for column in columns]
        for columns in np.split(streams.numbers, streams.starts[1:-1])[: len(streams)]
    ]


def phrases_of(tokens):
    sentences = [one.split() for one in tokens.text.split(BREAK)]
    return [" ".join(pair) for words in sentences for pair in pairwise(words)]


@given(TEXTS)
def test_each_post_has_its_own_words_and_phrases_in_reading_order(texts):
    names, words, phrases = read([Tokens("題")] * len(texts), texts)
    assert named(names, words, words.bodies) == [one.words() for one in texts]
    assert named(names, phrases, phrases.bodies) == [phrases_of(one) for one in texts]
    assert named(names, words, words.titles) == [["題"]] * len(texts)


def test_posts_are_read_in_blocks_without_a_seam(monkeypatch):
    texts = [Tokens(text) for text in ("庭 土", "", "土 庭", "庭 土 庭")]
    whole = read(texts, texts)[2]
    monkeypatch.setattr(recommender.text.words, "_BLOCK", 3)
    monkeypatch.setattr(recommender.text.phrases, "_BLOCK", 3)
    by_blocks = read(texts, texts)[2]
    assert by_blocks.bodies.numbers.tolist() == whole.bodies.numbers.tolist()
    assert by_blocks.bodies.starts.tolist() == whole.bodies.starts.tolist() == [0, 1, 1, 2, 4]
    assert by_blocks.words.tolist() == whole.words.tolist()


@given(TEXTS)
def test_columns_are_sorted_and_each_term_has_one(texts):
    names, words, phrases = read(texts, texts)
    assert names == sorted({word for one in texts for word in one.words()})
    assert words.words.ravel().tolist() == list(range(len(names)))
    pairs = phrases.words.tolist()
    assert pairs == sorted(map(list, {tuple(pair) for pair in pairs}))


@given(TEXTS)
def test_counts_are_those_of_the_words(texts):
    names, words, _ = read(texts, texts)
    counts = count_columns(words.bodies, words.n_columns).toarray()
    assert [{name: n for name, n in zip(names, row, strict=True) if n} for row in counts] == [
        dict(Counter(one.words())) for one in texts
    ]


def test_terms_that_are_not_kept_have_no_column_and_are_not_counted():
    titles, texts = [Tokens("庭"), Tokens("土")], [Tokens("庭 土 庭 夏"), Tokens("")]
    names, words, phrases = read(titles, texts, least=2)
    assert [names[number] for number in words.words.ravel()] == ["土"]
    assert words.df.tolist() == [2]
    assert count_columns(words.bodies, words.n_columns).toarray().tolist() == [[1], [0]]
    assert words.bodies.lengths.tolist() == [4, 0], "they take up room"
    assert phrases.n_columns == 0
    names, words, _ = read(titles, texts, most=1)
    assert [names[number] for number in words.words.ravel()] == ["夏", "庭"]
