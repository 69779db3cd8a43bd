from datetime import UTC, datetime

from recommender.settings import SiteSettings
from recommender.site.generators.folder import open_folder
from recommender.site.post import Post
from recommender.text.own_links import link_resolver
from recommender.text.prose import read_prose
from recommender.text.reading import Reading, ReadPost
from recommender.text.summary import hidden_reasons, summarise


def read(name: str, text: str = "", **fields: object) -> ReadPost:
    return ReadPost(Post(f"{name}.md", f"/{name}/", name, **fields), read_prose(text))


def test_a_site_in_numbers(now):
    posts = (
        read(
            "a",
            "庭の土を[替える](b.md)。[](/none/)",
            date=datetime(2026, 2, 1, tzinfo=UTC),
            tags=("庭", "Web"),
            language="ja",
        ),
        read("b", "We wrote it down.", date=datetime(2025, 2, 1, tzinfo=UTC), tags=("ＷＥＢ",), language="en"),
        read("c", concealed="draft", language="ja"),
        read("d", "水", withheld="noindex"),
        read("e"),
    )
    summary = summarise(Reading(posts, ()), link_resolver(open_folder(SiteSettings(), now), posts))
    assert vars(summary) == {
        "posts": 5,
        "recommendable": 3,
        "hidden": {"draft": 1, "noindex": 1},
        "languages": {"ja": 2, "unknown": 2, "en": 1},
        "tags": 2,
        "untagged": 3,
        "undated": 3,
        "wordless": 1,
        "first": datetime(2025, 2, 1, tzinfo=UTC),
        "last": datetime(2026, 2, 1, tzinfo=UTC),
        "characters": 1,
        "links": 1,
        "lost_links": 1,
    }


def test_a_post_that_is_hidden_twice_counts_once():
    assert hidden_reasons([Post("a.md", "/a/", "a", concealed="future", withheld="noindex")]) == {"future": 1}
