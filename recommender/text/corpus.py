"""All posts of a site as words: read and tokenised in parallel, boilerplate left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from recommender.batches import in_batches
from recommender.errors import PostError, SiteError
from recommender.progress import Progress, silent
from recommender.settings import TextSettings
from recommender.site.collisions import conceal_overwritten
from recommender.site.digests import digest_file, digest_files, digest_generator
from recommender.site.links import LinkResolver
from recommender.site.post import Post, Skipped, Source
from recommender.site.reader import Site
from recommender.text.boilerplate import find_boilerplate
from recommender.text.cache import Cache, keys_of, recall
from recommender.text.fingerprint import fingerprint
from recommender.text.language import written_language
from recommender.text.prose import Prose, normalise_text, read_prose
from recommender.text.tokens import Tokenizer, Tokens, dictionary_digest, open_tokenizer


@dataclass(frozen=True)
class Trouble:
    """A post that was read although something in its file is wrong."""

    path: str
    reason: str


@dataclass(frozen=True)
class ReadPost:
    """A post and its prose.

    Attributes:
        trouble: what in its file could not be read as it stands, None if nothing.
        key: stands for all that they were read from; empty where that is not known.
    """

    post: Post
    prose: Prose
    trouble: str | None = None
    key: bytes = b""

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


class _File(NamedTuple):
    """A post's file as it was when its digest was made; the key stands for what would be read from it."""

    path: str
    digest: bytes
    key: bytes


