"""A model asked for lists: what it says of each item, and what it leaves out."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from recommender.model.manifest import Manifest
from recommender.model.model import LeftOut, Model, Related, post_json
from recommender.model.related_list import RelatedList


@pytest.fixture
def make(posts, arrays):
    def model(*, weights=None, settings=None, **changes) -> Model:
        alias = {"tags": {"alias": {"nodejs": ["Node.js", "node"]}}}
        manifest = Manifest("0" * 16, "", {}, alias if settings is None else settings, weights or WEIGHTS, {}, (), {})
        return Model(manifest, posts, ["梅", "塩"], dataclasses.replace(arrays, **changes))

    return model


WEIGHTS = {"text": 0.75, "tags": 0.25}


def test_an_item_holds_the_post_its_score_and_the_reasons(make, posts):
    assert make().related(0, 1) == [
        Related(
            post=posts[1],
            score=0.4321,
            source="scored",
            signals={"text": 0.25, "tags": 0.5},
            shares={"text": 0.75, "tags": 0.25},
            terms=("塩", "梅"),
            tags=("node", "台所"),
            relevance=0.5402,
            moved="repeats",
            other=posts[2],
        )
    ]


def test_an_item_is_printed_as_export_and_http_promise(make):
    assert make().related(0, 1)[0].to_json() == {
        "path": "b.md",
        "url": "/b/",
        "title": "梅干し",
        "score": 0.4321,
        "source": "scored",
        "signals": {"text": 0.25, "tags": 0.5},
        "reasons": {"terms": ["塩", "梅"], "tags": ["node", "台所"], "shares": {"text": 0.75, "tags": 0.25}},
    }


def test_an_item_tells_how_its_score_came_about(make):
    # Half of the best text and half of the best tags, weighed 3 : 1.
    item = make().related(0, 1)[0]
    other = {"path": "c.md", "url": None, "title": "下書き"}
    assert item.explanation() == {"relevance": 0.5402, "moved": "repeats", "other": other}


def test_the_next_part_of_a_series_is_marked(make):
    assert make().related(1, 1)[0].to_json()["reasons"]["part"] == "next"


def test_what_was_left_out_is_told_with_the_reason_and_its_cause(make, posts):
    assert make().left_out(0) == [LeftOut(posts[2], 0.31, "near-duplicate", posts[1])]
    assert make().left_out(1) == []


@pytest.mark.parametrize(("limit", "paths"), [(0, []), (1, ["b.md"]), (2, ["b.md", "c.md"]), (20, ["b.md", "c.md"])])
def test_a_list_is_at_most_as_long_as_its_limit(make, limit, paths):
    assert [item.post.path for item in make().related(0, limit)] == paths


def test_padding_is_no_item(make):
    assert [item.post.path for item in make().related(1, 5)] == ["a.md"]


def test_a_post_that_shows_no_list_has_none(make):
    assert make().related(2, 5) == []


@pytest.mark.parametrize("limit", [0, 1, 20])
def test_all_lists_at_once_are_those_of_each_post(make, posts, limit):
    model = make()
    for number, targets in enumerate(model.shown(limit)):
        assert [posts[one].path for one in targets] == [item.post.path for item in model.related(number, limit)]


@pytest.mark.parametrize(
    ("threshold", "paths"), [(0.0, ["b.md", "c.md"]), (0.4321, ["b.md", "c.md"]), (0.4322, ["c.md"]), (1.0, ["c.md"])]
)
def test_a_threshold_holds_scored_items_alone_and_lets_the_equal_in(make, threshold, paths):
    assert [item.post.path for item in make().related(0, 5, threshold)] == paths


def test_a_threshold_does_not_hold_back_a_pin(make):
    assert [item.source for item in make().related(1, 5, 0.9)] == ["pin"]


def test_the_limit_counts_what_the_threshold_lets_through(make):
    assert [item.post.path for item in make().related(0, 1, 0.9)] == ["c.md"]


def test_each_source_has_its_name(make):
    sources = [make(sources=np.full((3, 2), number, np.int8)).related(0, 1)[0].source for number in range(4)]
    assert sources == ["pin", "scored", "same_tag", "recent"]


def test_a_signal_that_is_turned_off_is_not_shown(make):
    assert make(weights={"text": 0.75, "tags": 0.0}).related(0, 1)[0].signals == {"text": 0.25}


def test_a_word_is_given_once_as_a_reason(make):
    assert make().related(1, 1)[0].terms == ("梅",)


@pytest.mark.parametrize("settings", [{}, {"tags": {}}, {"tags": {"alias": {}}}])
def test_without_aliases_only_equal_tags_are_shared(make, settings):
    assert make(settings=settings).related(0, 1)[0].tags == ("台所",)


@pytest.mark.parametrize(
    ("query", "target", "score"), [(0, 1, 0.4321), (0, 2, 0.0), (1, 0, 0.5), (1, 2, None), (0, 0, None), (2, 1, 0.125)]
)
def test_the_score_of_a_post_is_known_while_it_stands_in_the_list(make, query, target, score):
    assert make().score(query, target) == score


def test_posts_are_found_by_their_names(make):
    names = make().names
    assert [names.find(name) for name in ("a.md", "/b/", "/old-b/", "c")] == [0, 1, 1, 2]


def test_identical_posts_keep_apart_by_their_paths(make, posts):
    model = make()
    model.posts = (posts[0], dataclasses.replace(posts[0], path="b.md"), posts[2])
    assert [item.post.path for item in model.related(0, 1) + model.related(1, 1)] == ["b.md", "a.md"]


def test_a_draft_is_printed_without_an_address(posts):
    assert post_json(posts[2]) == {"path": "c.md", "url": None, "title": "下書き"}


def test_a_model_of_one_post_has_an_empty_list(posts):
    empty = SimpleNamespace(targets=np.full((1, 0), -1, np.int32), scores=np.zeros((1, 0), np.float32))
    model = Model(Manifest("0" * 16, "", {}, {}, {}, {}, (), {}), posts[:1], [], empty)
    assert (model.related(0, 5), model.score(0, 0)) == ([], None)


def test_a_post_is_asked_for_by_any_of_its_names(model):
    number = model.names.find("ume-shigoto")
    post = model.posts[number]
    for name in ("ume-shigoto", post.url, post.path, post.id):
        assert model.related(name, 3) == model.related(number, 3)


def test_a_notebook_shows_a_list_with_its_reasons_and_nothing_of_it_as_markup(model):
    (related,) = model.related("ume-shigoto", 1)
    hostile = dataclasses.replace(
        related, post=dataclasses.replace(related.post, title="<script>x</script>"), terms=("<b>",), tags=("</td>",)
    )
    shown = RelatedList([hostile])._repr_html_()
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "<script" not in shown
    assert "&lt;b&gt; #&lt;/td&gt;" in shown
    assert f"{related.score:.4f}" in shown
    assert "no related posts" in RelatedList()._repr_html_()


def test_a_model_says_what_it_is_of(model):
    assert repr(model) == f"<Model of blog: 70 posts, {model.manifest.version}>"
