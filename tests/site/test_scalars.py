import pytest

from recommender.site.scalars import is_false, is_true, scalar_text, title_text


@pytest.mark.parametrize(
    ("value", "text"),
    [("庭", "庭"), (2026, "2026"), (True, "true"), (None, ""), ([1], ""), ({"a": 1}, ""), (b"a", ""), ({1}, "")],
)
def test_a_value_is_text_and_a_list_is_none(value, text):
    assert scalar_text(value) == text


def test_a_number_too_long_to_print_is_no_text():
    assert scalar_text(10**5000) == ""


@pytest.mark.parametrize("value", [True, "true", "True", " yes ", "on", "1", 1])
def test_words_for_yes_are_true(value):
    assert is_true(value)


@pytest.mark.parametrize("value", [False, None, "", "false", "no", "off", "0", 0, "はい", []])
def test_everything_else_is_false(value):
    assert not is_true(value)


@pytest.mark.parametrize(
    ("value", "on", "off"), [(True, True, False), ("Yes", True, False), (False, False, True), (None, False, False)]
)
def test_a_switch_is_on_off_or_neither(value, on, off):
    assert (is_true(value), is_false(value)) == (on, off)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("庭", "庭"),
        (None, ""),
        ([], ""),
        ({}, ""),
        (["庭", 1, None], "庭, 1"),
        ([["庭"]], ""),
        ({"rendered": "庭"}, "庭"),
        ({"庭": None}, "庭"),
    ],
)
def test_a_title_made_a_list_or_a_table_by_its_punctuation_is_readable(value, text):
    assert title_text(value) == text
