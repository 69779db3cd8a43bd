"""Tune the weights of a site to the links in its own text, and tell by links that were held out whether it helps."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import GoldError
from recommender.evaluation.bootstrap import Mean, mean_with_interval
from recommender.evaluation.evaluate import Task, prepare_task, with_paths
from recommender.evaluation.examples import best_targets, make_examples
from recommender.evaluation.measures import measure_each
from recommender.progress import Progress, silent
from recommender.ranking.blend import active_weights, blend, default_weights, merge_weights
from recommender.ranking.candidates import find_candidates
from recommender.ranking.fitting import Examples, choose_strength, fit_weights_near, round_weights
from recommender.ranking.rules import make_rules
from recommender.settings import Settings, load_settings
from recommender.text.vectors import Vectors
from recommender.training import vectorise_reading

MEASURE = "nDCG@10"
#: With fewer, the interval of a gain is wider than any gain that was seen on a real blog (+ .01 … + .05).
MIN_LINKS = 50
#: Posts are held out in so many parts.
FOLDS = 5


@dataclass(frozen=True)
class Tuning:
    """What the site's own links ask for, and what it is worth.

    Attributes:
        posts: posts read.
        links: pairs of linked posts, whatever the direction.
        queries: posts with at least one of them; the figures are means over these.
        before: `MEASURE` with the weights that ship.
        after: `MEASURE` with weights fitted on links of other posts.
        gain: after less before, post by post.
        newest: the gain on the lists of the newest fifth of the posts, with weights fitted on links between older ones;
            None where fewer than two of them have links, or posts have no dates.
        shipped: the weights that ship, of sum 1.
        tuned: weights fitted on all links, of sum 1, rounded as they are written.
    """

    posts: int
    links: int
    queries: int
    before: Mean
    after: Mean
    gain: Mean
    newest: Mean | None
    shipped: Mapping[str, float]
    tuned: Mapping[str, float]

    @property
    def is_gain(self) -> bool:
        """Tell whether the tuned weights are better beyond doubt: the interval of the gain lies above 0."""
        return self.gain.low > 0

    def to_json(self) -> dict[str, Any]:
        """Give the figures as plain data."""
        return {**asdict(self), "measure": MEASURE, "is_gain": self.is_gain}


def tune(
    root: Path,
    *,
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
) -> Tuning:
    """Fit the weights to a site's own links, and measure weights fitted the same way on links that were held out.

    The weights are pulled towards those that ship; how hard is chosen on the links that are fitted, never on those
    that are measured. Weights that the settings hold count neither before nor after: they may come from these links.

    Raises:
        GoldError: the site has no links between its posts, or fewer than `MIN_LINKS`.
        SiteError, SettingsError: as the rooms raise them.
    """
    settings = settings or load_settings(root)
    merge_weights(settings.ranking.weights)
    clock = now or datetime.now(UTC)
    task = prepare_task(root, settings, now=clock, jobs=jobs, progress=progress)
    links = len({frozenset((query, target)) for query, targets in task.judged.items() for target in targets})
    if links < MIN_LINKS:
        raise GoldError(
            f"{root}: {links} links between its posts, expected at least {MIN_LINKS} to tune the weights; "
            "keep the weights that ship until there are more"
        )
    _, vectors = vectorise_reading(task.reading, settings, jobs=jobs, progress=progress)
    rules = make_rules([one.post for one in task.reading.posts], settings, clock.timestamp() / 86400)
    examples = make_examples(task, vectors, find_candidates(vectors, rules, jobs=jobs))

    posts = len(task.reading.posts)
    shipped = default_weights()
    held_out = score_held_out(examples, vectors, shipped, progress=progress)
    before = _measure(task, best_targets(examples, _score(examples, vectors, shipped), posts))
    after = _measure(task, best_targets(examples, held_out, posts))
    return Tuning(
        posts=posts,
        links=links,
        queries=len(task.judged),
        before=mean_with_interval(before),
        after=mean_with_interval(after),
        gain=mean_with_interval(after - before),
        newest=_gain_of_newest(task, examples, vectors, before),
        shipped=dict(shipped),
        tuned=round_weights(_fit(shipped, examples, deal_posts(posts))),
    )


def score_held_out(
    examples: Examples, vectors: Vectors, prior: Mapping[str, float], *, progress: Progress = silent
) -> NDArray[np.float32]:
    """Score each pair by weights that are fitted near `prior` on links of other posts than the one that asks.

    Returns:
        Shape (n_pairs,).
    """
    parts = deal_posts(len(vectors))
    held_out = np.zeros(len(examples.queries), dtype=np.float32)
    for part in range(FOLDS):
        progress("tuning", part, FOLDS)
        # A post's list is scored by weights that saw no pair with this post.
        here = parts[examples.queries] == part
        held_out[here] = _score(examples, vectors, _fit(prior, examples, parts, without=part))[here]
    progress("tuning", FOLDS, FOLDS)
    return held_out


def _gain_of_newest(task: Task, examples: Examples, vectors: Vectors, before: NDArray[np.float64]) -> Mean | None:
    """Measure weights that know the past alone on the posts that came after it."""
    days, posts = vectors.days, len(vectors)
    dated = np.isfinite(days)
    if not dated.any():
        return None
    newest = dated & (days >= np.quantile(days[dated], 1 - 1 / FOLDS))
    numbers = {one.post.path: number for number, one in enumerate(task.reading.posts)}
    asked = np.array([newest[numbers[path]] for path in task.judged])
    if asked.sum() < 2:
        return None
    # One more part, which the fitting never sees.
    parts = np.where(newest, FOLDS, deal_posts(posts))
    weights = _fit(default_weights(), examples, parts, without=FOLDS)
    after = _measure(task, best_targets(examples, _score(examples, vectors, weights), posts))
    return mean_with_interval((after - before)[asked])


def deal_posts(n_posts: int) -> NDArray[np.intp]:
    """Deal posts into `FOLDS` parts of one size, by a seeded shuffle. Shape (n_posts,).

    A part is held out with every pair that touches one of its posts: since a link counts in the lists of both of its
    posts, nothing less keeps it from standing on both sides.
    """
    return np.random.default_rng(0).permutation(n_posts) % FOLDS


def _fit(
    prior: Mapping[str, float], examples: Examples, parts: NDArray[np.intp], *, without: int = -1
) -> dict[str, float]:
    strength = choose_strength(prior, examples, parts, without=without)
    return fit_weights_near(prior, examples, strength=strength, posts=parts != without)


def _score(examples: Examples, vectors: Vectors, weights: Mapping[str, float]) -> NDArray[np.float32]:
    return blend(examples.values, active_weights(weights, vectors), examples.queries)


def _measure(task: Task, lists: list[list[int]]) -> NDArray[np.float64]:
    paths = [one.post.path for one in task.reading.posts]
    return np.array(measure_each(task.judged, with_paths(lists, paths))[MEASURE])
