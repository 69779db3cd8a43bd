import pytest

from recommender.site.dates import YamlTimestamp
from recommender.site.yaml_text import YamlError, locate_yaml_keys, parse_yaml


def test_a_bare_timestamp_stays_as_it_was_written():
    table = parse_yaml("date: 2026-02-20 03:04:05\nquoted: '2026-02-20 03:04:05'")
    assert table == {"date": "2026-02-20 03:04:05", "quoted": "2026-02-20 03:04:05"}
    assert [type(value) for value in table.values()] == [YamlTimestamp, str]


@pytest.mark.parametrize("text", ["a: [", "a: !!int x", "!!python/object/apply:os.system [ls]", "a: 'b", "[" * 5000])
def test_what_is_no_yaml_or_would_run_something_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_yaml(text)


def test_the_line_of_a_fault_is_told():
    with pytest.raises(ValueError, match="in line 2"):
        parse_yaml("a: 1\nb: @x\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: @x\n", 2), ("a: 1\nb: 'x\nc: 2\n", 2), ("a: 1\nb: [x\nc: 2\n", 2), ("庭: 1\na: 2\nb: \x01\n", 3)],
    ids=["value", "open quote", "open bracket", "control character"],
)
def test_the_line_of_a_fault_is_where_it_begins(text, line):
    with pytest.raises(YamlError) as error:
        parse_yaml(text)
    assert error.value.line == line


def test_of_a_key_that_stands_twice_the_last_counts():
    assert parse_yaml("a: 1\na: 2\n") == {"a": 2}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1\nb: 2\n", {"a": "a: 1\n", "b": "b: 2\n"}),
        ("a:\n- 1\n- 2 # 二\n\n# bの\nb: x\n  y\n# 終わり\n", {"a": "a:\n- 1\n- 2 # 二\n", "b": "b: x\n  y\n"}),
        ("'a b': |\r\n  行\r\n\r\n  # 文\r\nz:\r\n", {"a b": "'a b': |\r\n  行\r\n\r\n  # 文\r\n", "z": "z:\r\n"}),
        ("  a: 梅🍙\n  b: {x: 1,\n  y: 2}\n", {"a": "  a: 梅🍙\n", "b": "  b: {x: 1,\n  y: 2}\n"}),
        ("", {}),
        ("# だけ\n", {}),
    ],
)
def test_each_key_is_found_with_its_lines(text, lines):
    assert {one.name: text[one.start : one.end] for one in locate_yaml_keys(text).keys} == lines


@pytest.mark.parametrize("text", ["{a: 1}", "- a", "文", "a: 1\n\tb: 2", "a: [", "\x00", "? a\n: b", "--- {a: 1}"])
def test_keys_that_do_not_stand_on_lines_of_their_own_are_refused(text):
    with pytest.raises(YamlError):
        locate_yaml_keys(text)
