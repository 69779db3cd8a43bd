import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.text.nfkc import nfkc

CHARACTERS = st.characters(exclude_categories=["Cs"])


@pytest.mark.parametrize(
    ("text", "normal"),
    [("", ""), ("abc", "abc"), ("（庭）", "(庭)"), ("か\u3099", "が"), ("かﾞ", "が"), ("é", "é"), ("㍑", "リットル")],
)
def test_width_and_composition_are_folded(text, normal):
    assert nfkc(text) == normal


@settings(max_examples=100, derandomize=True)
@given(st.text(CHARACTERS | st.sampled_from("かガ（！Aａ\u3099\u0301ﾞ㍑①é")))
def test_for_every_text_it_is_what_unicodedata_gives(text):
    assert nfkc(text) == unicodedata.normalize("NFKC", text)
