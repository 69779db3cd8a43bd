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
