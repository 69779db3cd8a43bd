"""Clicks become right answers; where a link stood is not what makes it right."""

import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.errors import GoldError
from recommender.evaluation.clicks import MAX_WEIGHT, Shown, find_propensities, read_clicks, relevances
from recommender.site.names import PostNames
from recommender.site.post import Post

POSTS = [Post(f"{name}.md", f"/{name}/", name) for name in ("a", "b", "c", "d")]
POSTS.append(Post("draft.md", None, "draft", concealed="draft"))


def seen(post="a.md", related=("b.md", "c.md")):
    return {"time": "2026-11-25T10:00:00+09:00", "type": "impression", "post": post, "related": list(related)}


def clicked(post="a.md", target="b.md", position=1, second=0):
    time = f"2026-11-25T10:00:{second:02}+09:00"
    return {"time": time, "type": "click", "post": post, "target": target, "position": position}


@pytest.fixture
def read(tmp_path):
    def make(*events):
        lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in events]
        (tmp_path / "events.jsonl").write_bytes(b"\n".join(lines) + b"\n")
        return read_clicks(tmp_path / "events.jsonl", PostNames(POSTS), POSTS)

    return make


def test_a_click_makes_a_right_answer(read):
    log = read(seen(), clicked())
    assert (log.impressions, log.clicks) == (1, 1)
    assert log.judged == {"a.md": {"b.md": 1000}}
    assert log.shown == {"a.md": {"b.md", "c.md"}}


def test_a_click_further_down_counts_more(read):
    # Without pairs seen at both places the second is looked at half as often as the first.
    assert read(seen(), clicked(), clicked(target="c.md", position=2)).judged == {"a.md": {"b.md": 500, "c.md": 1000}}


def test_posts_are_known_by_path_address_and_id(read):
    log = read(seen("/a/", (POSTS[1].id, "c.md")), clicked("https://blog.example/a/?x#y", POSTS[1].id))
    assert log.judged == {"a.md": {"b.md": 1000}}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "no event"),
        (b"[1]", "no event"),
        (b"\xff\xfe", "no event"),
        (b'{"type": "view"}', "no event"),
        (b"[" * 5000, "no event"),
        (seen("gone.md"), "unknown post"),
        (seen(related=("gone.md",)), "unknown post"),
        (clicked(target="a.md"), "unknown post"),
        (clicked(position=0), "unknown post"),
        (clicked(position=True), "unknown post"),
        (clicked(position=21), "unknown post"),
        (clicked(position="1"), "unknown post"),
        (clicked(target="d.md"), "click without an impression"),
        (clicked(position=2, second=9), "click without an impression"),
        (clicked(), "click told twice"),
    ],
)
def test_a_line_that_is_no_event_is_counted_and_the_rest_goes_on(read, line, reason):
    log = read(seen(), clicked(), line)
    assert log.unusable == {reason: 1}
    assert log.clicks == 1


def test_a_click_on_a_draft_is_no_right_answer(read):
    log = read(seen(related=("draft.md", "b.md")), clicked(target="draft.md"), clicked(position=2))
    assert list(log.judged["a.md"]) == ["b.md"]


@pytest.mark.parametrize("events", [(), (seen(),), (clicked(),), (b"\x00" * 200_000,)])
def test_a_log_without_a_click_that_counts_is_an_error(read, events):
    with pytest.raises(GoldError, match="no click that counts"):
        read(*events)


def test_a_log_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(GoldError, match="cannot be read"):
        read_clicks(tmp_path / "none.jsonl", PostNames(POSTS), POSTS)


def simulated(bias, appeal, readers=40_000, seed=3):
    """Readers see each pair at a place drawn by chance, look with the place's chance, and click with the pair's."""
    rng = np.random.default_rng(seed)
    impressions, clicks = Counter(), Counter()
    for _ in range(readers):
        order = rng.permutation(len(appeal))
        for place, target in enumerate(order, start=1):
            one = Shown("a", str(target), place)
            impressions[one] += 1
            clicks[one] += int(rng.random() < bias[place - 1] * appeal[target])
    return impressions, clicks


def test_how_often_a_place_is_looked_at_is_found_from_the_log():
    bias = [1.0, 0.6, 0.35, 0.2]
    propensities, estimated = find_propensities(*simulated(bias, [0.3, 0.2, 0.1, 0.05]))
    assert estimated == (1, 2, 3, 4)
    assert [propensities[place] for place in (1, 2, 3, 4)] == pytest.approx(bias, rel=0.1)


def test_relevance_is_found_though_the_best_link_stands_last_and_would_not_be_without_correction():
    """The log of a site that mostly shows its best link at the bottom."""
    rng = np.random.default_rng(5)
    bias, appeal = [1.0, 0.5, 0.25], [0.1, 0.15, 0.3]
    impressions, clicks = Counter(), Counter()
    for _ in range(30_000):
        order = [0, 1, 2] if rng.random() < 0.9 else rng.permutation(3)
        for place, target in enumerate(order, start=1):
            one = Shown("a", str(target), place)
            impressions[one] += 1
            clicks[one] += int(rng.random() < bias[place - 1] * appeal[target])
    propensities, _ = find_propensities(impressions, clicks)
    found = relevances(impressions, clicks, propensities)
    assert [found["a", str(target)] for target in range(3)] == pytest.approx(appeal, rel=0.12)
    naive = relevances(impressions, clicks, dict.fromkeys(range(1, 21), 1.0))
    assert naive["a", "2"] < naive["a", "0"]


def test_no_click_outweighs_all_others():
    last = Shown("a", "b", 20)
    assert relevances({last: 1000}, {last: 1}, {20: 1e-9})["a", "b"] < MAX_WEIGHT / 1000


def test_a_pair_that_was_seen_once_does_not_beat_one_that_was_often_clicked():
    once, often = Shown("a", "b", 1), Shown("a", "c", 1)
    found = relevances({once: 1, often: 300}, {once: 1, often: 120}, {1: 1.0})
    assert found["a", "b"] < found["a", "c"]


def test_no_link_counts_as_clicked_more_often_than_it_was_seen():
    one = Shown("a", "b", 1)
    assert relevances({one: 20}, {one: 5000}, {1: 1.0})["a", "b"] <= 1


def test_clicks_told_twice_count_once(read):
    many = [clicked(second=second) for second in range(60)]
    log = read(*[seen()] * 100, *many, *many)
    assert (log.clicks, log.unusable["click told twice"]) == (60, 60)


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_for_every_log_reading_ends_in_counts_or_one_error(tmp_path_factory, lines):
    file = tmp_path_factory.mktemp("log") / "events.jsonl"
    file.write_bytes(b"\n".join(lines))
    with pytest.raises(GoldError):
        read_clicks(file, PostNames(POSTS), POSTS)
