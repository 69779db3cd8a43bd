"""Try a signal that the ranker does not have, on a blog whose author links his own posts.

    python examples/new_signal.py [SITE]

The signal of this example: whether two posts stand in the same category. The links of the text are masked, every post's
candidates are scored once as they are and once with a share of the new signal, and nDCG@10 is compared post by post.
One blog decides nothing: a signal is worth its cost if it helps on several, and by more than the interval is wide.
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.comparison import compare
from recommender.evaluation.evaluate import prepare_task, with_paths
from recommender.evaluation.examples import best_targets, make_examples
from recommender.ranking.blend import blend
from recommender.ranking.candidates import find_candidates
from recommender.settings import load_settings
from recommender.site.post import Post
from recommender.training import rank_reading

SHARES = (0.05, 0.1, 0.2)


def same_category(posts: list[Post], queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give 1 where two posts share a category, else 0."""
    categories = [set(post.categories) for post in posts]
    pairs = zip(queries.tolist(), targets.tolist(), strict=True)
    return np.array([bool(categories[query] & categories[target]) for query, target in pairs], dtype=np.float32)


def main(site: Path) -> None:
    """Print nDCG@10 with and without the signal."""
    settings, now = load_settings(site), datetime.now(UTC)
    task = prepare_task(site, settings, now=now)
    ranked = rank_reading(task.reading, settings, now=now)
    posts = [one.post for one in task.reading.posts]
    examples = make_examples(task, ranked.vectors, find_candidates(ranked.vectors, ranked.rules))
    weights = ranked.ranking.weights
    new = same_category(posts, examples.queries, examples.targets)
    with_new = replace(examples, values={**examples.values, "same_category": new})

    def lists(share: float) -> dict[str, list[str]]:
        blended = {name: (1 - share) * weight for name, weight in weights.items()} | {"same_category": share}
        scores = blend(with_new.values, blended, with_new.queries)
        return with_paths(best_targets(with_new, scores, len(posts)), [post.path for post in posts])

    for share in SHARES:
        both = compare(task.judged, {"with": lists(share), "without": lists(0)})
        score, gain = both.scores["with"]["nDCG@10"].mean, both.ahead["without"]["nDCG@10"]
        print(
            f"share {share:.2f}: nDCG@10 {score:.3f}, gain {gain.mean.mean:+.3f} "
            f"({gain.mean.low:+.3f} … {gain.mean.high:+.3f}), p {gain.p:.3f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "blog")
