"""Lists that posts have today, in every way in which blogs write them."""

import pytest

from recommender.evaluation.existing import ExistingLists, read_existing
from recommender.settings import DROP_HEADINGS, Settings
from recommender.site.reader import open_site
from recommender.text.own_links import link_resolver
from recommender.text.reading import read_site

HEAD = "---\nlayout: post\ntitle: 梅\n"


@pytest.fixture
def read(tmp_path):
    """Read the lists of a Jekyll blog of three posts, the text of the third being given."""
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("url: https://blog.example\n", encoding="utf-8")
    for name in ("2026-01-01-plum", "2026-01-02-garden"):
        (tmp_path / "_posts" / f"{name}.md").write_text(f"{HEAD}---\n梅の話。\n", encoding="utf-8")

    def read_lists(text):
        (tmp_path / "_posts" / "2026-01-03-asks.md").write_text(text, encoding="utf-8")
        settings = Settings()
        site = open_site(tmp_path, settings.site)
        posts = read_site(site, settings.text).posts
        return read_existing(site, posts, link_resolver(site.generator, posts), DROP_HEADINGS)

    return read_lists


PLUM, GARDEN, ASKS = "_posts/2026-01-01-plum.md", "_posts/2026-01-02-garden.md", "_posts/2026-01-03-asks.md"


@pytest.mark.parametrize(
    ("text", "targets", "dead"),
    [
        (
            f"{HEAD}related_articles: [{{slug: 2026-01-01-plum, title: 梅}}, {{slug: gone-for-good}}]\n---\n本文",
            [PLUM],
            ["gone-for-good"],
        ),
        (f"{HEAD}related_posts: [2026-01-02-garden, 2026-01-01-plum]\n---\n本文", [GARDEN, PLUM], []),
        (f"{HEAD}related_posts: 梅\n---\n本文", [], []),
        (
            f"{HEAD}---\n本\n\n### あわせて読みたい\n\n- [庭](/2026/01/02/garden.html)\n- [無](/2020/01/01/no/)\n",
            [GARDEN],
            ["/2020/01/01/no/"],
        ),
        (f"{HEAD}---\n本文\n\n## 関連記事\n\n- [梅]({{% post_url 2026-01-01-plum %}})\n", [PLUM], []),
        (f"{HEAD}---\n本文\n\n## 関連記事\n\n- [外](https://other.example/a/)\n", [], []),
        (
            f"{HEAD}---\n本文\n\n<!-- related-posts:start -->\n- [梅](https://blog.example/2026/01/01/plum.html)\n"
            "<!-- related-posts:end -->\n",
            [PLUM],
            [],
        ),
        (f"{HEAD}---\n本文の[梅](/2026/01/01/plum.html)\n", [], []),
        (f"{HEAD}---\n<!-- related-posts:start -->\n- [梅](/2026/01/01/plum.html)\n", [], []),
    ],
    ids=["articles", "posts", "text", "heading", "post_url", "elsewhere", "marked", "prose", "broken"],
)
def test_a_list_is_found_where_blogs_write_it(read, text, targets, dead):
    lists = {ASKS: tuple(targets)} if targets else {}
    assert read(text) == ExistingLists(lists, links=len(targets) + len(dead), dead=tuple((ASKS, one) for one in dead))


def test_a_link_to_a_draft_is_dead_to_readers(read, tmp_path):
    (tmp_path / "_drafts").mkdir()
    (tmp_path / "_drafts" / "not-yet-there.md").write_text(f"{HEAD}---\n下書き", encoding="utf-8")
    found = read(f"{HEAD}related_posts: [not-yet-there]\n---\n本文")
    assert found == ExistingLists({}, links=1, dead=((ASKS, "not-yet-there"),))
