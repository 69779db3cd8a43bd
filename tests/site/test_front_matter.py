import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.front_matter import MAX_CHARACTERS, FrontMatter, opens_front_matter, split_front_matter


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
    ("raw", "table"),
    [
        ("title: 庭: 夏の水やり\ndate: 2026-02-20", {"title": "庭: 夏の水やり", "date": "2026-02-20"}),
        ("title: [下書き] 庭の土\ndraft: true", {"title": "[下書き] 庭の土", "draft": "true"}),
        ("title: '庭\ntags: 土", {"title": "庭", "tags": "土"}),
        ("title: 庭\ntags:\n\t- 土\n\t- 花", {"title": "庭", "tags": ["土", "花"]}),
        ("title: =", {"title": "="}),
    ],
)
def test_a_faulty_table_is_read_as_well_as_can_be_and_the_fault_is_told(raw, table):
    front = split_front_matter(f"---\n{raw}\n---\n本文")
    assert front.table == table
    assert front.trouble


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


def test_the_trouble_names_the_line_of_the_table():
    assert "line 2" in split_front_matter("---\ndate: 2026-02-20\ntitle: 庭: 夏\n---\n").trouble


def test_a_faulty_toml_table_is_empty_and_the_fault_is_told():
    front = split_front_matter("+++\ntitle = 庭\n+++\n本文")
    assert front.table == {}
    assert front.trouble


def test_yaml_cannot_make_python_objects():
    front = split_front_matter("---\ntitle: !!python/object/apply:os.getcwd []\n---\n")
    assert front.table == {"title": "!!python/object/apply:os.getcwd []"}


LINES = st.lists(st.text(st.sampled_from("ab:-[]{}!&*#|>%@'\"=,. \t庭0x"), max_size=20), max_size=6).map("\n".join)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.sampled_from(["---", "+++"]), st.text() | LINES, st.text())
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
