"""Evaluate the lists of a site against the links that its authors set in their text."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recommender.errors import GoldError
from recommender.evaluation.baselines import DEPTH, newest, plain_tfidf, shared_tags
from recommender.evaluation.gold import mask_titles, qrels, read_gold
from recommender.evaluation.measures import measure, reach
from recommender.progress import Progress, silent
from recommender.ranking.rank import Ranking
from recommender.settings import Settings, load_settings
from recommender.site.names import PostNames
from recommender.site.reader import open_site
from recommender.text.corpus import Reading, read_site
from recommender.text.own_links import link_resolver, own_links
from recommender.training import rank_reading

#: Our own lists among the contestants.
OURS = "recommender"


@dataclass(frozen=True)
class Task:
    """A site with its right answers taken out of the text, ready to be ranked.

    Attributes:
        reading: the posts, in-site links and the titles of linked posts masked.
        pairs: gold pairs of paths, source to target.
        judged: query → target → 1, in either direction.
    """

    reading: Reading
    pairs: Sequence[tuple[str, str]]
    judged: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Evaluation:
    """The figures of a site.

    Attributes:
        posts: posts read.
        pairs: gold pairs, source to target.
        queries: posts with at least one gold partner.
        limit: how long the lists are that readers see; `reach` is measured at this length.
        scores: contestant → measure → mean over the queries.
        reach: contestant → `unreached` and `largest`, shares.
    """

    posts: int
    pairs: int
    queries: int
    limit: int
    scores: dict[str, dict[str, float]]
    reach: dict[str, dict[str, float]]

    def to_json(self) -> dict[str, Any]:
        """Give the figures as plain data."""
        return asdict(self)


def prepare_task(
    root: Path,
    settings: Settings,
    *,
    now: datetime,
    gold: Path | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Task:
    """Read a site twice: once for its links, once without them.

    Every link to a post of the site is taken out of the text with its anchor before words are counted, and so
    is the title of a linked post where it stands as text: both would give the answer away.

    Args:
        gold: pairs to find instead of the site's own links.

    Raises:
        GoldError: there is nothing to measure against.
        SiteError, SettingsError: as the rooms raise them.
    """
    site = open_site(root, settings.site, now=now)
    reading = read_site(site, settings.text, jobs=jobs, progress=progress)
    posts = [one.post for one in reading.posts]
    resolver = link_resolver(site.generator, reading.posts)
    links = own_links(reading.posts, resolver)
    pairs = read_gold(gold, PostNames(posts), posts) if gold else links
    judged = qrels(pairs, posts)
    if not judged:
        raise GoldError(
            f"{root}: no link between its posts was recognised; if they link one another by address, "
            "set [site] url and permalink in recommender.toml, else give pairs with --gold FILE.tsv"
        )
    masked = read_site(site, settings.text, jobs=jobs, progress=progress, mask=resolver)
    without_titles = mask_titles(masked.posts, [*links, *pairs])
    # Pins are the authors' own answer to the question that is asked.
    unpinned = (one.with_post(replace(one.post, pins=())) for one in without_titles)
    return Task(replace(masked, posts=tuple(unpinned)), pairs, judged)


def evaluate(
    root: Path,
    *,
    gold: Path | None = None,
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
) -> Evaluation:
    """Rank a site with its in-site links masked, and see how many of them the lists find again.

    Args:
        gold: pairs to find instead of the site's own links.

    Raises:
        GoldError: there is nothing to measure against.
        SiteError, SettingsError: as the rooms raise them.
    """
    settings = settings or load_settings(root)
    clock = now or datetime.now(UTC)
    task = prepare_task(root, settings, now=clock, gold=gold, jobs=jobs, progress=progress)
    ranked = rank_reading(task.reading, settings, now=clock, jobs=jobs, progress=progress)
    runs = {
        OURS: our_lists(ranked.ranking),
        "TF-IDF of the text": plain_tfidf(ranked.vectors, ranked.rules),
        "shared tags": shared_tags(ranked.vectors, ranked.rules),
        "newest": newest(ranked.vectors, ranked.rules),
    }
    paths = [one.post.path for one in task.reading.posts]
    named = {name: with_paths(run, paths) for name, run in runs.items()}
    public = [path for path, allowed in zip(paths, ranked.rules.allowed, strict=True) if allowed]
    return Evaluation(
        posts=len(paths),
        pairs=len(task.pairs),
        queries=len(task.judged),
        limit=settings.ranking.limit,
        scores={name: measure(task.judged, run) for name, run in named.items()},
        reach={name: reach(run, public, settings.ranking.limit) for name, run in named.items()},
    )


def with_paths(run: Sequence[Sequence[int]], paths: Sequence[str]) -> dict[str, list[str]]:
    """Name the posts of lists by their paths."""
    return {paths[query]: [paths[target] for target in targets] for query, targets in enumerate(run)}


def our_lists(ranking: Ranking) -> list[list[int]]:
    """Give our lists as post numbers, as long as the deepest measure looks."""
    return [[int(target) for target in row[:DEPTH] if target >= 0] for row in ranking.targets]
