"""What pages call things."""

import pytest

from recommender.ranking.signals import SIGNALS
from recommender.ranking.sources import SOURCES
from recommender.report.wording import contestant
from recommender.wording import Text, in_both, same, signal, source


def test_what_has_no_name_goes_by_its_own():
    assert contestant("BM25") == same("BM25")
    assert signal("a_new_one") == same("a new one")


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_has_a_japanese_name(name):
    # A new signal gets a line in wording.py: readers of the page know no English identifiers.
    assert not signal(name).ja.isascii()


def test_only_what_came_by_its_score_needs_no_source():
    assert [name for name in SOURCES if source(name) is None] == ["scored"]


def test_both_languages_are_said_by_one_sentence():
    assert in_both(lambda language: f"<{language(Text('梅', 'plum'))}>") == Text("<梅>", "<plum>")
