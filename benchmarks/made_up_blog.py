"""Blogs of any size, made of the sentences of real ones, so that their statistics are those of real posts.

A made-up post takes one real post for its home: its length, title and tags, and most of its sentences; the others come
from posts of the same blog at random. One post in a hundred is a copy of an earlier one with a few sentences changed.

Where every real post has been a home once, the next *edition* begins: the same homes anew, in another order. A larger
blog knows more words (Heaps' law): the words and tags of fewer than 1 % of the real posts come in √editions variants,
each edition using one variant of each. So n times the posts know √n times as many rare words, each in √n times as many
posts, and the words of everyday use are in n times as many.
"""

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokens_file import TokensFile

from recommender.settings import load_settings
from recommender.site.reader import open_site
from recommender.text.cache import open_cache
from recommender.text.corpus import PostTokens, tokenise_posts
from recommender.text.reading import read_site
from recommender.text.tokens import BREAK, Tokens

#: Sentences that come from the home post.
_FROM_HOME = 0.85
#: Posts that repeat an earlier one …
_COPIES = 0.01
#: … in all but so many of its sentences.
_CHANGED = 0.1
#: Words of a smaller share of the real posts have variants.
_RARE = 0.01


@dataclass(frozen=True)
class RealPost:
    """What a made-up post is made of."""

    title: str
    sentences: Sequence[str]
    tags: Sequence[str]


@dataclass(frozen=True)
class MadeUpBlog:
    """The posts of a blog as the trainer has them once they are tokenised."""

    tokens: Sequence[PostTokens]
    tags: Sequence[Sequence[str]]


def read_real_posts(sites: Sequence[Path], cache: Path | None, jobs: int) -> list[RealPost]:
    """Read and tokenise the posts of real blogs, those with a text."""
    found = []
    for root in sites:
        settings = load_settings(root)
        kept = open_cache(cache) if cache else None
        reading = read_site(open_site(root, settings.site), settings.text, jobs=jobs, cache=kept)
        corpus = tokenise_posts(reading.posts, settings.text, jobs=jobs, cache=kept)
        for one, tokens in zip(reading.posts, corpus.tokens, strict=True):
            sentences = [part for part in tokens.body.text.split(BREAK) if part.strip()]
            if sentences:
                found.append(RealPost(tokens.title.text, sentences, one.post.tags))
    return found


def make_up_blog(real: Sequence[RealPost], n_posts: int, file: Path, *, seed: int = 0) -> MadeUpBlog:
    """Make a blog of `n_posts` posts, whose words stand in a file; the same ones for the same arguments."""
    random = np.random.default_rng(seed)
    editions = math.ceil(n_posts / len(real))
    variants = math.ceil(math.sqrt(editions))
    rare = _rare_terms(real)
    tokens = TokensFile(file)
    tags: list[Sequence[str]] = []
    for edition in range(editions):
        names = _Names(rare, edition, variants)
        for home in random.permutation(len(real))[: n_posts - len(tokens)].tolist():
            if tokens and random.random() < _COPIES:
                original = int(random.integers(len(tokens)))
                title, text = tokens[original].title, tokens[original].body.text
                sentences, their_tags = text.split(BREAK), tags[original]
                changed = _CHANGED
            else:
                sentences = [names.of_text(one) for one in real[home].sentences]
                title = Tokens(names.of_text(real[home].title))
                their_tags = [names[tag] for tag in real[home].tags]
                changed = 1 - _FROM_HOME
            for place in np.flatnonzero(random.random(len(sentences)) < changed).tolist():
                other = real[int(random.integers(len(real)))]
                sentences[place] = names.of_text(other.sentences[int(random.integers(len(other.sentences)))])
            tokens.append(PostTokens(title, Tokens(BREAK.join(sentences))))
            tags.append(their_tags)
    return MadeUpBlog(tokens, tags)


class _Names(dict[str, str]):
    """What each word and tag is called in one edition."""

    def __init__(self, rare: frozenset[str], edition: int, variants: int) -> None:
        super().__init__()
        self._rare = rare
        self._edition = edition
        self._variants = variants

    def __missing__(self, term: str) -> str:
        variant = zlib.crc32(f"{self._edition} {term}".encode()) % self._variants
        self[term] = f"{term}{variant}" if variant and term in self._rare else term
        return self[term]

    def of_text(self, text: str) -> str:
        return " ".join(map(self.__getitem__, text.split()))


def _rare_terms(real: Sequence[RealPost]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for post in real:
        counts.update({*" ".join([post.title, *post.sentences]).split(), *post.tags})
    return frozenset(term for term, count in counts.items() if count < _RARE * len(real))
