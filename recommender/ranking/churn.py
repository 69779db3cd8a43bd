"""What a training changed in the lists that stood before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

#: The first links of each list, by path.
Lists = Mapping[str, Sequence[str]]

GONE, NEWCOMER, BETTER, ORDER = ("a post in it is gone", "a new post came in", "clearly better", "other order")


@dataclass(frozen=True)
class Churn:
    """How the lists of posts that were there before have changed.

    Attributes:
        lists: how many lists there are to compare.
        changed: how many changed, by reason.
        kept: how many stand although slightly better ones were found.
    """

    lists: int
    changed: Mapping[str, int]
    kept: int


def find_churn(old: Lists, new: Lists, recommendable: AbstractSet[str], kept: int) -> Churn:
    """Compare the lists that readers saw with those that they will see.

    Args:
        recommendable: the posts that may be recommended now.
        kept: how many lists stand although slightly better ones were found.
    """
    compared = [path for path in new if path in old]
    reasons = Counter(
        _reason(old[path], new[path], recommendable, old.keys()) for path in compared if [*old[path]] != [*new[path]]
    )
    return Churn(len(compared), dict(sorted(reasons.items())), kept)


def _reason(old: Sequence[str], new: Sequence[str], recommendable: AbstractSet[str], known: AbstractSet[str]) -> str:
    if set(old) == set(new):
        return ORDER
    if not set(old) <= recommendable:
        return GONE
    return BETTER if set(new) <= known else NEWCOMER
