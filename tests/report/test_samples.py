"""Sample posts: drawn by lot, with what they have today beside ours."""

from pathlib import Path

import pytest

from recommender.evaluation.evaluate import evaluate
from recommender.evaluation.figures import Evaluation
from recommender.report.samples import SAMPLES, choose_samples
from tests.conftest import EXAMPLE, NOW


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(EXAMPLE, now=NOW)


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def test_twenty_posts_are_drawn_a_few_of_which_nobody_linked(evaluation):
    samples = choose_samples(evaluation)
    assert len({one.post.path for one in samples}) == SAMPLES == 20
    assert sum(not one.answers for one in samples) == 4


def test_the_lot_is_the_same_for_the_same_seed_and_another_for_another(evaluation):
    paths = [[one.post.path for one in choose_samples(evaluation, seed=seed)] for seed in (0, 0, 1)]
    assert paths[0] == paths[1] != paths[2]


def test_links_are_those_that_were_measured_and_marked_where_the_author_set_them(evaluation):
    for one in choose_samples(evaluation):
        path, answers = one.post.path, evaluation.judged.get(one.post.path, {})
        assert [link.post.path for link in one.ours] == evaluation.runs["recommender"][path][:5]
        assert [link.is_answer for link in one.ours] == [link.post.path in answers for link in one.ours]
        shown = {link.post.path for link in one.ours if link.is_answer}
        assert shown | {post.path for post in one.missed} == set(answers)


def test_scored_links_have_shares_that_add_up_to_the_whole(evaluation):
    scored = [link for one in choose_samples(evaluation) for link in one.ours if link.source is None]
    assert scored
    for link in scored:
        assert 0 < link.score <= 1
        # Each is rounded to the percent.
        assert abs(sum(share.part for share in link.shares) - 1) < 0.04


def test_a_post_is_shown_the_list_in_its_file_and_without_one_that_of_shared_tags(tmp_path):
    for i in range(6):
        list_of_today = f"related_posts: [p{(i + 3) % 6}.md]\n" if i < 3 else ""
        write(
            tmp_path,
            f"p{i}",
            f"---\ntitle: 題{i}\ntags: [梅]\n{list_of_today}---\n梅と塩の話{i}。[これ](p{i ^ 1}.md)\n",
        )
    samples = {one.post.path: one for one in choose_samples(evaluate(tmp_path))}
    assert samples["p0.md"].today_by.en == "lists of today"
    assert [link.post.path for link in samples["p0.md"].today] == ["p3.md"]
    assert samples["p4.md"].today_by.en == "shared tags"
    assert samples["p4.md"].today


def test_reasons_are_words_and_tags_that_both_posts_have(tmp_path):
    write(tmp_path, "a", "---\ntitle: 春\ntags: [Ume, 庭]\n---\n梅干しと塩の話。[これ](b.md)\n")
    write(tmp_path, "b", "---\ntitle: 夏\ntags: [ume, 畑]\n---\n梅干しと砂糖の話。\n")
    write(tmp_path, "c", "---\ntitle: 冬\n---\n雪と犬の散歩。\n")
    sample = choose_samples(evaluate(tmp_path))[0]
    link = next(link for link in sample.ours if link.post.path == "b.md")
    assert link.tags == ("ume",)
    assert "梅干し" in link.terms


def test_posts_that_readers_cannot_open_are_not_drawn(tmp_path):
    for i in range(4):
        write(tmp_path, f"p{i}", f"---\ntitle: 題{i}\n---\n梅と塩の話{i}。[これ](p{i ^ 1}.md)\n")
    write(tmp_path, "draft", "---\ntitle: 下書き\ndraft: true\n---\n梅と塩の話。\n")
    assert {one.post.path for one in choose_samples(evaluate(tmp_path))} == {f"p{i}.md" for i in range(4)}


def test_posts_whose_author_wants_no_list_are_not_drawn(tmp_path):
    for i in range(4):
        write(tmp_path, f"p{i}", f"---\ntitle: 題{i}\n---\n梅と塩の話{i}。[これ](p{i ^ 1}.md)\n")
    write(tmp_path, "silent", "---\ntitle: 沈黙\nrelated: false\n---\n梅と塩の話。\n")
    assert "silent.md" not in {one.post.path for one in choose_samples(evaluate(tmp_path))}
