"""A list in front matter: put, read back, taken out, and every other byte as it was."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.injection.escape import one_line
from recommender.injection.front_matter_key import parse_front_matter_file
from recommender.site.front_matter import split_front_matter

KEY = "related_articles"
ENTRIES = [{"title": "梅", "url": "/ume/"}, {"title": '"柿" \\ {{ x }} # :', "url": "/kaki/", "tags": ["a", "b"]}]


def put(text, entries=ENTRIES, *, markers=True):
    return parse_front_matter_file(text, KEY, markers=markers).put(entries)


def take(text, *, markers=True):
    return parse_front_matter_file(text, KEY, markers=markers).take()


YAML_PIECES = [
    "title: 題",
    'title: "引用: した題" # 覚え書き',
    "# 見出しの前の覚え書き",
    "tags: [梅, '柿']",
    "categories:\n- 台所\n-   庭  # 二つ目",
    "nested:\n  deep:\n    - a: 1\n      b: |\n        行\n\n        # 文\n",
    "text: >-\n  長い\n  文\n",
    "kept: |+\n  行\n\n",
    "plain: 続く\n  文",
    "'quoted': 2026-02-20 10:00:00 +0900",
    "empty:",
    "",
    "  ",
]
TOML_PIECES = [
    'title = "題" # 覚え書き',
    "# 覚え書き",
    "tags = ['梅',\n  '柿',\n]",
    "rows = [\n[1, 2],\n  [3]\n]",
    'text = """\n[no.table]\nrelated_articles = 1\n"""',
    "date = 2026-02-20T10:00:00+09:00",
    "a.b = 1",
    "",
]
TOML_TABLES = ["", "# 表の覚え書き\n[params]\nx = 1\n", "\n[[menu]]\nname = 'x'\n\n[menu.sub]\ny = [\n1]\n"]
JSON_TABLES = [
    '{\n  "title": "題",\n  "tags": ["a", {"b": [1, 2]}]\n}',
    '{"title": "題"}',
    '{\n\t"a" : 1 ,\n\n\t"related": "}"\n\n}',
    "{\n}",
    "{}",
]


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a post with front matter in one of the formats and either line end."""
    kind = draw(st.sampled_from(["yaml", "toml", "json"]))
    if kind == "yaml":
        pieces = draw(st.lists(st.sampled_from(YAML_PIECES), unique_by=lambda one: one.split(":")[0], max_size=6))
        head = "---\n" + "".join(piece + "\n" for piece in pieces) + "---\n"
    elif kind == "toml":
        pieces = draw(st.lists(st.sampled_from(TOML_PIECES), unique=True, max_size=6))
        head = "+++\n" + "".join(piece + "\n" for piece in pieces) + draw(st.sampled_from(TOML_TABLES)) + "+++\n"
    else:
        head = draw(st.sampled_from(JSON_TABLES)) + "\n"
    text = draw(st.sampled_from(["", "\ufeff"])) + head + draw(st.sampled_from(["", "\n本文\n", "本文", "---\n本文\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


VALUES = st.text("梅\"'\\{}[]#:,|>&*!%@`<-? \t\n\r\x00\x7f\x85\u2028\ufeff🍙", max_size=8)
DRAWN_ENTRIES = st.lists(
    st.fixed_dictionaries({"title": VALUES, "url": st.just("/u/")}, optional={"tags": st.lists(VALUES, min_size=1)}),
    min_size=1,
    max_size=3,
)


def read_table(text):
    try:
        parse_front_matter_file(text, KEY, markers=True)
    except PostError:
        return None
    return split_front_matter(text).table


@settings(max_examples=300, deadline=None)
@given(files(), st.booleans())
def test_for_every_post_put_twice_is_once_and_taken_out_gives_the_very_text(text, markers):
    if read_table(text) is None:
        # Nothing between the fences, or a sentence that is no table.
        assert not split_front_matter(text).table
        return
    once = put(text, markers=markers)
    assert put(once, markers=markers) == once
    assert take(once, markers=markers) == text


@settings(max_examples=200, deadline=None)
@given(files(), DRAWN_ENTRIES, st.booleans())
def test_for_every_title_the_front_matter_says_the_same_and_the_list_besides(text, entries, markers):
    table = read_table(text)
    if table is None:
        return
    shown = [
        {
            name: one_line(value) if isinstance(value, str) else [one_line(one) for one in value]
            for name, value in one.items()
        }
        for one in entries
    ]
    new = put(text, shown, markers=markers)
    front = split_front_matter(new)
    assert front.table == {**table, KEY: shown}
    assert new[front.body_start :] == text[split_front_matter(text).body_start :]
    assert parse_front_matter_file(new, KEY, markers=markers).entries == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "---\ntitle: 題\n---\n本文\n",
            "---\ntitle: 題\n# related-posts:start\nrelated_articles:\n"
            '  - {"title": "梅", "url": "/ume/"}\n# related-posts:end\n---\n本文\n',
        ),
        (
            "+++\ntitle = '題'\n\n# 設定\n[params]\nx = 1\n+++\n",
            "+++\ntitle = '題'\n# related-posts:start\nrelated_articles = [\n"
            '  {title = "梅", url = "/ume/"},\n]\n# related-posts:end\n\n# 設定\n[params]\nx = 1\n+++\n',
        ),
        (
            '{\n    "title": "題"\n}\n本文',
            '{\n    "title": "題",\n    "related_articles": [\n      {"title": "梅", "url": "/ume/"}\n    ]\n}\n本文',
        ),
        (
            ';;;\n"title": "題"\n;;;\n',
            ';;;\n"title": "題",\n"related_articles": [\n  {"title": "梅", "url": "/ume/"}\n]\n;;;\n',
        ),
    ],
)
def test_the_list_stands_behind_the_other_keys(text, expected):
    assert put(text, ENTRIES[:1]) == expected
    assert take(expected) == text


