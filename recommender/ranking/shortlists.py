"""The candidates of all posts, best first."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.candidates import Pairs
from recommender.room import room

#: Posts whose candidates are sorted at once.
_BLOCK = 2_000


class Shortlists(NamedTuple):
    """The candidates of every post, list behind list, by score, equal scores by path.

    Attributes:
        starts: where each post's list begins, at the end how many candidates there are. Shape (n_posts + 1,).
        targets: allowed posts, never the post itself. Shape (n_pairs,).
        scores: how well each fits, four digits. Shape (n_pairs,).
    """

    starts: NDArray[np.intp]
    targets: NDArray[np.intp]
    scores: NDArray[np.float64]

    @classmethod
    def of(cls, pairs: Pairs, scores: NDArray[np.float64], n_posts: int) -> "Shortlists":
        """Cut pairs into one list a post."""
        starts = pairs.starts(n_posts)
        targets, sorted_scores = room(len(pairs), np.intp), room(len(pairs), np.float64)
        for first in range(0, n_posts, _BLOCK):
            own = slice(starts[first], starts[min(first + _BLOCK, n_posts)])
            # No score is above 1, so that lists stay apart; equal ones stay in the order of their targets.
            order = np.argsort(2.0 * pairs.queries[own] - scores[own], kind="stable")
            targets[own], sorted_scores[own] = pairs.targets[own][order], scores[own][order]
        return cls(starts, targets, sorted_scores)

    def targets_of(self, post: int) -> NDArray[np.intp]:
        """Give the candidates of one post."""
        return self.targets[self.starts[post] : self.starts[post + 1]]

    def scores_of(self, post: int) -> NDArray[np.float64]:
        """Give what the candidates of one post score."""
        return self.scores[self.starts[post] : self.starts[post + 1]]
