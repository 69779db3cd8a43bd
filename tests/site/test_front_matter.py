import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.front_matter import (
    MAX_CHARACTERS,
    FrontMatter,
    find_body_start,
    locate_front_matter,
    opens_front_matter,
    split_front_matter,
)


@pytest.mark.parametrize(
    ("text", "table", "body"),
    [
        ("---\ntitle: 庭の土\ntags: [庭, 土]\n---\n本文\n", {"title": "庭の土", "tags": ["庭", "土"]}, "本文\n"),
        ("---\r\ntitle: 庭\r\n---\r\n本文\r\n", {"title": "庭"}, "本文\r\n"),
        ("\ufeff---\ntitle: 庭\n---\n本文", {"title": "庭"}, "本文"),
        ("---  \ntitle: 庭\n---\t\n本文", {"title": "庭"}, "本文"),
        ("---\ntitle: 庭\n---", {"title": "庭"}, ""),
        ("---\n---\n本文", {}, "本文"),
        ("+++\ntitle = '庭'\ndraft = true\n+++\n本文", {"title": "庭", "draft": True}, "本文"),
        ("+++\r\ntitle = '庭'\r\n+++\r\n本文", {"title": "庭"}, "本文"),
        ("---\n2026: 年\n---\n", {"2026": "年"}, ""),
        ("---\ntitle: 庭\n---\n一\n\n---\n\n二\n", {"title": "庭"}, "一\n\n---\n\n二\n"),
    ],
)
def test_the_table_and_the_text_below_it_are_told_apart(text, table, body):
    front = split_front_matter(text)
    assert (front.table, text[front.body_start :], front.trouble) == (table, body, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本文だけ\n",
        "---\ntitle: 閉じない\n本文\n",
        "---\n\n区切り線で始まる本文。\n\n---\n\n続き\n",
        "本文\n---\ntitle: 途中\n---\n",
        "---\ntitle: 庭\n+++\n",
        f"---\na: {'あ' * MAX_CHARACTERS}\n---\n",
    ],
    ids=["empty", "plain", "unclosed", "rules", "not at the top", "mixed fences", "too long"],
)
def test_a_text_without_front_matter_is_all_text(text):
    front = split_front_matter(text)
    assert (front.table, front.body_start) == ({}, 0)


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("date: 2026-02-20", "2026-02-20"),
        ("date: 2026-02-20 10:00:00", "2026-02-20 10:00:00"),
        ("date: 2026-02-20 10:00:00 +0900", "2026-02-20 10:00:00 +0900"),
    ],
)
def test_a_date_stays_as_its_author_wrote_it(raw, written):
    assert split_front_matter(f"---\n{raw}\n---\n").table == {"date": written}


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("---\na: 1\n---\n", True),
        ("---\n閉じない", True),
        ("+++\n", True),
        ("", False),
        ("庭\n---\n", False),
        ("----\n", False),
    ],
)
def test_a_fence_at_the_top_opens_front_matter_closed_or_not(text, opens):
    assert opens_front_matter(text) is opens


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("---\ndate: 2026-02-20\ntitle: 庭: 夏\n---\n", "line 3: mapping values are not allowed"),
        ("\n\r\n---\r\ntitle: 庭: 夏\r\n---\r\n", "line 4: mapping values are not allowed"),
        ("---\ndate: x\ntitle: '庭\ntags: a\n---\n", "line 3: found unexpected end of stream; put the value in quotes"),
        ("---\ntitle: 庭\ntags:\n\t- 土\n---\n", "indent by spaces, not by tabs"),
        ("---\na: 1\ntitle: 庭\x00\n---\n", "line 3: control characters are not allowed; remove"),
        ("---\ntitle: 庭\ndate: 2026\ntitle: 土\n---\n", "line 4: title stands twice, the last one counts; remove"),
        ("---\ntitle:庭\ntags:土\n---\n", "line 2: no blank after the colon; write one"),
        ("+++\ndraft = true\ntitle = 庭\n+++\n", "line 3: Invalid value; write it as TOML, texts in quotes"),
        (';;;\n"draft": true,\n"title": 庭\n;;;\n', "line 3: Expecting value; write the table as JSON"),
    ],
)
def test_the_trouble_names_the_line_of_the_file_and_the_remedy(text, trouble):
    assert trouble in split_front_matter(text).trouble


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2024", "2024"),
        ("1.0", "1.0"),
        ("1.10 # 版", "1.10"),
        ("0123", "0123"),
        ("yes", "yes"),
        ("2024-01-01", "2024-01-01"),
        ("null", None),
        ("[庭]", "庭"),
        ("[庭, 土]", "庭, 土"),
        ("{庭}", "庭"),
        ("{{ 庭 }}", "{{ 庭 }}"),
        ("庭\n  の土", "庭 の土"),
        ("C# 入門", "C# 入門"),
        ('"庭: 土"', "庭: 土"),
    ],
)
def test_a_title_is_the_text_that_stands_there(title, text):
    assert split_front_matter(f"---\ntitle: {title}\n---\n").table == {"title": text}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("+++\ntitle = 2024\n+++\n", "2024"),
        ("+++\ntitle = ['庭', '土']\n+++\n", "庭, 土"),
        ('{"title": true}\n', "true"),
    ],
)
def test_a_title_in_toml_and_json_is_text_too(text, title):
    assert split_front_matter(text).table == {"title": title}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("\n\n---\ntitle: 庭\n---\n本文", "本文"),
        ("\ufeff\r\n---\r\ntitle: 庭\r\n---\r\n本文", "本文"),
        ("---\rtitle: 庭\r---\r本文\r", "本文\r"),
        ("---\ntitle: 庭\n...\n本文", "本文"),
        ("---\ntitle: 庭\n---  \t\n本文", "本文"),
        ("---\ntitle: 庭\n--- \n----\n", "----\n"),
    ],
    ids=["blank lines", "mark and blank line", "lone CR", "dots", "blanks after the fence", "rule below"],
)
def test_a_fence_is_found_however_its_line_ends(text, body):
    front = split_front_matter(text)
    assert (front.table, text[front.body_start :], front.trouble) == ({"title": "庭"}, body, None)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\n開演: 19:00: 雨天中止\n\n---\n本文",
        "---\n\n- 12:00: 開場: 北口\n\n---\n本文",
        "題\n---\na: 1\n---\n",
        "---\n見出し\n---\n本文",
    ],
    ids=["colons", "list", "setext heading", "rule and setext heading"],
)
def test_a_rule_or_a_heading_at_the_top_is_text(text):
    assert split_front_matter(text) == FrontMatter({}, 0)


