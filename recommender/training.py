"""Train a site: the rooms from reading to the stored model, one after the other."""

import importlib.metadata
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.model.manifest import Manifest
from recommender.model.model import Arrays
from recommender.model.storage import save_model
from recommender.progress import Progress, silent
from recommender.ranking.rank import Ranking, rank_site
from recommender.ranking.rules import Rules, make_rules
from recommender.settings import Settings, load_settings, settings_table
from recommender.site.reader import Site, open_site
from recommender.site.tags import alias_table
from recommender.text.corpus import Corpus, Reading, read_site, tokenise_posts
from recommender.text.tokens import tokenizer_versions
from recommender.text.vectors import Vectors, make_vectors

_LIBRARIES = ("scikit-learn", "numpy", "scipy", "sparse-dot-topn", "cmarkgfm", "selectolax")


@dataclass(frozen=True)
class Ranked:
    """A reading with all that was made of it."""

    reading: Reading
    corpus: Corpus
    vectors: Vectors
    rules: Rules
    ranking: Ranking


@dataclass(frozen=True)
class Training:
    """What a training did: the model it wrote, and what it was made of."""

    manifest: Manifest
    site: Site
    ranked: Ranked


def train(
    root: Path,
    folder: Path,
    *,
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
) -> Training:
    """Read a site, rank its posts and store the model.

    Args:
        root: the folder of the site.
        folder: the model's folder; a model in it is replaced when the new one is whole.
        settings: those of SITE/recommender.toml if not given.
        jobs: processes to use.
        now: the clock by which posts are future; the system's if not given.

    Raises:
        SiteError, SettingsError, ModelError: as the rooms raise them; the old model stays.
    """
    settings = settings or load_settings(root)
    clock = now or datetime.now(UTC)
    site = open_site(root, settings.site, now=clock)
    reading = read_site(site, settings.text, jobs=jobs, progress=progress)
    ranked = rank_reading(reading, settings, now=clock, jobs=jobs, progress=progress)
    arrays, words = _model_arrays(ranked)
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
        made_with=_versions(),
        skipped=skipped,
    )
    return Training(manifest, site, ranked)


def rank_reading(
    reading: Reading, settings: Settings, *, now: datetime, jobs: int = 1, progress: Progress = silent
) -> Ranked:
    """Make the lists of posts that were read.

    Raises:
        SettingsError: the weights or the user dictionary cannot be used.
    """
    posts = [one.post for one in reading.posts]
    corpus, vectors = vectorise_reading(reading, settings, jobs=jobs, progress=progress)
    rules = make_rules(posts, settings, now.timestamp() / 86400)
    ranking = rank_site(vectors, rules, settings.ranking, corpus.surfaces, jobs=jobs, progress=progress)
    return Ranked(reading, corpus, vectors, rules, ranking)


def vectorise_reading(
    reading: Reading, settings: Settings, *, jobs: int = 1, progress: Progress = silent
) -> tuple[Corpus, Vectors]:
    """Make the words and vectors of posts that were read.

    Raises:
        SettingsError: the user dictionary cannot be used.
    """
    posts = [one.post for one in reading.posts]
    corpus = tokenise_posts(reading.posts, settings.text, jobs=jobs, progress=progress)
    vectors = make_vectors(
        corpus.tokens,
        [post.tags for post in posts],
        [post.date for post in posts],
        aliases=alias_table(settings.tags.alias),
    )
    return corpus, vectors


def _model_arrays(ranked: Ranked) -> tuple[Arrays, list[str]]:
    """Cut the vocabulary down to the words that the lists show."""
    ranking = ranked.ranking
    used = np.unique(ranking.terms[ranking.terms >= 0])
    words = [ranked.corpus.surfaces[key] for key in ranked.vectors.words[used]]
    terms: NDArray[np.int32] = np.where(ranking.terms < 0, -1, np.searchsorted(used, ranking.terms)).astype(np.int32)
    return Arrays(ranking.targets, ranking.scores, ranking.sources, ranking.signals, terms), words


def _site_table(site: Site, ranked: Ranked) -> Mapping[str, object]:
    return {
        "name": site.root.resolve().name,
        "generator": site.generator.name,
        "posts": len(ranked.reading.posts),
        "recommendable": int(ranked.rules.allowed.sum()),
        "words": len(ranked.vectors.words),
        "boilerplate_lines": ranked.corpus.boilerplate,
        "near_duplicates": ranked.ranking.duplicates,
    }


def _versions() -> dict[str, str]:
    libraries = {name: importlib.metadata.version(name) for name in _LIBRARIES}
    return {
        "recommender": importlib.metadata.version("recommender"),
        "python": platform.python_version(),
        **tokenizer_versions(),
        **libraries,
    }
