import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.evaluation.text_search import bm25, is_installed, more_like_this, textbook_tfidf
from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens, open_tokenizer
from recommender.text.vectors import make_vectors, pick_terms

#: A blog of two subjects, every post of it three times.
UME = ["梅干し 食塩 梅干し", "梅干し 小瓶 食塩", "梅干し 食塩 食塩 漬物", "梅干し 食塩"]
TEXTS = [*UME, "庭土 苗木", "苗木 庭土 庭土"] * 3
WORDS = [text.split() for text in TEXTS]

SEARCHES = [
    textbook_tfidf,
    pytest.param(bm25, marks=pytest.mark.skipif(not is_installed("bm25s"), reason="needs bm25s")),
    pytest.param(more_like_this, marks=pytest.mark.skipif(not is_installed("tantivy"), reason="needs tantivy")),
]


def vectors_of(texts):
    return make_vectors(
        pick_terms([PostTokens(Tokens(""), Tokens(one)) for one in texts]), [()] * len(texts), [None] * len(texts)
    )


@pytest.mark.parametrize("search", SEARCHES)
def test_posts_about_the_same_are_found_and_never_the_post_itself(search, rules_for):
    lists = search(WORDS, vectors_of(TEXTS), rules_for(len(TEXTS)))
    assert all(query not in targets for query, targets in enumerate(lists))
    assert len(lists[0]) == 10
    assert all(target % 6 < len(UME) for target in lists[0])


@pytest.mark.parametrize("search", SEARCHES)
def test_posts_that_may_not_be_recommended_are_not_found(search, rules_for):
    allowed = np.arange(len(TEXTS)) != 6
    assert all(6 not in one for one in search(WORDS, vectors_of(TEXTS), rules_for(len(TEXTS), allowed=allowed)))


@pytest.mark.parametrize("search", SEARCHES)
def test_wordless_posts_get_no_list_and_stand_in_none(search, rules_for):
    assert search([[], []], vectors_of(["", ""]), rules_for(2)) == [[], []]
    lists = search([*WORDS, []], vectors_of([*TEXTS, ""]), rules_for(len(TEXTS) + 1))
    assert lists[-1] == []
    assert all(len(TEXTS) not in one for one in lists)


def test_the_textbook_is_scikit_learn_as_it_comes(rules_for):
    texts = ["梅干し を 食塩 で", "小瓶 に 梅干し", "庭土 と 苗木 を", "食塩 と 庭土"]
    lists = textbook_tfidf([one.split() for one in texts], vectors_of(texts), rules_for(4))
    plain = TfidfVectorizer().fit_transform(texts)
    scores = (plain @ plain.T).toarray()
    for query, targets in enumerate(lists):
        assert targets == sorted(
            (one for one in range(4) if one != query and scores[query, one] > 0), key=lambda one: -scores[query, one]
        )


def test_words_are_taken_as_they_are_spelt():
    assert open_tokenizer(None, ()).spellings(["梅を漬けた。", "Python"]) == [
        "梅",
        "を",
        "漬け",
        "た",
        "。",
        "。",
        "Python",
    ]
