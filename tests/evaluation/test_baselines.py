from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from recommender.evaluation.baselines import eligible, hugo_related, newest, plain_tfidf, random_posts, shared_tags
from recommender.site.post import Post
from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens
from recommender.text.vectors import make_vectors, pick_terms

TAGS = [("保存食", "梅"), ("保存食",), ("庭",), ("保存食", "梅")]
DATES = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 4, 3, 2)]
POSTS = [
    Post(f"{number}.md", f"/{number}/", str(number), date=date, tags=tags)
    for number, (date, tags) in enumerate(zip(DATES, TAGS, strict=True))
]


def hugo(vectors, rules):
    return hugo_related(POSTS, vectors, rules)


ALL = (newest, shared_tags, plain_tfidf, random_posts, hugo)


@pytest.fixture
def vectors():
    bodies = ["梅 塩", "梅 瓶", "庭 土", "梅 塩 瓶"]
    return make_vectors(pick_terms([PostTokens(Tokens(""), Tokens(body)) for body in bodies]), TAGS, DATES)


def test_newest_recommends_the_newest_to_everybody_but_themselves(vectors, rules_for):
    assert newest(vectors, rules_for(4)) == [[1, 2, 3], [2, 3, 0], [1, 3, 0], [1, 2, 0]]


def test_shared_tags_go_by_rarity_and_give_nothing_without_a_tag_in_common(vectors, rules_for):
    assert shared_tags(vectors, rules_for(4)) == [[3, 1], [3, 0], [], [0, 1]]


def test_plain_tf_idf_goes_by_the_text(vectors, rules_for):
    assert [run[0] for run in plain_tfidf(vectors, rules_for(4)) if run] == [3, 3, 0]


def test_random_posts_are_the_same_for_the_same_seed_and_reach_everybody(vectors, rules_for):
    lists = random_posts(vectors, rules_for(4))
    assert lists == random_posts(vectors, rules_for(4))
    assert [sorted(one) for one in lists] == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]
    assert lists != random_posts(vectors, rules_for(4), seed=1)


def test_hugo_counts_80_a_tag_and_10_for_the_year_and_never_shows_newer_posts(vectors, rules_for):
    assert hugo_related(POSTS, vectors, rules_for(4)) == [[], [3, 0], [], [0]]


def test_hugo_puts_the_newer_of_equals_first_and_the_same_year_before_another(vectors, rules_for):
    dates = [datetime(2024, 5, 1, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)]
    dates.append(datetime(2025, 5, 1, tzinfo=UTC))
    tags = [("梅",)] * 4
    posts = [replace(post, date=date, tags=one) for post, date, one in zip(POSTS, dates, tags, strict=True)]
    dated = make_vectors(pick_terms([PostTokens(Tokens(""), Tokens("梅"))] * 4), tags, dates)
    assert hugo_related(posts, dated, rules_for(4))[1] == [2, 3, 0]


@pytest.mark.parametrize("baseline", ALL)
def test_posts_that_may_not_be_recommended_are_in_no_baseline(baseline, vectors, rules_for):
    rules = rules_for(4, allowed=np.array([True, True, True, False]))
    assert all(3 not in run for run in baseline(vectors, rules))


@pytest.mark.parametrize("baseline", ALL)
def test_no_baseline_shows_newer_posts_where_only_older_ones_may_stand(baseline, vectors, rules_for):
    lists = baseline(vectors, rules_for(4, include_newer=False))
    assert all(DATES[target] <= DATES[query] for query, targets in enumerate(lists) for target in targets)
    assert any(lists)


def test_the_rules_of_a_list_hold_for_baselines_too(vectors, rules_for):
    rules = rules_for(4, blocked={0: frozenset({1})}, languages=np.array([0, 0, 1, -1], dtype=np.int16))
    assert eligible(0, vectors, rules).tolist() == [False, False, False, True]
