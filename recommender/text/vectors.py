"""Words to TF-IDF vectors, one matrix a field."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.freed import give_back
from recommender.progress import Progress, silent
from recommender.room import room
from recommender.site.tags import normalise_tag
from recommender.text.corpus import PostTokens
from recommender.text.counted_rows import count_columns
from recommender.text.lexicon import Lexicon, Vocabulary, hash_phrases, hash_terms, make_vocabulary
from recommender.text.passages import Passages, make_passages, no_passages, pick_passages
from recommender.text.terms import Terms, read_terms
from recommender.text.tfidf import smooth_idf, tfidf

#: A title names the subject: its words count as if the text said them this many times more (nDCG@10 + .01 … + .03).
TITLE_WEIGHT = 3
#: A word in more than half of the posts tells none of them apart (nDCG@10 .54 → .62 together with sublinear tf).
MAX_DF = 0.5
#: On a small blog, half of the posts may well share a subject.
MIN_POSTS_FOR_MAX_DF = 20
#: A word of one post alone joins no two posts, and lengthens the vector of its post; a small blog needs every word.
MIN_DF = 2
MIN_POSTS_FOR_MIN_DF = 20
_STEPS = ("weighing words", "weighing phrases")


@dataclass(frozen=True)
class Vectors:
    """A site's posts as vectors; row i of every matrix is post i.

    Attributes:
        body: TF-IDF of the words of text and title, rows of length 1 (or 0: a wordless post). Shape (n_posts, n_words).
        rare_body: `body` with idf counted once more, rows of length 1 or 0. Shape (n_posts, n_words).
        phrases: of adjacent pairs of words, weighed as `rare_body`. Shape (n_posts, n_phrases).
        body_passages: the words of each passage and of the title, weighed by the square of idf as in `rare_body`.
        phrase_passages: the phrases of each passage and of the title, weighed likewise.
        presence: 1 where a word stands in text or title. Shape (n_posts, n_words).
        title_shares: share of each word in the idf of the title, rows of sum 1 or 0. Shape (n_posts, n_words).
        tags: idf of the tags, rows of length 1 or 0. Shape (n_posts, n_tags).
        days: date in days since 1970, NaN where unknown. Shape (n_posts,).
        words: the key of each column of `body`.
        lexicon: the terms of words, phrases and tags with their idf.
    """

    body: csr_matrix
    rare_body: csr_matrix
    phrases: csr_matrix
    body_passages: Passages
    phrase_passages: Passages
    presence: csr_matrix
    title_shares: csr_matrix
    tags: csr_matrix
    days: NDArray[np.float64]
    words: NDArray[np.str_]
    lexicon: Lexicon

    def __len__(self) -> int:
        """Count the posts."""
        return int(self.body.shape[0])


class SiteTerms(NamedTuple):
    """The words and phrases of a site's posts that are worth keeping; `names` has all words by number."""

    names: list[str]
    words: Terms
    phrases: Terms


def pick_terms(tokens: Sequence[PostTokens], *, jobs: int = 1, progress: Progress = silent) -> SiteTerms:
    """Read the words of posts as numbers, which take a third of the memory: after that they are no longer needed."""
    n_posts = len(tokens)
    most = MAX_DF * n_posts if n_posts >= MIN_POSTS_FOR_MAX_DF else n_posts
    least = MIN_DF if n_posts >= MIN_POSTS_FOR_MIN_DF else 1
    return SiteTerms(*read_terms(tokens, least=least, most=most, jobs=jobs, progress=progress))


