"""Train a site: the rooms from reading to the stored model, one after the other."""

import importlib.metadata
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelError
from recommender.inputs import Inputs, current_until, find_inputs
from recommender.model.from_ranking import model_arrays
from recommender.model.manifest import Manifest
from recommender.model.model import Model
from recommender.model.saving import save_model
from recommender.model.storage import load_model
from recommender.model.texts import Texts
from recommender.progress import Progress, silent
from recommender.ranking.churn import Churn, Lists, find_churn
from recommender.ranking.duplicates import clusters
from recommender.ranking.left_out import NOT_CLEARLY_BETTER, REASONS
from recommender.ranking.rank import Ranking, rank_shared
from recommender.ranking.rules import Rules, make_rules
from recommender.settings import Settings, settings_table
from recommender.shelf import Shared, Shelf
from recommender.site.post import Post
from recommender.site.reader import Site
from recommender.site.tags import alias_table
from recommender.text.cache import Cache, open_cache
from recommender.text.corpus import Corpus, tokenise_posts
from recommender.text.own_links import link_resolver, own_links
from recommender.text.reading import Reading, read_site
from recommender.text.tokens import tokenizer_versions
from recommender.text.vectors import Vectors, make_vectors, pick_terms

#: Fewer links say nothing of how links score.
_LEAST_LINKS = 30
_LIBRARIES = ("numpy", "scipy", "numba", "cmarkgfm", "selectolax")


@dataclass(frozen=True)
class Ranked:
    """A reading with all that was made of it."""

    reading: Reading
    corpus: Corpus
    vectors: Vectors
    rules: Rules
    ranking: Ranking

    @property
    def public(self) -> list[str]:
        """Give the paths of the posts that may be recommended, in the site's order."""
        posts = (one.post.path for one in self.reading.posts)
        return [path for path, allowed in zip(posts, self.rules.allowed, strict=True) if allowed]


@dataclass(frozen=True)
class Training:
    """What a training did: the model it wrote, what it was made of, and what it changed (None for a first one)."""

    manifest: Manifest
    site: Site
    ranked: Ranked
    churn: Churn | None


def train(
    root: Path,
    folder: Path,
    *,
    settings: Settings | None = None,
    fresh: bool = False,
    cache: Path | None = None,
    jobs: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
    inputs: Inputs | None = None,
) -> Training:
    """Read a site, rank its posts and store the model.

    A list of the model that stood before stays unless the new one is clearly better (`ranking.hysteresis`).

    Args:
        root: the folder of the site.
        folder: the model's folder; a model in it is replaced when the new one is whole.
        settings: those of SITE/recommender.toml if not given.
        fresh: make every list anew, whatever stood before.
        cache: a file in which to keep what was made of each post; the next training makes that of changed posts alone.
        jobs: processes to use.
        now: the clock by which posts are future; the system's if not given.
        inputs: what `find_inputs` has just found at `root`, with the settings and the clock to use.

    Raises:
        SiteError, SettingsError, ModelError: as the rooms raise them; the old model stays.
    """
    inputs = inputs or find_inputs(root, settings=settings, jobs=jobs, progress=progress, now=now)
    site, settings, clock = inputs.site, inputs.settings, inputs.now
    kept = open_cache(cache) if cache else None
    reading = read_site(site, settings.text, jobs=jobs, progress=progress, cache=kept, digests=inputs.files)
    links = own_links(reading.posts, link_resolver(site.generator, reading.posts))
    standing = None if fresh else _standing_model(folder, settings)
    old = _shown_lists(standing, settings.ranking.limit) if standing else {}
    wanted = {} if standing is None else _same_wishes(old, standing, [one.post for one in reading.posts])
    ranked = rank_reading(
        reading, settings, now=clock, links=links, previous=wanted, cache=kept, jobs=jobs, progress=progress
    )
    corpus = ranked.corpus
    arrays, words = model_arrays(ranked.ranking, ranked.vectors.words, corpus.surfaces)
    churn = _churn(old, ranked, settings.ranking.limit) if old else None
    skipped = [vars(one) for one in reading.skipped] + [vars(one) for one in reading.troubles]
    manifest = save_model(
        folder,
        [one.post for one in reading.posts],
        words,
        arrays,
        trained_at=clock,
        site=_site_table(site, ranked),
        settings=settings_table(settings),
        weights=ranked.ranking.weights,
        made_with=library_versions(),
        skipped=skipped,
        inputs=inputs.digest,
        current_until=current_until([one.post for one in reading.posts]),
        churn=asdict(churn) if churn else None,
        texts=Texts(ranked.vectors, corpus.surfaces, corpus.boilerplate),
        progress=progress,
    )
    if kept:
        kept.drop_unused()
    return Training(manifest, site, ranked, churn)


