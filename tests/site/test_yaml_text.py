import pytest

from recommender.site.dates import YamlTimestamp
from recommender.site.yaml_text import YamlError, parse_yaml


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
