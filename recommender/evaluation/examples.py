"""A site's candidates beside its right answers: what weights are fitted on, and measured by."""

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.baselines import DEPTH
from recommender.evaluation.evaluate import Task
from recommender.ranking.candidates import Pairs
from recommender.ranking.fitting import Examples
from recommender.ranking.signals import SIGNALS
from recommender.ranking.signals.paired import ComparedPairs
from recommender.text.vectors import Vectors


def make_examples(task: Task, vectors: Vectors, pairs: Pairs) -> Examples:
    """Work out every candidate's signals, and tell which candidates are right answers.

    Args:
        task: the site with its links masked.
        vectors: of the task's posts.
        pairs: candidates among them.
    """
    paths = [one.post.path for one in task.reading.posts]
    numbers = {path: number for number, path in enumerate(paths)}
    # One number a pair, so that membership is one look at an array.
    right = [
        numbers[query] * len(paths) + numbers[target]
        for query, targets in task.judged.items()
        for target, grade in targets.items()
        if grade > 0
    ]
    compared = ComparedPairs.of(vectors, pairs.queries, pairs.targets)
    return Examples(
        values={name: signal(vectors, compared) for name, signal in SIGNALS.items()},
        queries=pairs.queries,
        targets=pairs.targets,
        linked=np.isin(pairs.queries * len(paths) + pairs.targets, np.array(right, dtype=np.intp)),
    )


def best_targets(examples: Examples, scores: NDArray[np.float32], n_posts: int) -> list[list[int]]:
    """Order each post's candidates by score, equal ones by number, as deep as the deepest measure looks.

    Args:
        scores: of each pair, shape (n_pairs,).

    Returns:
        One list a post, empty where it has no candidates.
    """
    order = np.lexsort((examples.targets, -scores, examples.queries))
    starts = np.searchsorted(examples.queries, np.arange(n_posts + 1))
    targets = examples.targets[order]
    return [targets[starts[query] : starts[query + 1]][:DEPTH].tolist() for query in range(n_posts)]