def test_yaml_cannot_make_python_objects():
    front = split_front_matter("---\ntitle: !!python/object/apply:os.getcwd []\n---\n")
    assert front.table == {"title": "!!python/object/apply:os.getcwd []"}


TEXT = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" :#[]'\"@"), max_size=30)
TABLES = st.fixed_dictionaries({"title": TEXT, "tags": st.lists(TEXT, max_size=4)})


def toml_of(table):
    # A string of JSON is a basic string of TOML.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def yaml_of(table):
    return yaml.safe_dump(table, allow_unicode=True)


def json_of(table):
    return json.dumps(table, ensure_ascii=False)


WRITERS = {
    "YAML": lambda table: f"---\n{yaml_of(table)}---\n本文",
    "TOML": lambda table: f"+++\n{toml_of(table)}+++\n本文",
    "JSON": lambda table: f"{json_of(table)}\n本文",
    "JSON without braces": lambda table: f";;;\n{json_of(table)[1:-1]}\n;;;\n本文",
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@settings(deadline=None, max_examples=100, derandomize=True)
@given(table=TABLES)
def test_for_every_title_and_tags_each_format_gives_them_back(write, table):
    text = write(table)
    front = split_front_matter(text)
    assert (front.table, text[front.body_start :], front.trouble) == (table, "本文", None)


LINES = st.lists(st.text(st.sampled_from("ab:-[]{}!&*#|>%@'\"=,. \t庭0x"), max_size=20), max_size=6).map("\n".join)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.sampled_from(["---", "+++", ";;;"]), st.text() | LINES, st.text())
def test_for_every_text_front_matter_never_raises_and_begins_the_body_inside_it(fence, table, body):
    text = f"{fence}\n{table}\n{fence}\n{body}"
    assert 0 <= split_front_matter(text).body_start <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\ndraft: !!bool maybe\n---\n", id="KeyError"),
        pytest.param("---\nweight: !!int ''\n---\n", id="IndexError"),
        pytest.param(f"+++\nid = {'1' * 5000}\n+++\n", id="ValueError in TOML"),
    ],
)
def test_a_value_that_the_parser_chokes_on_never_raises(text):
    assert split_front_matter(text).trouble


