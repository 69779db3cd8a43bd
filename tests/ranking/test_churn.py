import pytest

from recommender.ranking.churn import Churn, find_churn

OPEN = {"a", "b", "c", "new"}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (["b", "c"], ["b", "c"], None),
        (["b", "c"], ["c", "b"], "other order"),
        (["b", "gone"], ["b", "c"], "a post in it is gone"),
        (["b"], ["new"], "a new post came in"),
        (["b"], ["c"], "clearly better"),
        (["b"], [], "clearly better"),
    ],
)
def test_each_change_has_a_reason(old, new, reason):
    churn = find_churn({"a": old, "b": [], "c": []}, {"a": new}, OPEN, 0)
    assert churn.changed == ({reason: 1} if reason else {})


def test_only_lists_that_were_there_before_are_compared():
    assert find_churn({"a": ["b"]}, {"a": ["b"], "new": ["a"]}, OPEN, 3) == Churn(1, {}, 3)
