import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.site.markdown_lines import code_lines, is_blank, is_rule, open_fence, split_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("庭", ["庭"]),
        ("庭\n", ["庭\n"]),
        ("庭\r\n土\r花\n\n", ["庭\r\n", "土\r花\n", "\n"]),
        ("庭\u2028土\x0c花\x85水\n", ["庭\u2028土\x0c花\x85水\n"]),
    ],
)
def test_lines_end_at_line_feeds_alone(text, lines):
    assert split_lines(text) == lines


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text() | st.text(st.sampled_from("\r\n庭 ")))
def test_for_every_text_its_lines_joined_are_the_text(text):
    assert "".join(split_lines(text)) == text


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("", ""),
        ("庭\n土\n", "--"),
        ("庭\n```\n土\n```\n花\n", "-ccc-"),
        ("~~~ruby\n```\n~~~\n花\n", "ccc-"),
        ("````\n```\n````\n花\n", "ccc-"),
        ("```\n``` まだ\n```\n花\n", "ccc-"),
        ("```\n閉じない\n", "cc"),
        ("``` a ` b\n花\n", "--"),
        ("    ```\n花\n", "--"),
        ("```js\r\n土\r\n```\r\n花\r\n", "ccc-"),
    ],
)
def test_code_is_what_stands_between_fences(text, is_code):
    assert "".join("c" if one else "-" for one in code_lines(split_lines(text))) == is_code


@pytest.mark.parametrize(
    ("text", "line"), [("", None), ("```\n土\n```\n", None), ("庭\n```\n土\n", 1), ("```\n```\n~~~\n", 2)]
)
def test_an_unclosed_fence_is_told_by_its_line(text, line):
    assert open_fence(split_lines(text)) == line


@pytest.mark.parametrize(
    ("line", "blank"), [("", True), (" \t\r\n", True), ("\u3000\n", False), ("\xa0", False), ("庭", False)]
)
def test_a_line_of_full_width_spaces_is_not_blank(line, blank):
    assert is_blank(line) is blank


@pytest.mark.parametrize("line", ["---", "- - -\n", "***", "_____", "  ---  \r\n", "*  *  *"])
def test_a_rule_is_three_marks_of_one_kind(line):
    assert is_rule(line)


@pytest.mark.parametrize("line", ["", "--", "-*-", "    ---", "--- 庭", "- 庭"])
def test_what_looks_like_a_rule_is_none(line):
    assert not is_rule(line)
