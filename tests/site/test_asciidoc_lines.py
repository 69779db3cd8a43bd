"""AsciiDoc line by line."""

import pytest

from recommender.site.asciidoc_lines import asciidoc_code_lines, is_asciidoc_rule, open_asciidoc_block

X, O = True, False  # noqa: E741


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("本文\n----\ncode\n----\n本文", [O, X, X, X, O]),
        ("....\n----\n....\n本文", [X, X, X, O]),
        ("-----\n----\n-----\n本文", [X, X, X, O]),
        ("```ruby\nx\n```\n本文", [X, X, X, O]),
        ("////\n覚え書き\n////", [X, X, X]),
        ("++++\n<b>\n++++", [X, X, X]),
        ("====\n例\n====", [O, O, O]),
        ("---- と書く\n本文", [O, O]),
        ("", [O]),
    ],
)
def test_lines_of_code_comment_and_passed_through_are_told(text, inside):
    assert asciidoc_code_lines(text.split("\n")) == inside
    assert open_asciidoc_block(text.split("\n")) is None


def test_a_block_that_never_closes_is_told_by_its_first_line():
    assert open_asciidoc_block(["本文", "----", "code", "---"]) == 1


@pytest.mark.parametrize(("line", "is_rule"), [("'''\n", X), ("---\r\n", X), ("***", X), ("----", O), ("'' '", O)])
def test_rules_are_told(line, is_rule):
    assert is_asciidoc_rule(line) is is_rule
