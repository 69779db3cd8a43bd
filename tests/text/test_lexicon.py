import numpy as np

from recommender.text.lexicon import make_vocabulary


def test_terms_are_found_in_their_columns_and_others_are_not():
    vocabulary = make_vocabulary(["塩", "梅", "梅 塩"], np.array([1, 2, 3], np.float32))
    assert vocabulary.find(["梅", "瓶", "塩", "梅 塩", "梅"]).tolist() == [1, -1, 0, 2, 1]
    assert vocabulary.idf.tolist() == [1, 2, 3]


def test_nothing_is_found_in_an_empty_vocabulary_and_no_terms_find_nothing():
    assert make_vocabulary([], np.zeros(0, np.float32)).find(["梅"]).tolist() == [-1]
    assert make_vocabulary(["梅"], np.ones(1, np.float32)).find([]).tolist() == []
