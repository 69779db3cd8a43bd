"""The lists of a site by other means, from the same words, in one run: how good and how fast.

    make bench-peers SITE=path/to/blog      (needs links between posts in the blog's own text)

All contestants get the same masked posts, already split into words; the seconds are those from words to lists.
BM25 takes each whole post as a query; scikit-learn multiplies all pairs.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import bm25s
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.errors import RecommenderError
from recommender.evaluation.baselines import DEPTH
from recommender.evaluation.evaluate import our_lists, prepare_task, with_paths
from recommender.evaluation.measures import measure
from recommender.ranking.rank import rank_site
from recommender.ranking.rules import Rules, make_rules
from recommender.settings import load_settings
from recommender.text.corpus import Corpus, tokenise_posts
from recommender.text.vectors import make_vectors

Lists = list[list[int]]


def main() -> None:
    """Print nDCG@10 and seconds of each contestant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    settings, now = load_settings(options.site), datetime.now(UTC)
    try:
        task = prepare_task(options.site, settings, now=now, gold=options.gold, jobs=options.jobs)
    except RecommenderError as error:
        sys.exit(str(error))
    posts = [one.post for one in task.reading.posts]
    corpus = tokenise_posts(task.reading.posts, settings.text, jobs=options.jobs)
    rules = make_rules(posts, settings, now.timestamp() / 86400)

    def ours() -> Lists:
        vectors = make_vectors(corpus.tokens, [post.tags for post in posts], [post.date for post in posts])
        ranking = rank_site(vectors, rules, settings.ranking, corpus.surfaces, jobs=options.jobs)
        return our_lists(ranking)

    contestants: dict[str, Callable[[], Lists]] = {
        "recommender": ours,
        "scikit-learn TF-IDF, all pairs": lambda: _scikit_learn(corpus, rules),
        "BM25 (bm25s)": lambda: _bm25(corpus, rules),
    }
    print(f"{len(posts)} posts, {len(task.judged)} with right answers")
    for name, make_lists in contestants.items():
        start = time.perf_counter()
        lists = make_lists()
        seconds = time.perf_counter() - start
        ndcg = measure(task.judged, with_paths(lists, [post.path for post in posts]))["nDCG@10"]
        print(f"  {name:<32} nDCG@10 {ndcg:.3f}   {seconds:6.1f} s")


def _words(corpus: Corpus) -> list[list[str]]:
    return [one.title.words() + one.body.words() for one in corpus.tokens]


def _scikit_learn(corpus: Corpus, rules: Rules) -> Lists:
    vectors = TfidfVectorizer(analyzer=lambda words: words, sublinear_tf=True).fit_transform(_words(corpus))
    scores = (vectors @ vectors.T).toarray()
    return [_best(row, query, rules) for query, row in enumerate(scores)]


def _bm25(corpus: Corpus, rules: Rules) -> Lists:
    words = _words(corpus)
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    return [_best(index.get_scores(query), number, rules) for number, query in enumerate(words)]


def _best(scores: Sequence[float], query: int, rules: Rules) -> list[int]:
    ranked = np.where(rules.allowed, scores, -np.inf)
    ranked[query] = -np.inf
    return np.argsort(-ranked, kind="stable")[:DEPTH].tolist()


if __name__ == "__main__":
    main()
