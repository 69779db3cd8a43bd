"""All posts of a site as words: read and tokenised in parallel, boilerplate left out."""

import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from joblib import Parallel, delayed

from recommender.errors import PostError, SiteError
from recommender.progress import Progress, counted, silent
from recommender.settings import TextSettings
from recommender.site.collisions import conceal_overwritten
from recommender.site.links import LinkResolver
from recommender.site.post import Post, Skipped
from recommender.site.reader import Site
from recommender.text.boilerplate import find_boilerplate
from recommender.text.fingerprint import fingerprint
from recommender.text.language import written_language
from recommender.text.prose import Prose, normalise_text, read_prose
from recommender.text.tokens import Tokens, open_tokenizer

A = TypeVar("A")
B = TypeVar("B")

#: Below this many posts starting worker processes costs more than it saves.
_MIN_POSTS_FOR_WORKERS = 150
_BATCHES_PER_JOB = 16


@dataclass(frozen=True)
class Trouble:
    """A post that was read although something in its file is wrong."""

    path: str
    reason: str


@dataclass(frozen=True)
class ReadPost:
    """A post and its prose."""

    post: Post
    prose: Prose
    trouble: str | None = None

    def with_post(self, post: Post) -> "ReadPost":
        """Give the same prose under another post's record."""
        return replace(self, post=post)


@dataclass(frozen=True)
class Reading:
    """What came of reading a site: its posts in the site's order, and the files that are none."""

    posts: tuple[ReadPost, ...]
    skipped: tuple[Skipped, ...]

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Posts that were read as well as could be."""
        return tuple(Trouble(one.post.path, one.trouble) for one in self.posts if one.trouble)


@dataclass(frozen=True)
class PostTokens:
    """The words of a post, its title apart."""

    title: Tokens
    body: Tokens


@dataclass(frozen=True)
class Corpus:
    """The words of all posts, in the order of the posts.

    Attributes:
        tokens: one a post.
        surfaces: each key as its readers know it: the most frequent spelling in the site's text.
        boilerplate: lines that were left out because they stand in many posts.
    """

    tokens: tuple[PostTokens, ...]
    surfaces: dict[str, str]
    boilerplate: frozenset[str]


def read_site(
    site: Site,
    settings: TextSettings,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    mask: LinkResolver | None = None,
) -> Reading:
    """Read every post of a site.

    Args:
        mask: take links to these posts out with their text (for evaluation).

    Raises:
        SiteError: the site has no post that can be read.
    """
    read_batch = partial(_read_batch, site, settings.drop_headings, mask)
    batches = _in_batches(read_batch, site.files(), jobs, progress, "reading")
    results = [one for batch in batches for one in batch]
    read = [one for one in results if isinstance(one, ReadPost)]
    posts = tuple(map(ReadPost.with_post, read, conceal_overwritten([one.post for one in read])))
    skipped = tuple(one for one in results if isinstance(one, Skipped))
    if not posts:
        first = skipped[0]
        raise SiteError(
            f"{site.root}: none of {len(skipped)} files can be read; the first, {first.path}: {first.reason}"
        )
    return Reading(posts, skipped)


def tokenise_posts(
    posts: Sequence[ReadPost], settings: TextSettings, *, jobs: int = 1, progress: Progress = silent
) -> Corpus:
    """Split the prose of all posts into words.

    Raises:
        SettingsError: the user dictionary cannot be opened.
    """
    boilerplate = find_boilerplate(one.prose.lines for one in posts)
    texts = [
        (normalise_text(one.post.title), [line for line in one.prose.lines if line not in boilerplate]) for one in posts
    ]

    tokenise_batch = partial(_tokenise_batch, settings.user_dictionary, settings.stop_words)
    tokens: list[PostTokens] = []
    surfaces: Counter[tuple[str, str]] = Counter()
    for batch_tokens, batch_surfaces in _in_batches(tokenise_batch, texts, jobs, progress, "tokenising"):
        tokens += batch_tokens
        surfaces.update(batch_surfaces)
    return Corpus(tuple(tokens), _best_surfaces(surfaces), boilerplate)


def tokenise_later(title: str, prose: Prose, boilerplate: frozenset[str], settings: TextSettings) -> PostTokens:
    """Split one text into words as those of its site were split.

    Raises:
        SettingsError: the user dictionary cannot be opened.
    """
    text = normalise_text(title), [line for line in prose.lines if line not in boilerplate]
    return _tokenise_batch(settings.user_dictionary, settings.stop_words, [text])[0][0]


def _read_batch(
    site: Site, drop_headings: Sequence[str], mask: LinkResolver | None, paths: Sequence[str]
) -> list[ReadPost | Skipped]:
    return [_read_one(site, path, drop_headings, mask) for path in paths]


def _read_one(site: Site, path: str, drop_headings: Sequence[str], mask: LinkResolver | None) -> ReadPost | Skipped:
    source = site.read(path)
    if isinstance(source, Skipped):
        return source
    try:
        prose = read_prose(
            source.body,
            markup=source.markup,
            drop_headings=drop_headings,
            drop_link=None if mask is None else lambda href: mask.resolve(href, path) is not None,
        )
    except PostError as error:
        return Skipped(path, str(error))
    post = replace(
        source.post,
        language=source.post.language or written_language(source.post.title, prose.lines),
        fingerprint=fingerprint(source.text, drop_headings, source.markup),
    )
    return ReadPost(post, prose, source.trouble)


def _tokenise_batch(
    user_dictionary: str | None, stop_words: tuple[str, ...], texts: Sequence[tuple[str, list[str]]]
) -> tuple[list[PostTokens], Counter[tuple[str, str]]]:
    tokenizer = open_tokenizer(user_dictionary, stop_words)
    # What others of this process had split before is no part of the site.
    tokenizer.take_surfaces()
    tokens = [PostTokens(tokenizer.tokenise([title]), tokenizer.tokenise(lines)) for title, lines in texts]
    return tokens, tokenizer.take_surfaces()


def _in_batches(
    work: Callable[[Sequence[A]], B], items: Sequence[A], jobs: int, progress: Progress, step: str
) -> list[B]:
    """Run `work` over batches of items, in order; in processes of their own where that pays."""
    if not items:
        return []
    if len(items) < _MIN_POSTS_FOR_WORKERS:
        jobs = 1
    count = min(len(items), jobs * _BATCHES_PER_JOB)
    bounds = [len(items) * index // count for index in range(count + 1)]
    batches = [items[start:stop] for start, stop in pairwise(bounds)]
    with warnings.catch_warnings():
        # A worker maps the dictionary's 250 MB as it reads on; loky takes that for a leak and replaces the worker.
        warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given")
        results = Parallel(n_jobs=jobs, return_as="generator")(delayed(work)(batch) for batch in batches)
        return list(counted(results, progress, step, count))


def _best_surfaces(counts: Counter[tuple[str, str]]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for (key, surface), count in counts.items():
        best[key] = min(best.get(key, (0, surface)), (-count, surface))
    return {key: surface for key, (_, surface) in best.items()}
