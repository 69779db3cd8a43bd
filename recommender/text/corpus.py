"""All posts of a site as words: tokenised in parallel, boilerplate left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from recommender.batches import in_batches
from recommender.progress import Progress, silent
from recommender.settings import TextSettings
from recommender.text.boilerplate import find_boilerplate
from recommender.text.cache import Cache, keys_of, recall
from recommender.text.prose import Prose, normalise_text
from recommender.text.reading import ReadPost
from recommender.text.tokens import Tokenizer, Tokens, dictionary_digest, open_tokenizer


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
    # By what they say and not by their files, which `inject` writes to.
    others = dictionary_digest(settings.user_dictionary) if cache else None, settings.stop_words
    keys = keys_of(_Words, [(*text, *others) for text in texts]) if cache else [b""] * len(texts)
    tokenise_batch = partial(_tokenise_batch, settings, cache)
    found = recall(cache, _Words, keys, jobs=jobs, progress=progress)
    missing = [(key, *text) for key, text, one in zip(keys, texts, found, strict=True) if one is None]
    made: list[PostTokens] = []
    spelt = _count_spelt(one for one in found if one)
    for batch in in_batches(tokenise_batch, missing, jobs, progress=progress, step="tokenising"):
        made += batch.tokens
        spelt.update(batch.spelt)
    new = iter(made)
    tokens = tuple(one.tokens if one else next(new) for one in found)
    return Corpus(tokens, _best_surfaces(spelt), boilerplate)


def tokenise_later(title: str, prose: Prose, boilerplate: frozenset[str], settings: TextSettings) -> PostTokens:
    """Split one text into words as those of its site were split.

    Raises:
        SettingsError: the user dictionary cannot be opened.
    """
    text = normalise_text(title), [line for line in prose.lines if line not in boilerplate]
    return _split(open_tokenizer(settings.user_dictionary, settings.stop_words), *text).tokens


def _tokenise_batch(
    settings: TextSettings, cache: Cache | None, texts: Sequence[tuple[bytes, str, list[str]]]
) -> _Batch:
    tokenizer = open_tokenizer(settings.user_dictionary, settings.stop_words)
    words = [_split(tokenizer, title, lines) for _, title, lines in texts]
    if cache:
        cache.keep({key: one for (key, *_), one in zip(texts, words, strict=True)})
    return _Batch([one.tokens for one in words], _count_spelt(words))


def _count_spelt(words: Iterable[_Words]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in words:
        counts.update(one.spelt.split("\n"))
    # What a post without nouns has for one.
    counts.pop("", None)
    return counts


def _split(tokenizer: Tokenizer, title: str, lines: list[str]) -> _Words:
    (of_title, nouns_of_title), (of_body, nouns_of_body) = tokenizer.split([title]), tokenizer.split(lines)
    return _Words(PostTokens(of_title, of_body), "\n".join(nouns_of_title + nouns_of_body))


def _best_surfaces(spelt: Counter[str]) -> dict[str, str]:
    best: dict[str, tuple[int, str]] = {}
    for line, count in spelt.items():
        key, _, surface = line.partition("\t")
        surface = surface or key
        best[key] = min(best.get(key, (0, surface)), (-count, surface))
    return {key: best[key][1] for key in sorted(best)}
