"""A site and its lists in facts: what the report shows and scripts read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from recommender.errors import GoldError
from recommender.evaluation.evaluate import evaluate
from recommender.evaluation.existing import ExistingLists, read_existing
from recommender.evaluation.figures import Evaluation
from recommender.evaluation.list_shape import in_degrees
from recommender.model.model import Model, post_json
from recommender.progress import Progress, silent
from recommender.ranking.duplicates import Twins, clusters
from recommender.ranking.left_out import NEAR_DUPLICATE
from recommender.ranking.series import find_series
from recommender.settings import load_settings
from recommender.site.post import Post
from recommender.site.reader import open_site
from recommender.text.own_links import link_resolver, lost_links
from recommender.text.reading import read_site
from recommender.text.summary import hidden_reasons

#: With fewer different words there is little to rank a post by.
FEW_WORDS = 30


@dataclass(frozen=True)
class Survey:
    """What the lists of a model come to.

    Attributes:
        model: the model.
        limit: how long the lists are that readers see.
        lists: path of each post that shows a list → paths in it, as readers see them.
        duplicates: groups of posts that are nearly the same, the largest first.
        series: the parts of each series in reading order, the longest first.
        short: recommendable posts of fewer than `FEW_WORDS` different words, with their number.
        hidden: how many posts may not stand in the lists of others, by the reason.
        boilerplate: lines that stand in many posts and were counted as text of none.
    """

    model: Model
    limit: int
    lists: Mapping[str, tuple[str, ...]]
    duplicates: tuple[tuple[Post, ...], ...]
    series: tuple[tuple[Post, ...], ...]
    short: tuple[tuple[Post, int], ...]
    hidden: Mapping[str, int]
    boilerplate: tuple[str, ...]

    @cached_property
    def in_degrees(self) -> Mapping[str, int]:
        """Give for every recommendable post the number of lists that it stands in, the most first."""
        public = [post.path for post in self.model.posts if post.is_recommendable]
        counts = zip(public, in_degrees(self.lists, public), strict=True)
        return dict(sorted(counts, key=lambda one: -one[1]))

    @cached_property
    def orphans(self) -> list[Post]:
        """Give the recommendable posts that no list leads to."""
        return [self.post(path) for path, count in self.in_degrees.items() if not count]

    @property
    def links(self) -> int:
        """Count the links of all lists."""
        return sum(map(len, self.lists.values()))

    @cached_property
    def unfilled(self) -> list[Post]:
        """Give the posts whose lists are shorter than they might be."""
        return [self.post(path) for path, targets in self.lists.items() if len(targets) < self.limit]

    def post(self, path: str) -> Post:
        """Give the post of a path."""
        return self.model.posts[self.model.numbers[path]]

    def to_json(self) -> dict[str, Any]:
        """Give the facts as plain data."""
        manifest = self.model.manifest
        return {
            "site": manifest.site.get("name", ""),
            "model": {"version": manifest.version, "trained_at": manifest.trained_at},
            "posts": len(self.model.posts),
            "recommendable": len(self.in_degrees),
            "lists": len(self.lists),
            "links": self.links,
            "limit": self.limit,
            "in_degrees": dict(self.in_degrees),
            "orphans": [post_json(post) for post in self.orphans],
            "unfilled": [{**post_json(post), "links": len(self.lists[post.path])} for post in self.unfilled],
            "duplicates": [[post_json(post) for post in group] for group in self.duplicates],
            "series": [[post_json(post) for post in parts] for parts in self.series],
            "short": [{**post_json(post), "words": words} for post, words in self.short],
            "hidden": dict(self.hidden),
            "skipped": [dict(one) for one in manifest.skipped],
            "boilerplate": list(self.boilerplate),
            "churn": dict(manifest.churn),
        }


@dataclass(frozen=True)
class Today:
    """What the files of the site say now.

    Attributes:
        existing: the lists that the posts have today.
        lost: links of the posts' own text to pages of the site that no post answers to: path, and the link as written.
        evaluation: how good our lists are; None where the authors set no links to measure by.
    """

    existing: ExistingLists
    lost: tuple[tuple[str, str], ...]
    evaluation: Evaluation | None

    def to_json(self) -> dict[str, Any]:
        """Give the facts as plain data."""
        dead = [{"path": path, "link": link} for path, link in self.existing.dead]
        return {
            "existing": {"lists": len(self.existing.lists), "links": self.existing.links, "dead": dead},
            "lost_links": [{"path": path, "link": link} for path, link in self.lost],
            "evaluation": self.evaluation and self.evaluation.to_json(),
        }


def survey(model: Model) -> Survey:
    """Look over a model.

    Raises:
        ModelError: it is damaged, or holds no texts.
    """
    posts = model.posts
    limit = model.manifest.limit
    listed = [number for number, post in enumerate(posts) if post.concealed is None and post.shows_list]
    words = np.diff(model.texts.vectors.presence.indptr).tolist()
    series = (tuple(posts[number] for number in parts) for parts in find_series(posts))
    return Survey(
        model=model,
        limit=limit,
        lists={posts[one].path: tuple(item.post.path for item in model.related(one, limit)) for one in listed},
        duplicates=tuple(tuple(posts[number] for number in group) for group in _duplicates(model)),
        series=tuple(sorted(series, key=len, reverse=True)),
        short=tuple(
            (post, count)
            for post, count in zip(posts, words, strict=True)
            if post.is_recommendable and count < FEW_WORDS
        ),
        hidden=hidden_reasons(posts),
        boilerplate=tuple(sorted(model.texts.boilerplate)),
    )


def survey_today(root: Path, *, jobs: int = 1, progress: Progress = silent) -> Today:
    """Read the site as it is now: its dead links, and how good our lists are.

    Raises:
        SiteError, SettingsError: as the rooms raise them.
    """
    settings = load_settings(root)
    site = open_site(root, settings.site)
    posts = read_site(site, settings.text, jobs=jobs, progress=progress).posts
    resolver = link_resolver(site.generator, posts)
    return Today(
        existing=read_existing(site, posts, resolver, settings.text.drop_headings),
        lost=tuple(lost_links(posts, resolver)),
        evaluation=_evaluation(root, jobs, progress),
    )


def _evaluation(root: Path, jobs: int, progress: Progress) -> Evaluation | None:
    try:
        return evaluate(root, jobs=jobs, progress=progress)
    except GoldError:
        return None


def _duplicates(model: Model) -> Sequence[Sequence[int]]:
    """Find the groups of near-duplicates by what was left out of lists: each of them leaves out its nearest."""
    pairs: list[tuple[int, int]] = []
    for number in range(len(model.posts)):
        for one in model.left_out(number):
            if one.reason == NEAR_DUPLICATE:
                other = model.numbers[one.other.path] if one.other else number
                pairs.append((model.numbers[one.post.path], other))
    ones, others = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return clusters(Twins.of(ones, others, len(model.posts)))
