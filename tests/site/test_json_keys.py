"""Where keys of JSON stand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.site.json_keys import locate_json_keys

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('"\\{}[],: 梅\n', max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text('"\\,:a', max_size=2), inner, max_size=2),
    max_leaves=5,
)


@given(st.dictionaries(st.text('"\\{}:,梅', max_size=3), VALUES, max_size=4), st.sampled_from([None, 2, "\t"]))
def test_for_every_object_each_key_is_found_with_its_value(table, indent):
    text = json.dumps(table, ensure_ascii=False, indent=indent)
    keys = locate_json_keys(text)
    assert [one.name for one in keys] == list(table)
    assert {k: v for one in keys for k, v in json.loads("{" + text[one.start : one.end] + "}").items()} == table


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a"}', '{"a": }', '{"a": 1,}', '{"a": 1 "b": 2}', "{a: 1}", '{"a": 1']
)
def test_what_is_no_object_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (json's own)
        locate_json_keys(text)
