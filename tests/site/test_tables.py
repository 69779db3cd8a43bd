import pytest

from recommender.site.tables import as_table, lower_keys, text_keys


def test_keys_in_capitals_are_the_same_keys():
    assert lower_keys({"Title": "庭", "DRAFT": True}) == {"title": "庭", "draft": True}


def test_every_key_becomes_a_text():
    assert text_keys({True: 1, 2026: 2, "庭": 3}) == {"true": 1, "2026": 2, "庭": 3}


@pytest.mark.parametrize("value", [None, "庭", ["庭"], 5, True])
def test_what_is_no_table_is_an_empty_one(value):
    assert as_table(value) == {}


def test_a_table_is_given_as_it_is():
    assert as_table({"庭": 1}) == {"庭": 1}
