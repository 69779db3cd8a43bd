"""Candidates beside right answers, on a blog small enough to check by eye."""

import numpy as np
import pytest

from recommender.evaluation.evaluate import prepare_task
from recommender.evaluation.examples import best_targets, make_examples
from recommender.ranking.candidates import find_candidates
from recommender.ranking.fitting import Examples
from recommender.ranking.signals import SIGNALS
from recommender.settings import Settings
from recommender.training import rank_reading
from tests.conftest import EXAMPLE, NOW


@pytest.fixture(scope="module")
def task():
    return prepare_task(EXAMPLE, Settings(), now=NOW)


@pytest.fixture(scope="module")
def examples(task):
    ranked = rank_reading(task.reading, Settings(), now=NOW)
    return make_examples(task, ranked.vectors, find_candidates(ranked.vectors, ranked.rules))


def test_a_candidate_is_linked_if_and_only_if_it_is_a_right_answer(task, examples):
    paths = [one.post.path for one in task.reading.posts]
    assert examples.linked.any()
    for query, target, linked in zip(examples.queries, examples.targets, examples.linked, strict=True):
        assert linked == (paths[target] in task.judged.get(paths[query], {}))


def test_every_candidate_has_every_signal(examples):
    assert list(examples.values) == list(SIGNALS)
    assert {len(values) for values in examples.values.values()} == {len(examples.queries)}


def test_the_best_candidates_stand_first_equal_ones_by_number():
    examples = Examples({}, np.array([0, 0, 0, 2]), np.array([1, 2, 3, 0]), np.zeros(4, bool))
    assert best_targets(examples, np.float32([0.1, 0.5, 0.5, 0.2]), 4) == [[2, 3, 1], [], [0], []]


def test_no_candidates_give_empty_lists():
    nothing = Examples({}, np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0, bool))
    assert best_targets(nothing, np.empty(0, np.float32), 2) == [[], []]
