import numpy as np

from recommender.ranking.candidates import Pairs
from recommender.ranking.reasons import MAX_TERMS, shared_terms
from recommender.shelf import Shared


def named(vectors, row) -> list[str]:
    return [str(vectors.words[term]) for term in row if term >= 0]


def pair(query: int, target: int) -> Pairs:
    return Pairs(np.array([query]), np.array([target]))


def test_the_words_in_common_stand_by_weight_and_only_those_with_a_spelling(vectors_of):
    vectors = vectors_of([("梅", "塩 瓶 漬ける"), ("梅", "塩 漬ける"), ("", "塩 庭")])
    surfaces = {"梅": "梅", "塩": "塩", "瓶": "瓶", "庭": "庭"}
    assert named(vectors, shared_terms(Shared(vectors), Shared(pair(0, 1)), surfaces)[0]) == ["梅", "塩"]


def test_posts_without_a_word_in_common_have_no_reasons(vectors_of):
    vectors = vectors_of([("", "梅"), ("", "庭")])
    assert named(vectors, shared_terms(Shared(vectors), Shared(pair(0, 1)), {"梅": "梅", "庭": "庭"})[0]) == []


def test_the_weightiest_of_many_words_are_shown(vectors_of):
    many = " ".join(f"語{i:02}" for i in range(60))
    vectors = vectors_of([("肝心", many), ("肝心", many), ("", "語01")])
    surfaces = {str(word): str(word) for word in vectors.words}
    found = named(vectors, shared_terms(Shared(vectors), Shared(pair(0, 1)), surfaces)[0])
    assert len(found) == MAX_TERMS
    assert found[0] == "肝心"
