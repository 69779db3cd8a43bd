"""A key has one number, the next one if it is new."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.text.numbering import Numbering

KEYS = st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 9))


@given(st.lists(KEYS, max_size=4))
def test_keys_are_numbered_as_they_are_met_in_whatever_portions(portions):
    numbering, known = Numbering(), {}
    for portion in portions:
        new = [place for place, key in enumerate(portion) if key not in known and key not in portion[:place]]
        numbers, firsts = numbering.number(np.array(portion, dtype=np.uint64))
        assert numbers.tolist() == [known.setdefault(key, len(known)) for key in portion]
        assert firsts.tolist() == new
    assert numbering.keys().tolist() == list(known)
    assert len(numbering) == len(known)


def test_no_key_is_lost_when_the_table_grows():
    numbering = Numbering()
    # Multiples of a power of two, all of which a table without mixing would put into one place.
    keys = np.arange(100_000, dtype=np.uint64) << np.uint64(20)
    assert numbering.number(keys)[0].tolist() == list(range(100_000))
    assert numbering.number(keys[::-1].copy())[0].tolist() == list(range(100_000))[::-1]
    assert numbering.keys().tolist() == keys.tolist()
