import numpy as np
import pytest

from recommender.text.lexicon import hash_phrases, hash_terms, make_vocabulary


def phrases(*pairs):
    return hash_phrases(np.array([hash_terms(pair) for pair in pairs]))


def test_terms_are_found_in_their_columns_and_others_are_not():
    vocabulary = make_vocabulary(hash_terms(["塩", "梅", "紫蘇"]), np.array([1, 2, 3], np.float32))
    assert vocabulary.find(hash_terms(["梅", "瓶", "塩", "紫蘇", "梅"])).tolist() == [1, -1, 0, 2, 1]
    assert vocabulary.idf.tolist() == [1, 2, 3]


def test_phrases_are_found_by_their_words_in_their_order():
    vocabulary = make_vocabulary(phrases("梅塩", "塩梅", "梅梅"), np.ones(3, np.float32))
    assert vocabulary.find(phrases("塩梅", "梅梅", "梅塩", "塩塩")).tolist() == [1, 2, 0, -1]


def test_a_phrase_of_one_word_is_the_word():
    assert hash_phrases(hash_terms(["梅"]).reshape(-1, 1)).tolist() == hash_terms(["梅"]).tolist()


@pytest.mark.parametrize(("known", "asked"), [([], ["梅"]), (["梅"], []), ([], [])])
def test_nothing_is_found_in_an_empty_vocabulary_and_no_terms_find_nothing(known, asked):
    vocabulary = make_vocabulary(hash_terms(known), np.ones(len(known), np.float32))
    assert vocabulary.find(hash_terms(asked)).tolist() == [-1] * len(asked)
