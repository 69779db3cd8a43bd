"""The figures of a site, for tables and as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from recommender.evaluation.clicks import ClickLog
from recommender.evaluation.comparison import Comparison
from recommender.evaluation.list_shape import ListShape
from recommender.evaluation.measures import Qrels, Run
from recommender.settings import Settings
from recommender.training import Ranked


@dataclass(frozen=True)
class ExistingFigures:
    """The lists that posts have today.

    Attributes:
        posts: how many posts have one with a post of the site in it.
        links: how many links the lists hold.
        dead: how many of them lead to no post.
        lists: contestant → what the lists look like, ours cut to the same lengths.
        comparison: ours beside them, over the posts that have both a list and right answers; None without any.
        runs: contestant → the lists themselves, ours cut to the same lengths.
    """

    posts: int
    links: int
    dead: int
    lists: dict[str, ListShape]
    comparison: Comparison | None
    runs: Mapping[str, Run]


@dataclass(frozen=True)
class ClickFigures:
    """What the right answers were taken from, where readers' clicks are.

    Attributes:
        log: the counts of the log.
        shown: contestant → share of its first ten links that readers ever saw; of the others nothing is known.
    """

    log: ClickLog
    shown: Mapping[str, float]

    def to_json(self) -> dict[str, Any]:
        """Give the figures as plain data."""
        return {**self.log.to_json(), "shown": dict(self.shown)}


@dataclass(frozen=True)
class Evaluation:
    """The figures of a site.

    Attributes:
        posts: posts read.
        pairs: gold pairs, source to target.
        limit: how long the lists are that readers see; `lists` describes them at this length.
        own_weights: whether recommender.toml sets weights; where `tune` fitted them to the links that are asked for,
            the figures flatter, and those that `tune` tells of links held out do not.
        is_known: whether the weights that ship were fitted on a blog of this name and about this size.
        past_only: whether lists and right answers were held to posts no newer than the one that asks.
        hubs: posts that are lists of links themselves.
        comparison: all contestants over the posts with right answers, ours first.
        without_hubs: the same with hubs left out; None where there are none, or nothing else.
        lists: contestant → what its lists look like.
        existing: the lists that posts have today, None without any.
        ablation: our lists beside those without each signal, None if not asked for.
        not_installed: libraries whose contestants are missing.
        runs: contestant → its lists, as deep as the deepest measure looks.
        judged: query → target → grade.
        ranked: the posts as they were ranked, their links masked, with the reasons for our lists.
        settings: those that our lists were made by.
        clicks: what the right answers were taken from, None where no clicks are.
    """

    posts: int
    pairs: int
    limit: int
    own_weights: bool
    is_known: bool
    past_only: bool
    hubs: int
    comparison: Comparison
    without_hubs: Comparison | None
    lists: dict[str, ListShape]
    existing: ExistingFigures | None
    ablation: Comparison | None
    not_installed: tuple[str, ...]
    runs: Mapping[str, Run]
    judged: Qrels
    ranked: Ranked
    settings: Settings
    clicks: ClickFigures | None = None

    @property
    def queries(self) -> int:
        """Count the posts with right answers."""
        return self.comparison.queries

    @property
    def scores(self) -> dict[str, dict[str, float]]:
        """Give contestant → measure → mean over the queries."""
        return means(self.comparison)

    def to_json(self) -> dict[str, Any]:
        """Give the figures as plain data; the lists themselves are written by `--run`."""
        return {
            "posts": self.posts,
            "pairs": self.pairs,
            "limit": self.limit,
            "own_weights": self.own_weights,
            "is_known": self.is_known,
            "past_only": self.past_only,
            "not_installed": list(self.not_installed),
            **comparison_json(self.comparison),
            "lists": {name: asdict(shape) for name, shape in self.lists.items()},
            "without_hubs": self.without_hubs and {"hubs": self.hubs, **comparison_json(self.without_hubs)},
            "existing": self.existing and _existing_json(self.existing),
            "ablation": self.ablation and comparison_json(self.ablation),
            "clicks": self.clicks and self.clicks.to_json(),
        }


def means(comparison: Comparison) -> dict[str, dict[str, float]]:
    """Give contestant → measure → mean."""
    return {name: {key: one.mean for key, one in row.items()} for name, row in comparison.scores.items()}


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as plain data: means, intervals, and what the first contestant is ahead of each other by."""
    return {
        "queries": comparison.queries,
        "scores": means(comparison),
        "intervals": {
            name: {key: [one.low, one.high] for key, one in row.items()} for name, row in comparison.scores.items()
        },
        "ahead_of": {
            name: {
                key: {
                    "mean": one.mean.mean,
                    "interval": [one.mean.low, one.mean.high],
                    "p": one.p,
                    "p_holm": one.p_holm,
                }
                for key, one in row.items()
            }
            for name, row in comparison.ahead.items()
        },
    }


def _existing_json(existing: ExistingFigures) -> dict[str, Any]:
    return {
        "posts": existing.posts,
        "links": existing.links,
        "dead": existing.dead,
        "lists": {name: asdict(shape) for name, shape in existing.lists.items()},
        **(comparison_json(existing.comparison) if existing.comparison else {"queries": 0}),
    }
