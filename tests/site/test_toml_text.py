"""Where keys of TOML stand."""

import pytest

from recommender.site.toml_text import locate_toml_key, root_end

LINES = (
    "a = 1\n# 覚え書き\nkey = [\n  'x', # ]\n  'y',\n]\n"
    "\"quoted\" = '''\nkey = 2\n[table]\n'''\n\n# 表\n[table]\nkey = 3\n"
)


def found(text, key):
    span = locate_toml_key(text, key)
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("a", "a = 1\n"),
        ("key", "key = [\n  'x', # ]\n  'y',\n]\n"),
        ("quoted", "\"quoted\" = '''\nkey = 2\n[table]\n'''\n"),
        ("gone", None),
        ("table", None),
    ],
)
def test_a_key_of_the_top_is_found_with_all_lines_of_its_value(key, lines):
    assert found(LINES, key) == lines
    assert found(LINES.replace("\n", "\r\n"), key) == (lines and lines.replace("\n", "\r\n"))


def test_a_key_within_a_text_or_a_table_is_none_of_the_top():
    assert found("a = '''\nkey = 1\n'''\n[table]\nkey = 2\n", "key") is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        (LINES, LINES.index("\n# 表")),
        ("a = 1\n", 6),
        ("", 0),
        ("[[table]]\nx = 1\n", 0),
        ("a = [\n[1],\n[2]\n]\nb = 1\n", 23),
    ],
)
def test_the_top_ends_above_the_first_table_and_what_is_said_of_it(text, end):
    assert root_end(text) == end