@dataclass(frozen=True)
class _KeptPost:
    """A post as it was read at a time; what is planned may change it later."""

    read: ReadPost
    at: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether it would be read the same."""
        changes_at = self.read.post.changes_at
        return self.at <= now and (changes_at is None or now < changes_at)


@dataclass(frozen=True)
class _Words:
    """A post's words, and its nouns as they are spelt.

    Attributes:
        spelt: a line for each time that a noun occurs: its key, and behind a tab its spelling where that is another;
            text, since a thousand small tuples take three times as long to read.
    """

    tokens: PostTokens
    spelt: str


@dataclass(frozen=True)
class _Batch:
    tokens: list[PostTokens]
    spelt: Counter[str]


def read_site(
    site: Site,
    settings: TextSettings,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    mask: LinkResolver | None = None,
    cache: Cache | None = None,
    digests: Mapping[str, bytes] | None = None,
) -> Reading:
    """Read every post of a site.

    Args:
        cache: of what posts were before.
        digests: of the files, where `digest_files` has just been asked for them.
        mask: take links to these posts out with their text (for evaluation).

    Raises:
        SiteError: the site has no post that can be read.
    """
    read_batch = partial(_read_batch, site, settings.drop_headings, mask)
    generator = digest_generator(site.generator)
    # Which links are masked depends on all posts together.
    if cache is None or mask or generator is None:
        batches = in_batches(read_batch, site.files(), jobs, progress=progress, step="reading")
        results = [one for batch in batches for one in batch]
    else:
        digests = digests or digest_files(site, jobs=jobs, progress=progress)
        made_of = [(path, digest, generator, settings.drop_headings) for path, digest in digests.items()]
        files = list(map(_File, digests, digests.values(), keys_of(_KeptPost, made_of)))
        results = _recall_site(read_batch, files, cache, site, jobs, progress)
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
    posts: Sequence[ReadPost],
    settings: TextSettings,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    cache: Cache | None = None,
) -> Corpus:
    """Split the prose of all posts into words.

    Args:
        cache: of what posts were before.

    Raises:
        SettingsError: the user dictionary cannot be opened.
    """
    boilerplate = find_boilerplate(one.prose.lines for one in posts)
    texts = [
        (normalise_text(one.post.title), [line for line in one.prose.lines if line not in boilerplate]) for one in posts
    ]

    keys = _keys_of_words(posts, boilerplate, settings) if cache else [b""] * len(posts)
    tokenise_batch = partial(_tokenise_batch, settings, cache)
    found = recall(cache, _Words, keys, jobs=jobs, progress=progress)
    missing = [(key, *text) for key, text, one in zip(keys, texts, found, strict=True) if one is None]
    made: list[PostTokens] = []
    spelt = _count_spelt(one for one in found if one)
    for batch in in_batches(tokenise_batch, missing, jobs, progress=progress, step="tokenising"):
        made += batch.tokens
        spelt.update(batch.spelt)
    others = iter(made)
    tokens = tuple(one.tokens if one else next(others) for one in found)
    return Corpus(tokens, _best_surfaces(spelt), boilerplate)


def tokenise_later(title: str, prose: Prose, boilerplate: frozenset[str], settings: TextSettings) -> PostTokens:
    """Split one text into words as those of its site were split.

    Raises:
        SettingsError: the user dictionary cannot be opened.
    """
    text = normalise_text(title), [line for line in prose.lines if line not in boilerplate]
    return _split(open_tokenizer(settings.user_dictionary, settings.stop_words), *text).tokens


def _recall_site(
    read_batch: Callable[[Sequence[str]], list[ReadPost | Skipped]],
    files: Sequence[_File],
    cache: Cache,
    site: Site,
    jobs: int,
    progress: Progress,
) -> list[ReadPost | Skipped]:
    """Read what is not in the cache as it would be read."""
    now = site.generator.now
    kept = recall(cache, _KeptPost, [file.key for file in files], jobs=jobs, progress=progress)
    found = [one.read if one and one.holds(now) else None for one in kept]
    missing = [file for file, one in zip(files, found, strict=True) if one is None]
    work = partial(_read_and_keep, read_batch, cache, site)
    made = (one for batch in in_batches(work, missing, jobs, progress=progress, step="reading") for one in batch)
    return [one or next(made) for one in found]


def _read_and_keep(
    read_batch: Callable[[Sequence[str]], list[ReadPost | Skipped]], cache: Cache, site: Site, files: Sequence[_File]
) -> list[ReadPost | Skipped]:
    results = [
        # One that was written to meanwhile gets no key, so that nothing made of it is kept.
        replace(one, key=file.key)
        if isinstance(one, ReadPost) and digest_file(site.root, file.path) == file.digest
        else one
        for file, one in zip(files, read_batch([file.path for file in files]), strict=True)
    ]
    now = site.generator.now
    cache.keep({one.key: _KeptPost(one, now) for one in results if isinstance(one, ReadPost) and one.key})
    return results


def _read_batch(
    site: Site, drop_headings: Sequence[str], mask: LinkResolver | None, paths: Sequence[str]
) -> list[ReadPost | Skipped]:
    return [_read_post(site.read(path), drop_headings, mask) for path in paths]


def _read_post(source: Source | Skipped, drop_headings: Sequence[str], mask: LinkResolver | None) -> ReadPost | Skipped:
    if isinstance(source, Skipped):
        return source
    path = source.post.path
    try:
        prose = read_prose(
            source.body,
            markup=source.markup,
            drop_headings=drop_headings,
            drop_link=None if mask is None else lambda href: mask.resolve(href, path) is not None,
        )
    except PostError as error:
        return Skipped(path, str(error))
    language = source.post.language or written_language(source.post.title, prose.lines)
    mark = fingerprint(source.text, drop_headings, source.markup)
    return ReadPost(replace(source.post, language=language, fingerprint=mark), prose, source.trouble)


def _keys_of_words(posts: Sequence[ReadPost], boilerplate: frozenset[str], settings: TextSettings) -> list[bytes]:
    """Name what the words of posts are made of: what they were read from, less some of their lines."""
    dictionary = dictionary_digest(settings.user_dictionary)
    made_of = [
        (one.key, sorted(boilerplate.intersection(one.prose.lines)), dictionary, settings.stop_words) for one in posts
    ]
    return [key if one.key else b"" for key, one in zip(keys_of(_Words, made_of), posts, strict=True)]


def _tokenise_batch(
    settings: TextSettings, cache: Cache | None, texts: Sequence[tuple[bytes, str, list[str]]]
) -> _Batch:
    tokenizer = open_tokenizer(settings.user_dictionary, settings.stop_words)
    words = [_split(tokenizer, title, lines) for _, title, lines in texts]
    if cache:
        cache.keep({key: one for (key, *_), one in zip(texts, words, strict=True) if key})
    return _Batch([one.tokens for one in words], _count_spelt(words))


def _count_spelt(words: Iterable[_Words]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in words:
        counts.update(one.spelt.split("\n"))
    # What a post without nouns has for one.
    counts.pop("", None)
    return counts


def _split(tokenizer: Tokenizer, title: str, lines: list[str]) -> _Words:
    # What others of this process had split before is no part of the post.
    tokenizer.take_surfaces()
    tokens = PostTokens(tokenizer.tokenise([title]), tokenizer.tokenise(lines))
    lines = [
        line
        for (key, surface), count in tokenizer.take_surfaces().items()
        for line in [key if key == surface else f"{key}\t{surface}"] * count
    ]
    return _Words(tokens, "\n".join(lines))


def _best_surfaces(spelt: Counter[str]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for line, count in spelt.items():
        key, _, surface = line.partition("\t")
        surface = surface or key
        best[key] = min(best.get(key, (0, surface)), (-count, surface))
    return {key: best[key][1] for key in sorted(best)}
