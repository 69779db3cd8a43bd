"""What searches text elsewhere, as baselines: textbook TF-IDF, BM25 and Lucene's more-like-this.

The last two need libraries that come with `pip install 'recommender[peers]'`.
"""

import importlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.evaluation.baselines import DEPTH, eligible
from recommender.ranking.rules import Rules
from recommender.text.vectors import Vectors

Words = Sequence[Sequence[str]]

#: Rows of scores held at a time.
_BATCH = 256
#: In bytes: the index of a large blog in one go.
_HEAP = 500_000_000
#: Defaults of Lucene's MoreLikeThis.
_LEAST_TF, _LEAST_DF, _MOST_WORDS = 2, 5, 25


def is_installed(library: str) -> bool:
    """Tell whether a library can be imported."""
    return find_spec(library) is not None


def textbook_tfidf(words: Words, vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by the cosine of scikit-learn's TF-IDF as it comes: raw counts, words from two letters on, none pruned.

    Args:
        words: every word of each post as it is spelt.
    """
    lists: list[list[int]] = [[] for _ in words]
    try:
        matrix = TfidfVectorizer().fit_transform(" ".join(one) for one in words)
    except ValueError:
        # scikit-learn refuses to count nothing: no post has a word of two letters.
        return lists
    for start in range(0, len(words), _BATCH):
        for row, scores in enumerate((matrix[start : start + _BATCH] @ matrix.T).toarray()):
            lists[start + row] = _best(scores, start + row, vectors, rules)
    return lists


def bm25(words: Words, vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by BM25 (bm25s as it comes: Lucene's variant, k1 1.5, b 0.75), each whole post a query."""
    if not any(words):
        return [[] for _ in words]
    index = importlib.import_module("bm25s").BM25()
    index.index([list(one) for one in words], show_progress=False)
    return [_best(index.get_scores(list(one)), query, vectors, rules) if one else [] for query, one in enumerate(words)]


def more_like_this(words: Words, vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by Lucene's more-like-this over tantivy: a post's 25 best words asked of an index.

    Words are chosen as Lucene's MoreLikeThis does by default: from twice in the post and five posts on, by
    tf · (1 + ln(n / (df + 1))). They are chosen here and not by tantivy, which breaks ties another way every time.
    """
    if not any(words):
        return [[] for _ in words]
    searcher, schema, tantivy = _tantivy_index(words)
    df = Counter(word for one in words for word in set(one))
    lists = []
    for query, one in enumerate(words):
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word))
            for word in _interesting_words(one, df, len(words))
        ]
        found = searcher.search(tantivy.Query.boolean_query(terms), limit=len(words)).hits if terms else []
        scores = np.zeros(len(words))
        # One thread writes one segment, in which documents keep their order.
        scores[[hit.doc for _, hit in found]] = [score for score, _ in found]
        lists.append(_best(scores, query, vectors, rules))
    return lists


def _tantivy_index(words: Words) -> tuple[Any, Any, Any]:
    tantivy = importlib.import_module("tantivy")
    schema = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace").build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for one in words:
        writer.add_document(tantivy.Document(text=" ".join(one)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher(), schema, tantivy


def _interesting_words(words: Sequence[str], df: Mapping[str, int], count: int) -> list[str]:
    weights = {
        word: tf * (1 + math.log(count / (df[word] + 1)))
        for word, tf in Counter(words).items()
        if tf >= _LEAST_TF and df[word] >= _LEAST_DF
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:_MOST_WORDS]


def _best(scores: NDArray[np.floating], query: int, vectors: Vectors, rules: Rules) -> list[int]:
    """Give the posts of the highest scores above 0, equal ones in the site's order."""
    may = eligible(query, vectors, rules) & (scores > 0)
    order = np.argsort(-np.round(scores, 4), kind="stable")
    best: list[int] = order[may[order]][:DEPTH].tolist()
    return best
