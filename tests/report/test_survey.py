"""What is said of a site, against lists and files written for it."""

from pathlib import Path

import pytest

from recommender.model.storage import load_model
from recommender.report.survey import FEW_WORDS, survey, survey_today
from recommender.training import train
from tests.conftest import NOW

#: Thirty sentences of different words, so that a text of them is no short one.
WORDS = (
    "梅 庭 雨 本 旅 海 山 川 空 鳥 犬 猫 米 茶 塩 味噌 醤油 豆腐 大根 人参 林檎 蜜柑 葡萄 電車 自転車 図書館 公園 "
    "学校 病院 銀行 郵便 新聞"
)
COPY = "".join(f"{word}の話をします。\n\n" for word in WORDS.split())


@pytest.fixture(scope="module")
def facts(model):
    return survey(model)


@pytest.fixture
def survey_of(tmp_path: Path):
    """Train a folder of posts given by name and text, and look it over."""

    def look(**posts: str):
        site = tmp_path / "site"
        site.mkdir(exist_ok=True)
        for name, text in posts.items():
            (site / f"{name}.md").write_text(text, encoding="utf-8")
        train(site, tmp_path / "model", now=NOW)
        return survey(load_model(tmp_path / "model"))

    return look


def test_every_link_of_the_lists_is_counted_once_at_its_target(facts, model):
    shown = [item.post.path for path in facts.lists for item in model.related(model.numbers[path], facts.limit)]
    assert facts.links == len(shown) == sum(facts.in_degrees.values())
    for path, count in facts.in_degrees.items():
        assert count == shown.count(path)


def test_the_most_recommended_post_stands_first(facts):
    assert list(facts.in_degrees.values()) == sorted(facts.in_degrees.values(), reverse=True)


def test_drafts_and_posts_without_a_list_have_none_here(facts, model):
    assert {post.path for post in model.posts if post.concealed or not post.shows_list}.isdisjoint(facts.lists)


def test_a_post_that_no_list_leads_to_is_an_orphan(survey_of):
    facts = survey_of(
        a="# 梅\n\n梅を漬けた。",
        b="---\nrelated_exclude: [c]\n---\n# 梅酒\n\n梅を漬けて酒に。",
        c="---\nrelated_exclude: [a]\n---\n# 庭\n\n庭の草取り。",
        recommender="",
    )
    lonely = {post.path for post in facts.model.posts if post.is_recommendable} - {
        target for targets in facts.lists.values() for target in targets
    }
    assert {post.path for post in facts.orphans} == lonely


def test_copies_make_a_group_and_others_do_not(survey_of):
    facts = survey_of(a=f"# 一\n\n{COPY}", b=f"# 二\n\n{COPY}", c="# 三\n\n全く別の宇宙と星の話。")
    assert [sorted(post.path for post in group) for group in facts.duplicates] == [["a.md", "b.md"]]


def test_a_series_is_told_in_the_order_of_its_parts(survey_of):
    facts = survey_of(
        b="# 梅仕事の記録 その2\n\n梅を干す。", a="# 梅仕事の記録 その1\n\n梅を漬ける。", c="# 庭\n\n庭の草。"
    )
    assert [[post.path for post in parts] for parts in facts.series] == [["a.md", "b.md"]]


def test_short_posts_are_named_with_the_words_that_they_have(survey_of):
    facts = survey_of(a=f"# 一\n\n{COPY}", b="# 二\n\n梅。")
    ((post, words),) = facts.short
    assert post.path == "b.md"
    assert words < FEW_WORDS


def test_what_a_later_training_changed_is_told(blog, tmp_path):
    train(blog, tmp_path / "m", now=NOW)
    assert survey(load_model(tmp_path / "m")).to_json()["churn"] == {}
    (blog / "_posts" / "2024-06-10-ume-shigoto.md").unlink()
    churn = train(blog, tmp_path / "m", now=NOW).churn
    told = survey(load_model(tmp_path / "m")).to_json()["churn"]
    assert churn is not None
    assert told == {"lists": churn.lists, "changed": dict(churn.changed), "kept": churn.kept}
    assert told["changed"]["a post in it is gone"] > 0


def test_dead_links_of_lists_and_texts_are_named(blog):
    (blog / "_posts" / "2026-01-01-dead.md").write_text(
        "---\ntitle: 切れた\n---\n[昔の記事](/2001/01/01/gone/)を見よ。\n\n"
        "### あわせて読みたい\n\n- [消えた](/2002/01/01/no/)\n",
        encoding="utf-8",
    )
    today = survey_today(blog)
    assert ("_posts/2026-01-01-dead.md", "/2002/01/01/no/") in today.existing.dead
    assert ("_posts/2026-01-01-dead.md", "/2001/01/01/gone/") in today.lost
    assert today.evaluation is not None


def test_a_blog_without_links_of_its_own_is_looked_over_without_figures(tmp_path):
    (tmp_path / "a.md").write_text("# 梅\n\n梅の話。", encoding="utf-8")
    assert survey_today(tmp_path).to_json() == {
        "existing": {"lists": 0, "links": 0, "dead": []},
        "lost_links": [],
        "evaluation": None,
    }
