import pytest

from recommender.site.dates import YamlTimestamp
from recommender.site.yaml_text import parse_yaml


def test_a_bare_timestamp_stays_as_it_was_written():
    table = parse_yaml("date: 2026-02-20 03:04:05\nquoted: '2026-02-20 03:04:05'")
    assert table == {"date": "2026-02-20 03:04:05", "quoted": "2026-02-20 03:04:05"}
    assert [type(value) for value in table.values()] == [YamlTimestamp, str]


@pytest.mark.parametrize("text", ["a: [", "a: !!int x", "!!python/object/apply:os.system [ls]", "a: 'b", "[" * 5000])
def test_what_is_no_yaml_or_would_run_something_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_yaml(text)


def test_the_line_of_a_fault_is_told():
    with pytest.raises(ValueError, match="in its line 2"):
        parse_yaml("a: 1\nb: @x\n")
