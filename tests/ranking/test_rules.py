from datetime import UTC, datetime

import pytest

from recommender.ranking.rules import make_rules
from recommender.settings import RankingSettings, RuleSettings, Settings
from recommender.site.post import Post

TODAY = datetime(2026, 6, 1, tzinfo=UTC).timestamp() / 86400


def post(name: str, **fields: object) -> Post:
    return Post(path=f"_posts/2026-01-01-{name}.md", url=f"/{name}/", title=name, **fields)


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({}, True),
        ({"concealed": "draft"}, False),
        ({"withheld": "noindex"}, False),
        ({"date": datetime(2026, 5, 1, tzinfo=UTC)}, True),
        ({"date": datetime(2025, 5, 1, tzinfo=UTC)}, False),
    ],
)
def test_what_may_be_recommended(fields, allowed):
    settings = Settings(ranking=RankingSettings(max_age_days=100))
    assert make_rules([post("ume", **fields)], settings, TODAY).allowed.tolist() == [allowed]


def test_rules_name_posts_as_people_do():
    posts = [post("ume", pins=("/miso/",), excludes=("2026-01-01-kuri",)), post("miso"), post("kuri")]
    settings = Settings(rules=RuleSettings(never=("kuri",), block={"_posts/2026-01-01-miso.md": ("ume",)}))
    rules = make_rules(posts, settings, TODAY)
    assert rules.pins == {0: (1,)}
    assert rules.blocked == {0: {2}, 1: {0}}
    assert rules.allowed.tolist() == [True, True, False]


def test_a_name_that_no_post_answers_to_is_told_with_its_place():
    rules = make_rules([post("ume", pins=("umee",))], Settings(), TODAY)
    assert rules.unknown == ('_posts/2026-01-01-ume.md: related_posts: no post is called "umee"; did you mean "ume"?',)
    assert rules.pins == {0: ()}


def test_translations_never_recommend_one_another():
    posts = [post("ume", translation_key="plum"), post("plum", translation_key="plum"), post("miso")]
    assert make_rules(posts, Settings(), TODAY).blocked == {0: {1}, 1: {0}}


def test_a_post_shares_its_language_with_posts_of_the_same_and_of_an_unknown_one():
    posts = [post("ume", language="ja"), post("plum", language="en"), post("photo"), post("miso", language="ja")]
    rules = make_rules(posts, Settings(), TODAY)
    assert rules.shares_language(0).tolist() == [True, False, True, True]
    assert rules.shares_language(2).all()


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"date": datetime(2026, 6, 1, tzinfo=UTC)}, 1),
        ({"date": datetime(2026, 5, 22, tzinfo=UTC)}, 0.5),
        ({"date": datetime(2026, 5, 12, tzinfo=UTC)}, 0.25),
        ({"date": datetime(2027, 5, 12, tzinfo=UTC)}, 1),
        ({"date": datetime(2020, 5, 12, tzinfo=UTC), "is_evergreen": True}, 1),
        ({"date": datetime(2020, 5, 12, tzinfo=UTC), "tags": ("入門",)}, 1),
        ({}, 1),
    ],
    ids=["today", "ten days", "twenty days", "future", "evergreen", "evergreen tag", "no date"],
)
def test_age_halves_a_score_but_not_that_of_evergreens(fields, left):
    settings = Settings(ranking=RankingSettings(half_life_days=10, evergreen=("入門",)))
    assert make_rules([post("ume", **fields)], settings, TODAY).freshness.tolist() == [left]


def test_an_evergreen_is_never_too_old():
    settings = Settings(ranking=RankingSettings(max_age_days=10))
    posts = [post(name, date=datetime(2020, 1, 1, tzinfo=UTC), is_evergreen=name == "ume") for name in ("ume", "miso")]
    assert make_rules(posts, settings, TODAY).allowed.tolist() == [True, False]


def test_age_does_not_matter_unless_the_settings_say_so():
    assert make_rules([post("ume", date=datetime(1999, 1, 1, tzinfo=UTC))], Settings(), TODAY).freshness.tolist() == [1]


def test_links_of_the_text_are_known_by_post():
    posts = [post("ume"), post("miso"), post("kuri")]
    links = [(posts[0].path, posts[1].path), (posts[0].path, posts[2].path)]
    rules = make_rules(posts, Settings(), TODAY, links)
    assert rules.already_linked(0) == {1, 2}
    assert rules.already_linked(1) == frozenset()
    off = make_rules(posts, Settings(ranking=RankingSettings(skip_linked=False)), TODAY, links)
    assert off.already_linked(0) == frozenset()


def test_titles_that_differ_in_marks_and_blanks_only_are_the_same_and_short_ones_are_none():
    titles = ["EU の AI 法、3つの対策とは？", "EUのAI法 3つの対策とは", "EUのAI法 4つの対策とは", "日記", "日記"]
    posts = [Post(path=f"{i}.md", url=f"/{i}/", title=title) for i, title in enumerate(titles)]
    numbers = make_rules(posts, Settings(), TODAY).titles.tolist()
    assert numbers[0] == numbers[1] != numbers[2]
    assert numbers[3:] == [-1, -1]
