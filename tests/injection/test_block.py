"""The block as it is read: every title shows as its author wrote it."""

import json
import tomllib

import cmarkgfm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from recommender.injection.block import Link, block_lines, link_targets
from recommender.injection.escape import escape_asciidoc, escape_html, escape_markdown, one_line, quoted
from recommender.site.yaml_text import parse_yaml
from recommender.text.markup.asciidoc import asciidoc_to_html

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


@pytest.mark.parametrize("title", TITLES)
def test_a_title_shows_as_it_was_written_in_asciidoc(title):
    tree = LexborHTMLParser(
        asciidoc_to_html("\n".join(block_lines([Link(title, "/a/")], HEADING, markers=True, markup="asciidoc")))
    )
    shown = [(anchor.text(), anchor.attributes["href"]) for anchor in tree.css("a")]
    assert shown == [(title, "/a/")]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_shows_as_it_was_written_in_html(title):
    assert LexborHTMLParser(f'<p title="{escape_html(title)}">{escape_html(title)}').css_first("p").text() == title
    assert LexborHTMLParser(f'<p title="{escape_html(title)}">').css_first("p").attributes["title"] == title


@pytest.mark.parametrize("title", ["梅\n柿", "梅\r\n\r\n柿", "梅\u2028柿", "梅\x00柿", " 梅 柿\n"])
def test_a_title_is_one_line(title):
    assert one_line(title) == "梅 柿"
    assert [escape(title) for escape in (escape_markdown, escape_asciidoc, escape_html)] == ["梅 柿"] * 3


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12))
def test_every_text_in_quotes_is_read_back_by_json_yaml_and_toml(text):
    written = quoted(text)
    assert json.loads(written) == parse_yaml(written) == tomllib.loads(f"x = {written}")["x"] == one_line(text)


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