def make_vectors(
    terms: SiteTerms,
    tags: Sequence[Sequence[str]],
    dates: Sequence[datetime | None],
    *,
    aliases: Mapping[str, str] | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Vectors:
    """Make the vectors of a site's posts.

    Args:
        terms: what each post consists of.
        tags: each post's tags in the author's spelling.
        dates: each post's date.
        aliases: normalised tag → the tag that it stands for.
        jobs: threads to use.
    """
    give_back()
    names, *fields = terms
    make = partial(_make_field, hash_terms(names), progress)
    # Compiled loops, NumPy and SciPy, which do the most of it, let other threads run meanwhile.
    with ThreadPoolExecutor(min(jobs, len(fields))) as threads:
        words, phrases = threads.map(make, fields, (TITLE_WEIGHT, 1), _STEPS)
    tag_counts, known_tags = _count_tags([[normalise_tag(tag, aliases) for tag in one] for one in tags])
    tag_idf = smooth_idf(np.bincount(tag_counts.indices, minlength=len(known_tags)), len(tags))
    tag_vocabulary = make_vocabulary(hash_terms(known_tags.tolist()), tag_idf)
    return _weigh_all(
        Lexicon(words.vocabulary, phrases.vocabulary, tag_vocabulary),
        words.counts,
        phrases.counts,
        title_counts=words.title_counts,
        tag_counts=tag_counts,
        body_passages=words.passages,
        phrase_passages=phrases.passages,
        dates=dates,
        words=np.array([names[number] for number in words.words.ravel().tolist()], dtype=np.str_),
        jobs=jobs,
    )


def vectorise_later(
    tokens: PostTokens,
    tags: Sequence[str],
    date: datetime | None,
    site: Vectors,
    *,
    aliases: Mapping[str, str] | None = None,
) -> Vectors:
    """Make the vectors of one text that came later, in the columns and with the weights of a site. One row."""
    lexicon = site.lexicon
    tag_counts, known_tags = _count_tags([[normalise_tag(tag, aliases) for tag in tags]])
    names, words, phrases = read_terms([tokens])
    keys = hash_terms(names)
    titles, counts = _count(words, TITLE_WEIGHT)
    _, phrase_counts = _count(phrases, 1)
    return _weigh_all(
        lexicon,
        counts=_count_known(counts, keys[words.words], lexicon.words),
        phrase_counts=_count_known(phrase_counts, keys[phrases.words], lexicon.phrases),
        title_counts=_count_known(titles, keys[words.words], lexicon.words),
        tag_counts=_count_known(tag_counts, hash_terms(known_tags.tolist()).reshape(-1, 1), lexicon.tags),
        # What is asked about is compared as a whole with the passages of others.
        body_passages=no_passages(1, len(lexicon.words.idf)),
        phrase_passages=no_passages(1, len(lexicon.phrases.idf)),
        dates=[date],
        words=site.words,
    )


def pick_rows(vectors: Vectors, posts: NDArray[np.intp], later: Vectors | None = None) -> Vectors:
    """Give the vectors of some posts of a site, in that order, and behind them those of a later text if any."""

    def joined(name: str) -> csr_matrix:
        picked = getattr(vectors, name)[posts]
        return picked if later is None else csr_matrix(vstack([picked, getattr(later, name)]))

    rows = {name: joined(name) for name in ("body", "rare_body", "phrases", "presence", "title_shares", "tags")}
    return Vectors(
        **rows,
        body_passages=pick_passages(vectors.body_passages, posts, None if later is None else later.body_passages),
        phrase_passages=pick_passages(vectors.phrase_passages, posts, None if later is None else later.phrase_passages),
        days=vectors.days[posts] if later is None else np.append(vectors.days[posts], later.days),
        words=vectors.words,
        lexicon=vectors.lexicon,
    )


class _Field(NamedTuple):
    """Words or phrases of a site's posts: those worth keeping, counted and cut."""

    words: NDArray[np.int32]
    title_counts: csr_matrix
    counts: csr_matrix
    vocabulary: Vocabulary
    passages: Passages


def _make_field(keys: NDArray[np.uint64], progress: Progress, terms: Terms, title_weight: int, step: str) -> _Field:
    titles, counts = _count(terms, title_weight)
    vocabulary = make_vocabulary(hash_phrases(keys[terms.words]), smooth_idf(terms.df, len(terms.bodies)))
    return _Field(terms.words, titles, counts, vocabulary, make_passages(terms, vocabulary.idf**2, progress, step))


def _weigh_all(
    lexicon: Lexicon,
    counts: csr_matrix,
    phrase_counts: csr_matrix,
    title_counts: csr_matrix,
    tag_counts: csr_matrix,
    body_passages: Passages,
    phrase_passages: Passages,
    dates: Sequence[datetime | None],
    words: NDArray[np.str_],
    jobs: int = 1,
) -> Vectors:
    idf, phrase_idf = lexicon.words.idf, lexicon.phrases.idf
    weighed = (counts, idf), (counts, idf**2), (phrase_counts, phrase_idf**2)
    with ThreadPoolExecutor(min(jobs, len(weighed))) as threads:
        body, rare_body, phrases = threads.map(tfidf, *zip(*weighed, strict=True))
    return Vectors(
        body=body,
        rare_body=rare_body,
        phrases=phrases,
        body_passages=body_passages,
        phrase_passages=phrase_passages,
        presence=_binary(counts),
        title_shares=_shares(csr_matrix(_binary(title_counts).multiply(idf))),
        tags=tfidf(_binary(tag_counts), lexicon.tags.idf),
        days=np.array([date.timestamp() / 86400 if date else np.nan for date in dates]),
        words=words,
        lexicon=lexicon,
    )


def _count_known(counts: csr_matrix, keys: NDArray[np.uint64], vocabulary: Vocabulary) -> csr_matrix:
    """Give one row of counts in the columns of a vocabulary; terms that are not in it are left out.

    Args:
        counts: shape (1, n_terms).
        keys: the hashes of the words of each term. Shape (n_terms, n_words).
    """
    columns = vocabulary.find(hash_phrases(keys))[counts.indices]
    known = columns >= 0
    rows = np.zeros(int(known.sum()), np.intp)
    return csr_matrix((counts.data[known], (rows, columns[known])), shape=(1, len(vocabulary.idf)))


def _count(terms: Terms, title_weight: int) -> tuple[csr_matrix, csr_matrix]:
    """Count the terms of titles, and those of posts, where a title counts so many times."""
    titles, bodies, n_columns = terms.titles, terms.bodies, terms.n_columns
    counts = count_columns(bodies, n_columns, titles, title_weight, n_entries=int(terms.df.sum()))
    return count_columns(titles, n_columns), counts


def _count_tags(documents: Sequence[Sequence[str]]) -> tuple[csr_matrix, NDArray[np.str_]]:
    """Count the tags of posts, columns sorted by tag."""
    tags = sorted(set().union(*documents))
    columns = {tag: column for column, tag in enumerate(tags)}
    rows = np.repeat(np.arange(len(documents)), [len(document) for document in documents])
    places = np.array([columns[tag] for document in documents for tag in document], dtype=np.int32)
    counts = csr_matrix((np.ones(len(places), dtype=np.float32), (rows, places)), shape=(len(documents), len(tags)))
    counts.sort_indices()
    return counts, np.array(tags, dtype=np.str_)


def _shares(matrix: csr_matrix) -> csr_matrix:
    """Bring the sum of each row to 1; rows of zeros stay."""
    sums = np.repeat(matrix @ np.ones(matrix.shape[1]), np.diff(matrix.indptr))
    return csr_matrix(((matrix.data / sums).astype(np.float32), matrix.indices, matrix.indptr), shape=matrix.shape)


def _binary(counts: csr_matrix) -> csr_matrix:
    ones = room(counts.nnz, np.float32)
    ones[:] = 1
    return _like(counts, ones)


def _like(matrix: csr_matrix, data: NDArray[np.float32]) -> csr_matrix:
    """Give a matrix with entries at the same places, which are kept in memory once."""
    return csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)
