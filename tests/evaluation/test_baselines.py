from datetime import UTC, datetime

import numpy as np
import pytest

from recommender.evaluation.baselines import newest, plain_tfidf, shared_tags
from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens
from recommender.text.vectors import make_vectors


@pytest.fixture
def vectors():
    bodies = ["梅 塩", "梅 瓶", "庭 土", "梅 塩 瓶"]
    tags = [("保存食", "梅"), ("保存食",), ("庭",), ("保存食", "梅")]
    dates = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 4, 3, 2)]
    return make_vectors([PostTokens(Tokens(""), Tokens(body)) for body in bodies], tags, dates)


def test_newest_recommends_the_newest_to_everybody_but_themselves(vectors, rules_for):
    assert newest(vectors, rules_for(4)) == [[1, 2, 3], [2, 3, 0], [1, 3, 0], [1, 2, 0]]


def test_shared_tags_go_by_rarity_and_give_nothing_without_a_tag_in_common(vectors, rules_for):
    assert shared_tags(vectors, rules_for(4)) == [[3, 1], [3, 0], [], [0, 1]]


def test_plain_tf_idf_goes_by_the_text(vectors, rules_for):
    assert [run[0] for run in plain_tfidf(vectors, rules_for(4)) if run] == [3, 3, 0]


def test_posts_that_may_not_be_recommended_are_in_no_baseline(vectors, rules_for):
    rules = rules_for(4, allowed=np.array([True, True, True, False]))
    for baseline in (newest, shared_tags, plain_tfidf):
        assert all(3 not in run for run in baseline(vectors, rules))
