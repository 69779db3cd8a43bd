"""A section in a built page: where it goes, and every other byte as it was."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from recommender.errors import PostError
from recommender.injection.block import Link
from recommender.injection.html_section import parse_html_page
from recommender.settings import DROP_HEADINGS
from recommender.site.generators.html.page import read_html_page
from recommender.text.prose import read_prose

HEADING = "あわせて読みたい"
LINKS = [Link("梅", "/ume/"), Link('<script>"柿" & {{ x }}</script>', "/a'b/?x=1&y=2")]
SECTION = (
    '<section class="related-posts" aria-labelledby="related-posts">\n'
    f'<h2 id="related-posts">{HEADING}</h2>\n<ul>\n<li><a href="/ume/">梅</a></li>\n</ul>\n</section>\n'
)
MARKED = f"<!-- related-posts:start -->\n{SECTION}<!-- related-posts:end -->\n"


def put(text, links=LINKS, *, markers=True):
    return parse_html_page(text, HEADING, markers=markers).put(links)


def take(text, *, markers=True):
    return parse_html_page(text, HEADING, markers=markers).take()


# `HERE` is where the section belongs.
@pytest.mark.parametrize(
    "page",
    [
        "<body><article><h1>題</h1>本文HERE</article></body>",
        "<body>\n<article>\n本文\nHERE  </article>\n<footer></footer></body>",
        "<body><main><article>本文HERE</article></main></body>",
        "<body><main>本文HERE</main></body>",
        "<body><p>本文</p>HERE</body>",
        "<BODY><ARTICLE>本文HERE</ARTICLE></BODY>",
        "<article><h1>題</h1>本文<article>返事</article>HERE</article><article>カード</article></body>",
        "<article><h1>題</h1>本文HERE</article><article><h2>カード</h2></article></body>",
        "<main><article>カード</article><article>カード</article>HERE</main></body>",
        "<article>本文<!-- </article> -->HERE</article></body>",
        "<article>本文<script>'</article>'</script>HERE</article></body>",
        "<article data-x=\"</article>\">本文<a title='</article>'>x</a>HERE</article></body>",
        "<article>it's <b it's>本文</b>HERE</article></body>",
        "<title></article></title><textarea></article></textarea><article>本文HERE</article></body>",
        "<article>本文<!-->HERE</article></body>",
        "<article>本文<? </article ?>HERE</article></body>",
        "<p>本文</body>を書く<pre>&lt;/body></pre>HERE</body>",
    ],
)
def test_the_section_stands_at_the_end_of_the_article_else_of_main_else_of_body(page):
    text = page.replace("HERE", "")
    assert put(text, LINKS[:1]) == page.replace("HERE", MARKED)
    assert take(page.replace("HERE", MARKED)) == text


@pytest.mark.parametrize("markers", [True, False])
def test_an_old_section_is_replaced_where_it_stands(markers):
    page = f"<article>一\n{MARKED}二</article></body>"
    assert put(page, LINKS[:1], markers=markers) == f"<article>一\n{MARKED if markers else SECTION}二</article></body>"
    assert parse_html_page(page, HEADING, markers=markers).linked() == ["/ume/"]


def test_the_block_of_the_markdown_becomes_the_section_where_it_stands():
    block = f"<!-- related-posts:start -->\n<hr>\n<h3>{HEADING}</h3>\n<ul><li><a href='/x/'>x</a></li></ul>\n<hr>\n"
    page = f"<article>一\n{block}<!-- related-posts:end -->\n二</article></body>"
    assert put(page, LINKS[:1]) == f"<article>一\n{MARKED}二</article></body>"


def test_titles_and_addresses_show_as_they_are():
    section = LexborHTMLParser(put("<article>本文</article>")).css_first("article > section.related-posts")
    assert [(a.text(), a.attributes["href"]) for a in section.css("li > a")] == [(x.title, x.target) for x in LINKS]
    assert section.css_first("h2").attributes["id"] == section.attributes["aria-labelledby"]
    assert section.css("script") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<meta charset=shift_jis><body></body>", "says that it is shift_jis"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP"><body></body>', "EUC-JP"),
        ("<p>本文", "no end of an article"),
        ("<article>本文", "no end of an article"),
        ("<article><!-- </article>", "no end of an article"),
        ("<article><script></article>", "no end of an article"),
        ("", "no end of an article"),
        ("<article><!-- related-posts:start --></article>", "do not pair"),
        ("<article><!-- related-posts:end --><!-- related-posts:start --></article>", "do not pair"),
        (f"<article>{MARKED}{MARKED}</article>", "do not pair"),
    ],
)
def test_a_page_that_cannot_be_changed_safely_is_refused(text, told):
    with pytest.raises(PostError, match=told):
        put(text)


PIECES = [
    "<p>本文</p>",
    "<p>閉じない",
    "<h1>題</h1>",
    "<article>",
    "</article>",
    "<main>",
    "</main>",
    "<!-- </article> -->",
    "<script>if (a < b) '</article>'</script>",
    "<pre>\n  </pre>",
    "<div class='related'>x</div>",
    "\n",
    "  ",
    "\r\n",
    "<br/>",
    '<a href="/x/">よそ</a>',
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=10).map(
    lambda one: "<html><body>" + "".join(one) + "</body></html>\n"
)


@settings(max_examples=300, deadline=None)
@given(PAGES, st.booleans())
def test_for_every_page_put_twice_is_once_and_taken_out_gives_the_very_page(page, markers):
    once = put(page, markers=markers)
    assert put(once, markers=markers) == once
    assert take(once, markers=markers) == page


@settings(max_examples=200, deadline=None)
@given(PAGES, st.booleans())
@example('<html><body><article><main><a href="/x/">よそ</a></main><p>本文</p></body></html>\n', False)
def test_for_every_page_the_section_is_no_text_of_the_post(page, markers):
    def words(text):
        read = read_html_page(text)
        return read.title, read.is_article, read_prose(read.body, markup="html", drop_headings=DROP_HEADINGS)

    assert words(put(page, markers=markers)) == words(page)
