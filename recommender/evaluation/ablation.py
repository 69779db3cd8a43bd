"""What each signal brings: the lists without it."""

from collections.abc import Iterator
from dataclasses import replace

from recommender.evaluation.baselines import DEPTH
from recommender.ranking.rank import Ranking, rank_site
from recommender.settings import Settings
from recommender.training import Ranked


def lists_without(ranked: Ranked, settings: Settings, *, jobs: int = 1) -> Iterator[tuple[str, list[list[int]]]]:
    """Rank anew without each signal that has a weight, the others' weights scaled to sum 1.

    Yields:
        The signal and the lists as post numbers; nothing where one signal is all there is.
    """
    active = [name for name, weight in ranked.ranking.weights.items() if weight > 0]
    for name in active if len(active) > 1 else ():
        without = replace(settings.ranking, weights={**ranked.ranking.weights, name: 0.0})
        yield name, our_lists(rank_site(ranked.vectors, ranked.rules, without, ranked.corpus.surfaces, jobs=jobs))


def our_lists(ranking: Ranking) -> list[list[int]]:
    """Give our lists as post numbers, as long as the deepest measure looks."""
    return [[int(target) for target in row[:DEPTH] if target >= 0] for row in ranking.targets]