@pytest.mark.parametrize(
    ("old", "left"),
    [
        ('---\na: 1\nrelated_articles: [{"slug": "x"}]\n# 次\nb: 2\n---\n', "---\na: 1\n{}# 次\nb: 2\n---\n"),
        ("---\nrelated_articles:\n- slug: x\n- slug: y\n\nb: 2\n---\n", "---\n{}\nb: 2\n---\n"),
        ("---\n'related_articles': なし\n---\n", "---\n{}---\n"),
        ("+++\nrelated_articles = [\n  'x',\n]\nb = 2\n+++\n", "+++\n{}b = 2\n+++\n"),
    ],
)
def test_a_list_of_somebody_else_is_replaced_where_it_stands_and_never_taken_out(old, left):
    assert take(old) == old
    assert take(put(old)) == left.format("")
    assert list(split_front_matter(put(old)).table) == list(split_front_matter(old).table)


def test_a_key_of_json_that_somebody_else_wrote_is_replaced_where_it_stands():
    old = '{"related_articles": "x", "b": 2}\n'
    assert take(old) == old
    assert json.loads(put(old)) == {KEY: ENTRIES, "b": 2}
    assert list(json.loads(put(old))) == [KEY, "b"]


def test_a_list_that_was_edited_between_our_comments_is_still_ours():
    edited = put("---\ntitle: 題\n---\n").replace("梅", "桃")
    assert parse_front_matter_file(edited, KEY, markers=True).entries[0]["title"] == "桃"
    assert take(edited) == "---\ntitle: 題\n---\n"


def test_comments_can_be_given_up_and_taken_up_again():
    text = "---\ntitle: 題\n---\n"
    assert put(put(text), markers=False) == put(text, markers=False)
    assert put(put(text, markers=False)) == put(text)
    assert take(put(text), markers=False) == take(put(text, markers=False)) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本文\n", "no front matter"),
        ("", "no front matter"),
        ("---\ntitle: 題\n", "no front matter"),
        ("---\n{title: 題}\n---\n", "no table with a key a line"),
        ("---\ntitle: 題\ntags:\n\t- a\n---\n", "line 3"),
        ("+++\ntitle = 題\n+++\n", "Invalid value"),
        (';;;\n"title": 題\n;;;\n', "cannot be written into"),
        ("---\r\ntitle: 題\rx: 1\r\n---\r\n", "carriage returns"),
        ("---\ntitle: 題\n# related-posts:start\n---\n", "do not pair"),
        ("---\ntitle: 題\n# related-posts:end\n# related-posts:start\n---\n", "do not pair"),
        ("---\na: 1\n" + "# related-posts:start\n# related-posts:end\n" * 2 + "---\n", "do not pair"),
    ],
)
def test_front_matter_that_cannot_be_changed_is_refused_with_the_reason(text, told):
    with pytest.raises(PostError, match=told):
        put(text)


@pytest.mark.parametrize(
    "text",
    [
        "---\nrelated_articles: 1\nrelated_articles: 2\n---\n",
        "+++\n[[related_articles]]\nslug = 'x'\n+++\n",
    ],
)
def test_a_change_that_would_say_something_else_is_refused(text):
    with pytest.raises(PostError, match="cannot be changed safely"):
        put(text)
