"""The map of a site: near posts tell of the same subject, any number of posts has one."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.report import site_map
from recommender.report.site_map import common_labels, draw_map, label_of, lay_out
from recommender.report.survey import survey
from recommender.site.post import Post


def post(*labels: str, tags: tuple[str, ...] = ()) -> Post:
    return Post(path="a.md", url="/a/", title="", categories=labels, tags=tags)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 12])
@pytest.mark.parametrize("kind", ["equal", "wordless", "apart"])
def test_any_number_of_posts_has_its_places(count, kind):
    dense = {"equal": np.ones((count, 5)) / 5**0.5, "wordless": np.zeros((count, 5)), "apart": np.eye(count, 5)}[kind]
    spots = lay_out(csr_matrix(dense))
    assert spots.shape == (count, 2)
    assert np.isfinite(spots).all()
    assert ((spots >= 0) & (spots <= 1)).all()


def test_posts_on_one_subject_lie_nearer_to_one_another_than_to_others():
    rng = np.random.default_rng(5)
    subjects = np.repeat(np.eye(3, 30), 20, axis=0) + 0.3 * rng.random((60, 30))
    spots = lay_out(csr_matrix(subjects / np.linalg.norm(subjects, axis=1, keepdims=True)))
    centres = spots.reshape(3, 20, 2).mean(axis=1)
    spread = np.linalg.norm(spots.reshape(3, 20, 2) - centres[:, None], axis=2).mean()
    apart = min(np.linalg.norm(centres[one] - centres[other]) for one, other in [(0, 1), (0, 2), (1, 2)])
    assert apart > 2 * spread


def test_the_same_vectors_get_the_same_places(model):
    vectors = model.texts.vectors.rare_body
    assert (lay_out(vectors) == lay_out(vectors)).all()


def test_drafts_are_not_on_the_map(model):
    drawn = {dot.number for dot in draw_map(model, survey(model).lists).dots}
    assert drawn == {number for number, one in enumerate(model.posts) if one.concealed is None}


def test_a_large_site_is_drawn_by_evenly_chosen_posts(model, monkeypatch):
    monkeypatch.setattr(site_map, "MOST_DOTS", 10)
    drawn = draw_map(model, survey(model).lists)
    assert (len(drawn.dots), drawn.of) == (10, sum(one.concealed is None for one in model.posts))
    assert len({dot.number for dot in drawn.dots}) == 10


def test_categories_colour_and_tags_where_there_are_none():
    filed = [post("食", tags=("梅",)), post("食", tags=("梅",)), post("庭"), post("庭"), post("旅")]
    assert list(common_labels(filed)) == ["食", "庭"]
    tagged = [post(tags=("梅", "酒")), post(tags=("梅",)), post(tags=("酒",)), post()]
    assert list(common_labels(tagged)) == ["梅", "酒"]


def test_spellings_of_one_label_are_one_colour_by_the_most_common_of_them():
    posts = [post("JavaScript"), post("JavaScript"), post("javascript"), post("js"), *(post("庭"),) * 3, post("旅")]
    assert common_labels(posts, {"js": "javascript"}) == {"javascript": "JavaScript", "庭": "庭"}
    assert label_of(post("JS"), ["庭", "javascript"], {"js": "javascript"}) == 1


def test_a_label_on_most_posts_or_on_one_alone_tells_nothing():
    posts = [post("AI", "食"), post("AI", "食"), post("AI", "庭"), post("AI", "庭"), post("AI", "旅")]
    assert list(common_labels(posts)) == ["食", "庭"]


def test_a_post_has_the_colour_of_its_first_common_label():
    assert label_of(post("AI", "庭", "食"), ["食", "庭"]) == 1
    assert label_of(post("AI"), ["食", "庭"]) == 2


def test_links_within_a_colour_are_counted(model):
    drawn = draw_map(model, survey(model).lists)
    groups = {dot.number: dot.group for dot in drawn.dots}
    for place, group in enumerate(drawn.groups):
        links = [
            groups[model.numbers[item.post.path]] == place
            for number, own in groups.items()
            if own == place
            for item in model.related(number, 5)
        ]
        assert group.posts == list(groups.values()).count(place)
        assert group.inside == (pytest.approx(sum(links) / len(links)) if links else None)
