"""All lists of a site together: hubs, orphans and lists that stand."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recommender.ranking.assignment import assign_lists
from recommender.ranking.candidates import Pairs
from recommender.ranking.closeness import closeness_of_pairs
from recommender.ranking.duplicates import Twins
from recommender.ranking.left_out import HUB_LIMIT, MAKES_ROOM, NOT_CLEARLY_BETTER
from recommender.ranking.lists import ListMaker
from recommender.ranking.shortlists import Shortlists
from recommender.settings import RankingSettings
from recommender.shelf import Shared

PLAIN = RankingSettings(limit=3, fallback=(), diversity=0)


@pytest.fixture(scope="session")
def assign(vectors_of, rules_for):
    """Make the lists of a site from a matrix of scores; 0 is no candidate."""

    def make(scores, settings=PLAIN, previous=None, **decided):
        count = len(scores)
        vectors, rules = vectors_of([("", f"語{i}") for i in range(count)]), rules_for(count, **decided)
        table = np.array(scores, float).round(4)
        pairs = Pairs(*np.nonzero(table))
        shortlists = Shortlists.of(pairs, table[pairs.queries, pairs.targets], count)
        nobody = np.empty((2, 0), np.intp)
        closeness = closeness_of_pairs(Pairs(*nobody), np.empty(0, np.float32), count)
        maker = ListMaker(vectors, rules, settings, shortlists, Twins.of(*nobody, count), closeness)
        return assign_lists(Shared(maker), rules, settings, previous or {})

    return make


def leading(lists, places=3):
    return Counter(target for one in lists for target in one.shown(places))


def blog_with_a_hub(count=60):
    """Post 0 is the best of every list by a little, and more so the higher a post's number."""
    rng = np.random.default_rng(1)
    scores = rng.uniform(0.3, 0.6, (count, count))
    scores[:, 0] = 0.7 + 0.001 * np.arange(count)
    np.fill_diagonal(scores, 0)
    return scores


def test_no_post_leads_more_lists_than_twenty_on_a_small_blog(assign):
    lists = assign(blog_with_a_hub())
    assert max(leading(lists).values()) <= 20


def test_a_hub_stays_where_it_fits_best_and_stands_lower_elsewhere(assign):
    lists = assign(blog_with_a_hub())
    # The lists of the highest numbers score it highest.
    assert [query for query, one in enumerate(lists) if 0 in one.shown(3)] == list(range(40, 60))
    item = lists[5].items[3]
    assert (item.target, item.moved) == (0, HUB_LIMIT)
    assert item.score < lists[5].items[2].score < item.relevance


def test_a_limit_of_one_is_none(assign):
    assert leading(assign(blog_with_a_hub(), replace(PLAIN, hub_limit=1)))[0] == 59


def test_pins_stay_whatever_the_limit(assign):
    lists = assign(blog_with_a_hub(), pins=dict.fromkeys(range(1, 40), (0,)))
    assert all(0 in lists[query].shown(3) for query in range(1, 40))
    assert not any(0 in lists[query].shown(3) for query in range(40, 60))


def test_a_post_that_stands_nowhere_gets_the_last_place_of_the_list_that_loses_least(assign):
    scores = np.zeros((6, 6))
    for query in range(5):
        for target in range(5):
            scores[query, target] = 0.9 - 0.1 * ((target - query) % 5)
    np.fill_diagonal(scores, 0)
    scores[1, 5], scores[2, 5] = 0.58, 0.55
    lists = assign(scores)
    # Post 1 had 2, 3 and 4, the last of them with 0.6; nobody else is nearer to post 5.
    assert lists[1].shown(3) == (2, 3, 5)
    made_room = lists[1].items[3]
    assert (made_room.target, made_room.moved, made_room.other) == (4, MAKES_ROOM, 5)
    assert lists[2].shown(3) == (3, 4, 0)


def test_a_post_that_fits_nowhere_well_stays_out(assign):
    scores = np.full((5, 5), 0.9)
    np.fill_diagonal(scores, 0)
    scores[:, 4] = 0.3
    assert leading(assign(scores))[4] == 0


def test_a_list_that_stands_stays_unless_the_new_one_is_a_tenth_better(assign):
    scores = [[0, 0.5, 0.5, 0.5, 0.54]] + [[0] * 5] * 4
    lists = assign(scores, previous={0: (1, 2, 3)})
    assert lists[0].shown(3) == (1, 2, 3)
    newcomer = lists[0].items[3]
    assert (newcomer.target, newcomer.score, newcomer.moved) == (4, 0.4999, NOT_CLEARLY_BETTER)
    better = [[0, 0.5, 0.5, 0.5, 0.7]] + [[0] * 5] * 4
    assert assign(better, previous={0: (1, 2, 3)})[0].shown(3) == (4, 1, 2)
    assert assign(scores, replace(PLAIN, hysteresis=0), previous={0: (1, 2, 3)})[0].shown(3) == (4, 1, 2)


@pytest.mark.parametrize("decided", [{"blocked": {0: frozenset({1})}}, {"linked": {0: frozenset({1})}}])
def test_a_list_that_stands_does_not_stay_against_a_rule(assign, decided):
    scores = [[0, 0.5, 0.5, 0.5, 0.5]] + [[0] * 5] * 4
    assert assign(scores, previous={0: (1, 2, 3)}, **decided)[0].shown(3) == (2, 3, 4)


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 70),
    density=st.floats(0.05, 1),
    limit=st.integers(1, 6),
)
@example(seed=4379, count=64, density=1.0, limit=2)
@example(seed=4739, count=64, density=0.75, limit=1)
def test_for_every_site_lists_are_in_order_and_no_post_leads_too_many(assign, seed, count, density, limit):
    rng = np.random.default_rng(seed)
    scores = (
        rng.uniform(0.05, 1, (count, count)) * rng.uniform(0, 1, count) ** 3 * (rng.random((count, count)) < density)
    )
    np.fill_diagonal(scores, 0)
    lists = assign(scores, replace(PLAIN, limit=limit, hub_limit=0.01))
    assert max(leading(lists).values(), default=0) <= 20
    for query, one in enumerate(lists):
        printed = [item.score for item in one.items]
        assert printed == sorted(printed, reverse=True)
        assert query not in one.shown(20)
        assert len(set(one.shown(20))) == len(one.items)
    before = {query: one.shown(limit) for query, one in enumerate(lists)}
    again = assign(scores, replace(PLAIN, limit=limit, hub_limit=0.01), before)
    assert [set(one.shown(limit)) for one in again] == [set(one.shown(limit)) for one in lists]