def test_a_sentence_with_a_colon_between_two_rules_is_text():
    text = "---\n\n開演は19:00です。\n\n---\n本文"
    assert split_front_matter(text) == FrontMatter({}, 0)


def test_a_table_too_long_for_a_person_is_text():
    assert split_front_matter("+++\n" + "a." * 20_000 + "a = 1\n+++\n").body_start == 0


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "庭\\ud800", "tags": ["\\udfff土"]}\n本文',
        ';;;\n"title": "庭\\ud800", "tags": ["\\udfff土"]\n;;;\n本文',
    ],
)
def test_half_a_letter_in_json_costs_no_more_than_itself(text):
    assert split_front_matter(text).table == {"title": "庭?", "tags": ["?土"]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: 庭\ndate: きのう\n---\n本文", 'line 3: date "きのう" is no date; write YYYY-MM-DD'),
        ("\n+++\ntitle = '庭'\ndate = '2026-13-40'\n+++\n本文", 'line 4: date "2026-13-40" is no date'),
        ("---\ntitle: 庭\n\n本文", "line 1: --- opens a table that is never closed; write --- below it"),
    ],
)
def test_what_stays_unread_is_told_with_its_line(text, told):
    assert split_front_matter(text).trouble.startswith(told)


@pytest.mark.parametrize("text", ["---\ndate: 1970-01-01\n---\n", "---\ndate:\n---\n", "---\n\n本文", "---\n本文: 庭"])
def test_placeholders_and_rules_are_no_trouble(text):
    assert split_front_matter(text).trouble is None


LINES = [
    "---",
    "+++",
    ";;;",
    "...",
    "{",
    "}",
    "title: 庭",
    "title: 'とじない",
    "title: [",
    "layout: post",
    "a: b: c",
    "文: です",
    "\tb: 1",
    "x = 1",
    '"x": 1',
    "本文",
    "",
    "# 覚え書き",
    "\x00",
    "- a",
    "key: &x",
    "key: y # z",
]


@settings(deadline=None, max_examples=500)
@given(
    st.lists(st.sampled_from(LINES), max_size=6),
    st.sampled_from(["---\n", "+++\n", ""]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_for_every_text_the_body_begins_where_the_table_was_read_or_not(lines, opening, end):
    text = (opening + "".join(line + "\n" for line in lines)).replace("\n", end)
    assert find_body_start(text) == split_front_matter(text).body_start


@pytest.mark.parametrize(
    ("text", "fence", "within"),
    [
        ("---\ntitle: 庭\n---\n本文", "---", "title: 庭\n"),
        ("\ufeff\n---\ntitle: 庭\n...\n本文", "---", "title: 庭\n"),
        ("+++\r\ntitle = '庭'\r\n+++\r\n", "+++", "title = '庭'\r\n"),
        (';;;\n"title": "庭"\n;;;\n', ";;;", '"title": "庭"\n'),
        ('{"a": {"b": 1}}  \n本文 }', "{", '{"a": {"b": 1}}'),
    ],
)
def test_the_place_of_the_table_is_found(text, fence, within):
    span = locate_front_matter(text)
    assert (span.fence, text[span.start : span.end]) == (fence, within)


@pytest.mark.parametrize("text", ["", "本文", "---\n文\n---\n", "---\ntitle: 庭\n"])
def test_without_front_matter_there_is_no_place(text):
    assert locate_front_matter(text) is None
