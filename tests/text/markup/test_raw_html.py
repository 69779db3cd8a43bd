import time

import pytest

from recommender.text.markup.raw_html import mend_raw_html, unclosed_as_text
from recommender.text.prose import read_prose


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        (
            "<div>\n  <blockquote>\n    <p>\n    庭\n    </p>\n\n    <p>\n    土\n    </p>\n  </blockquote>\n</div>",
            ("庭", "土"),
        ),
        ("<table>\n  <tr>\n    <td>庭</td>\n\n    <td>\n      <p>土</p>\n    </td>\n  </tr>\n</table>", ("庭", "土")),
        ("前<div>庭\n\n\t<p>土</p>\n\n</div>", ("前", "庭", "土")),
        ("<div>庭</div>\n\n    <p>x</p>\n\n土", ("庭", "土")),
        ("庭\n\n    <p>x</p>\n\n土", ("庭", "土")),
        ("`<div>` の庭\n\n    <p>x</p>\n\n土", ("<div> の庭", "土")),
        ("```\n<div>\n```\n\n    <p>x</p>\n\n土", ("土",)),
        ("<blockquote>\n```js\na\n\nb\n```\n\n庭\n</blockquote>\n\n土", ("庭", "土")),
        ("```js\na\n```</p>\n\n庭\n\n```js\nb\n```\n\n土", ("庭", "土")),
    ],
    ids=["paragraph", "cell", "tab", "closed", "code", "span", "fence", "fence below a tag", "fence beside a tag"],
)
def test_words_within_elements_are_no_code(markdown, lines):
    assert read_prose(markdown).lines == lines


@pytest.mark.parametrize(
    "markdown",
    ["", "庭\n\n    <p>x</p>\n", "<div>\n  <p>庭</p>\n</div>\n", "```html\n<p>x</p>\n\n    <p>y</p>\n```\n"],
)
def test_other_markdown_stays_as_it_is(markdown):
    assert mend_raw_html(markdown) == markdown


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>庭</p>", "<p>庭</p>"),
        ("<p>と<script>の話</p>\n<p>庭</p>", "<p>と&lt;script>の話</p>\n<p>庭</p>"),
        ("<p>と<Title>の話</p>", "<p>と&lt;Title>の話</p>"),
        ("<p>と<style>の話</p>\n<style>a</style>", "<p>と&lt;style>の話</p>\n<style>a</style>"),
        ("<p>庭<script>a</script>土</p>", "<p>庭<script>a</script>土</p>"),
        ("<script>\n'</p>\n'\n</script>", "<script>\n'</p>\n'\n</script>"),
        ("<scripts>庭", "<scripts>庭"),
    ],
)
def test_tags_that_hide_what_follows_are_text_where_only_their_name_is_meant(html, text):
    assert unclosed_as_text(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n\n    <p></p></div>",
        "<div></div>\n```\n",
        "```</p>\n",
        "x<script>",
        "x<script></p>\n</script>",
        "<" + "x" * 40 + "\n",
    ],
)
def test_two_hundred_kilobytes_of_odd_html_take_less_than_some_seconds(text):
    start = time.process_time()
    read_prose(text * (200_000 // len(text)))
    assert time.process_time() - start < 5
