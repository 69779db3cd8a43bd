"""Tags of HTML where they stand in its text."""

import pytest

from recommender.site.html_tags import html_tags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("<p>本文</p>", ["<p>", "</p>"]),
        ("<P CLASS=x>", ["<P CLASS=x>"]),
        ("<a title='>' href=\"<b>\">x</a >", ["<a title='>' href=\"<b>\">", "</a >"]),
        ("<b it's>x</b>", ["<b it's>", "</b>"]),
        ("<a href = '>'>", ["<a href = '>'>"]),
        ("<br/><img src=x />", ["<br/>", "<img src=x />"]),
        ("<!-- <p> --><i>", ["<i>"]),
        ("<!--><i>", ["<i>"]),
        ("<!---><i>", ["<i>"]),
        ("<!-- x --!><i>", ["<i>"]),
        ("<!doctype html><?xml <p ?><i>", ["<i>"]),
        ("<script>'<p>' < 1</script><i>", ["<script>", "</script>", "<i>"]),
        ("<title><p></TITLE><i>", ["<title>", "</TITLE>", "<i>"]),
        ("<style></styles><p></style>", ["<style>", "</style>"]),
        ("1 < 2 <3> </ p>", []),
        ("<p", []),
        ("<!-- <p>", []),
        ("<script><p>", ["<script>"]),
        ("", []),
    ],
)
def test_tags_are_those_that_a_browser_sees(text, tags):
    assert [text[tag.start : tag.end] for tag in html_tags(text)] == tags
