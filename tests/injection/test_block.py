"""The block as it is read: every title shows as its author wrote it."""

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from recommender.injection.block import Link, block_lines, escape_markdown, link_targets

HEADING = "あわせて読みたい"

TITLES = [
    "味噌汁の出汁",
    "[更新] 梅しごと",
    "[梅](https://example.com/) の話",
    "画像 ![梅](x.png)",
    "A | B の違い",
    "x < y > z",
    "<script>alert(1)</script>",
    "<!-- 覚え書き -->",
    "{ かっこ }",
    "{{ site.title }} の書き方",
    "{% raw %} を使う",
    "{{< ref x >}} とは",
    "**強調** と *斜体*",
    "*",
    "_下線_",
    "snake_case と a__b",
    "~~取り消し~~",
    "$x$ と $$y$$",
    "C:\\temp\\",
    "\\",
    "AT&T &amp; &lt; &#123; &copy",
    "`code` と ``",
    "https://example.com/ を読む",
    "www.example.com と a@example.com",
    "# 見出し?",
    "1. 番号",
    "- 項目",
    "[^1]",
    "[[wiki]]",
    "x",
    "(丸) かっこ)",
    "\"引用\" と '引用'",
    "🍙 おにぎり",
]

#: Emphasis around what is left between two bare underscores.


def shown(lines: list[str]) -> list[tuple[str, str | None]]:
    """Render Markdown; give each link's text and target."""
    tree = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html("\n".join(lines)))
    return [(anchor.text(), anchor.attributes["href"]) for anchor in tree.css("a")]


def test_the_block_is_a_list_between_two_rules():
    assert block_lines([Link("梅", "/ume/"), Link("柿", "/kaki/")], HEADING, markers=False) == [
        "---",
        "",
        "### あわせて読みたい",
        "",
        "- [梅](/ume/)",
        "- [柿](/kaki/)",
        "",
        "---",
    ]


def test_markers_stand_around_the_block():
    lines = block_lines([Link("梅", "/ume/")], HEADING, markers=True)
    assert lines[:3] == ["<!-- related-posts:start -->", "", "---"]
    assert lines[-3:] == ["---", "", "<!-- related-posts:end -->"]
    assert lines[2:-2] == block_lines([Link("梅", "/ume/")], HEADING, markers=False)


@pytest.mark.parametrize(
    "title",
    [
        *TITLES,
        "__init__",
        "__main__.py の話",
        "___強い___",
    ],
)
def test_a_title_shows_as_it_was_written(title):
    assert shown(block_lines([Link(title, "/a/")], HEADING, markers=True)) == [(title, "/a/")]


@settings(max_examples=200, deadline=None)
@given(st.text("[]|<>{}*~$\\&`:/#!();.^@=+-\"'あ漢aZ1", min_size=1, max_size=12))
def test_every_title_of_signs_shows_as_it_was_written(title):
    assert shown(block_lines([Link(title, "/a/")], HEADING, markers=False)) == [(title, "/a/")]


@pytest.mark.parametrize("title", ["{{ x }}", "{% raw %}", "{{< x >}}", "{{% x %}}", "{::nomarkdown}", "<%= x %>"])
def test_no_template_language_finds_its_signs_in_a_title(title):
    assert not set("{}<>") & set(escape_markdown(title))


@pytest.mark.parametrize("title", ["梅しごと", "snake_case", "A & B", "a:b/c", "2026/02/20"])
def test_a_plain_title_is_left_as_it_is(title):
    assert escape_markdown(title) == title


@pytest.mark.parametrize(
    "title",
    [
        *TITLES[:2],
        "a]b",
        "[梅](x) の話",
    ],
)
def test_the_targets_of_a_block_are_read_back(title):
    links = [Link(title, "/2026/02/20/a/"), Link("柿", "../%E6%9F%BF.md")]
    assert link_targets(block_lines(links, HEADING, markers=True)) == ["/2026/02/20/a/", "../%E6%9F%BF.md"]


def test_a_block_without_links_has_no_targets():
    assert link_targets(block_lines([], HEADING, markers=True)) == []
    assert link_targets([]) == []
