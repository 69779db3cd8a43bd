"""All posts of a site as words: read and tokenised in parallel, boilerplate left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from recommender.batches import in_batches
from recommender.errors import PostError, SiteError
from recommender.progress import Progress, silent
from recommender.settings import TextSettings
from recommender.site.collisions import conceal_overwritten
from recommender.site.links import LinkResolver
from recommender.site.post import Post, Skipped, Source
from recommender.site.reader import Site
from recommender.text.boilerplate import find_boilerplate
from recommender.text.cache import Cache, recall
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


@dataclass(frozen=True)
class _Text:
    """What is made of a post's text alone: its prose, or why there is none."""

    prose: Prose | None
    reason: str
    fingerprint: str = ""


@dataclass(frozen=True)
class _Words:
    """A post's words, and how often each of its nouns is spelt how: `(key, spelling, times)`."""

    tokens: PostTokens
    surfaces: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class _Batch:
    tokens: list[PostTokens]
    surfaces: Counter[tuple[str, str]]


def read_site(
    site: Site,
    settings: TextSettings,
    *,
    jobs: int = 1,
    progress: Progress = silent,
    mask: LinkResolver | None = None,
    cache: Cache | None = None,
) -> Reading:
    """Read every post of a site.

    Args:
        cache: of what posts were before.
        mask: take links to these posts out with their text (for evaluation).

    Raises:
        SiteError: the site has no post that can be read.
    """
    # Which links are masked depends on all posts together.
    read_batch = partial(_read_batch, site, settings.drop_headings, mask, None if mask else cache)
    batches = in_batches(read_batch, site.files(), jobs, progress=progress, step="reading")
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

    dictionary = dictionary_digest(settings.user_dictionary) if cache else None
    tokenise_batch = partial(_tokenise_batch, settings, dictionary, cache)
    tokens: list[PostTokens] = []
    surfaces: Counter[tuple[str, str]] = Counter()
    for batch in in_batches(tokenise_batch, texts, jobs, progress=progress, step="tokenising"):
        tokens += batch.tokens
        surfaces.update(batch.surfaces)
    return Corpus(tuple(tokens), _best_surfaces(surfaces), boilerplate)


def tokenise_later(title: str, prose: Prose, boilerplate: frozenset[str], settings: TextSettings) -> PostTokens:
    """Split one text into words as those of its site were split.

    Raises:
        SettingsError: the user dictionary cannot be opened.
    """
    text = normalise_text(title), [line for line in prose.lines if line not in boilerplate]
    return _split(open_tokenizer(settings.user_dictionary, settings.stop_words), *text).tokens


def _read_batch(
    site: Site,
    drop_headings: Sequence[str],
    mask: LinkResolver | None,
    cache: Cache | None,
    paths: Sequence[str],
) -> list[ReadPost | Skipped]:
    sources = [site.read(path) for path in paths]
    readable = [one for one in sources if isinstance(one, Source)]
    made_of = [(one.text, one.body, one.markup, list(drop_headings)) for one in readable]
    texts = iter(
        recall(cache, _Text, made_of, lambda places: [_read_text(readable[one], drop_headings, mask) for one in places])
    )
    return [one if isinstance(one, Skipped) else _read_post(one, next(texts)) for one in sources]


def _read_text(source: Source, drop_headings: Sequence[str], mask: LinkResolver | None) -> _Text:
    try:
        prose = read_prose(
            source.body,
            markup=source.markup,
            drop_headings=drop_headings,
            drop_link=None if mask is None else lambda href: mask.resolve(href, source.post.path) is not None,
        )
    except PostError as error:
        return _Text(None, str(error))
    return _Text(prose, "", fingerprint(source.text, drop_headings, source.markup))


def _read_post(source: Source, text: _Text) -> ReadPost | Skipped:
    if text.prose is None:
        return Skipped(source.post.path, text.reason)
    language = source.post.language or written_language(source.post.title, text.prose.lines)
    post = replace(source.post, language=language, fingerprint=text.fingerprint)
    return ReadPost(post, text.prose, source.trouble)


def _tokenise_batch(
    settings: TextSettings, dictionary: str | None, cache: Cache | None, texts: Sequence[tuple[str, list[str]]]
) -> _Batch:
    tokenizer = open_tokenizer(settings.user_dictionary, settings.stop_words)
    made_of = [(title, lines, dictionary, settings.stop_words) for title, lines in texts]
    words = recall(cache, _Words, made_of, lambda places: [_split(tokenizer, *texts[one]) for one in places])
    surfaces: Counter[tuple[str, str]] = Counter()
    for one in words:
        for key, surface, count in one.surfaces:
            surfaces[key, surface] += count
    return _Batch([one.tokens for one in words], surfaces)


def _split(tokenizer: Tokenizer, title: str, lines: list[str]) -> _Words:
    # What others of this process had split before is no part of the post.
    tokenizer.take_surfaces()
    tokens = PostTokens(tokenizer.tokenise([title]), tokenizer.tokenise(lines))
    return _Words(tokens, tuple((*names, count) for names, count in tokenizer.take_surfaces().items()))


def _best_surfaces(counts: Counter[tuple[str, str]]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for (key, surface), count in counts.items():
        best[key] = min(best.get(key, (0, surface)), (-count, surface))
    return {key: surface for key, (_, surface) in best.items()}
