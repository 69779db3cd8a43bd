"""One answer for command line and HTTP."""

import json

import pytest

from recommender.model.answer import related_answer
from recommender.model.storage import load_model


def test_the_answer_tells_post_list_and_model(stored):
    model = load_model(stored)
    answer = related_answer(model, 0, 1)
    assert answer["post"] == {"id": model.posts[0].id, "path": "a.md", "url": "/a/", "title": "梅しごと"}
    assert [(one["path"], one["score"], one["source"]) for one in answer["related"]] == [("b.md", 0.4321, "scored")]
    assert answer["model"] == {"version": model.manifest.version, "trained_at": "2026-11-01T00:00:00+00:00"}
    assert set(answer) == {"post", "related", "model"}


@pytest.mark.parametrize(
    ("number", "limit", "threshold", "paths"),
    [(0, 5, 0.0, ["b.md", "c.md"]), (0, 5, 0.9, ["c.md"]), (0, 0, 0.0, []), (1, 5, 0.9, ["a.md"]), (2, 5, 0.0, [])],
)
def test_limit_and_threshold_are_held(stored, number, limit, threshold, paths):
    answer = related_answer(load_model(stored), number, limit, threshold)
    assert [one["path"] for one in answer["related"]] == paths


def test_the_answer_is_plain_data(stored):
    answer = related_answer(load_model(stored), 0, 5)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