def rank_reading(
    reading: Reading,
    settings: Settings,
    *,
    now: datetime,
    links: Sequence[tuple[str, str]] = (),
    previous: Lists | None = None,
    cache: Cache | None = None,
    keep_words: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
) -> Ranked:
    """Make the lists of posts that were read.

    Args:
        links: the links of the posts' own text, as pairs of paths.
        previous: the first links of the lists that stood before.
        cache: of what posts were before.
        keep_words: leave the words of each post in the corpus, which ranking has no use for.

    Raises:
        SettingsError: the weights or the user dictionary cannot be used.
    """
    posts = [one.post for one in reading.posts]
    corpus, vectors = vectorise_reading(
        reading, settings, cache=cache, keep_words=keep_words, jobs=jobs, progress=progress
    )
    rules = make_rules(posts, settings, now.timestamp() / 86400, links)
    with Shelf() as shelf:
        shared = Shared(vectors, shelf)
        # Where processes share them they are mapped, and need not be in memory twice.
        del vectors
        ranking = rank_shared(
            shared,
            rules,
            settings.ranking,
            corpus.surfaces,
            shelf,
            previous=_numbered(previous or {}, [post.path for post in posts]),
            jobs=jobs,
            progress=progress,
        )
        return Ranked(reading, corpus, shared.value, rules, ranking)


def vectorise_reading(
    reading: Reading,
    settings: Settings,
    *,
    cache: Cache | None = None,
    keep_words: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
) -> tuple[Corpus, Vectors]:
    """Make the words and vectors of posts that were read; the corpus is without words unless they are to be kept.

    Raises:
        SettingsError: the user dictionary cannot be used.
    """
    posts = [one.post for one in reading.posts]
    corpus = tokenise_posts(reading.posts, settings.text, jobs=jobs, progress=progress, cache=cache)
    terms = pick_terms(corpus.tokens, jobs=jobs, progress=progress)
    if not keep_words:
        corpus = replace(corpus, tokens=())
    vectors = make_vectors(
        terms,
        [post.tags for post in posts],
        [post.date for post in posts],
        aliases=alias_table(settings.tags.alias),
        jobs=jobs,
        progress=progress,
    )
    return corpus, vectors


def _standing_model(folder: Path, settings: Settings) -> Model | None:
    """Read the model that stands; None where there is none, or other settings made its lists."""
    try:
        model = load_model(folder)
    except ModelError:
        # There is none, or one of another format: nothing to keep.
        return None
    # As JSON, since a manifest knows lists where settings have tuples.
    same = json.dumps(model.manifest.settings, sort_keys=True) == json.dumps(settings_table(settings), sort_keys=True)
    return model if same else None


def _shown_lists(model: Model, limit: int) -> dict[str, list[str]]:
    """Give the first links of the lists of a model."""
    lists = zip(model.posts, model.shown(limit), strict=True)
    return {post.path: [model.posts[target].path for target in targets] for post, targets in lists}


def _same_wishes(lists: Lists, standing: Model, posts: Sequence[Post]) -> dict[str, Sequence[str]]:
    """Keep the lists of posts whose authors pin and exclude what they did then: a list is no reason to keep a pin."""
    wishes = {post.path: (post.pins, post.excludes) for post in standing.posts}
    return {
        post.path: lists[post.path]
        for post in posts
        if post.path in lists and wishes[post.path] == (post.pins, post.excludes)
    }


def _numbered(lists: Lists, paths: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """Name the posts of lists by their numbers; a list with a post that is gone is left out."""
    numbers = {path: number for number, path in enumerate(paths)}
    return {
        numbers[path]: tuple(numbers[target] for target in targets)
        for path, targets in lists.items()
        if path in numbers and all(target in numbers for target in targets)
    }


def _churn(old: Lists, ranked: Ranked, limit: int) -> Churn:
    posts = [one.post for one in ranked.reading.posts]
    new = {
        post.path: [posts[target].path for target in row[:limit] if target >= 0] if post.shows_list else []
        for post, row in zip(posts, ranked.ranking.targets, strict=True)
    }
    recommendable = {post.path for post, allowed in zip(posts, ranked.rules.allowed, strict=True) if allowed}
    kept = (ranked.ranking.moved[..., 0] == REASONS.index(NOT_CLEARLY_BETTER)).any(axis=1).sum()
    return find_churn(old, new, recommendable, int(kept))


def _site_table(site: Site, ranked: Ranked) -> Mapping[str, object]:
    return {
        "name": site.root.resolve().name,
        "generator": site.generator.name,
        "posts": len(ranked.reading.posts),
        "recommendable": int(ranked.rules.allowed.sum()),
        "words": len(ranked.vectors.words),
        "boilerplate_lines": len(ranked.corpus.boilerplate),
        "near_duplicates": len(ranked.ranking.twins.all_posts()),
        "duplicate_clusters": len(clusters(ranked.ranking.twins)),
        "series_parts": len(ranked.rules.next_part.keys() | ranked.rules.previous_part.keys()),
        "own_links": _own_links_table(ranked.ranking.linked),
        "unknown_rules": list(ranked.rules.unknown),
    }


def _own_links_table(relevances: NDArray[np.float64]) -> dict[str, object]:
    """Say how the links score that the authors set themselves: the scale on which a threshold is chosen."""
    if len(relevances) < _LEAST_LINKS:
        return {"count": len(relevances)}
    tenth, median = np.quantile(relevances, [0.1, 0.5]).tolist()
    return {"count": len(relevances), "weakest_tenth": round(tenth, 4), "median": round(median, 4)}


def library_versions() -> dict[str, str]:
    """Give the versions of all that lists are made with."""
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {
        "recommender": importlib.metadata.version("recommender"),
        "python": platform.python_version(),
        **tokenizer_versions(),
        **libraries,
    }
