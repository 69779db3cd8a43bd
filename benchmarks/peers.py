"""The lists of a site by other means, from the same words, in one run: how good and how fast.

    make bench-peers SITE=path/to/blog      (needs links between posts in the blog's own text)

All contestants get the same masked posts, already split into words, and keep the same rules; the seconds are those
from words to lists. BM25 takes each whole post as a query, more-like-this its 25 best words; scikit-learn multiplies
all pairs.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from recommender.errors import RecommenderError
from recommender.evaluation.ablation import our_lists
from recommender.evaluation.evaluate import prepare_task, with_paths
from recommender.evaluation.measures import measure
from recommender.evaluation.text_search import bm25, more_like_this, textbook_tfidf
from recommender.ranking.rank import rank_site
from recommender.ranking.rules import make_rules
from recommender.settings import load_settings
from recommender.site.tags import alias_table
from recommender.text.corpus import tokenise_posts
from recommender.text.vectors import Vectors, make_vectors, pick_terms

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

    aliases = alias_table(settings.tags.alias)
    words = [one.title.words() + one.body.words() for one in corpus.tokens]

    def vectors_of_site() -> Vectors:
        return make_vectors(
            pick_terms(corpus.tokens), [post.tags for post in posts], [post.date for post in posts], aliases=aliases
        )

    def ours() -> Lists:
        return our_lists(rank_site(vectors_of_site(), rules, settings.ranking, corpus.surfaces, jobs=options.jobs))

    # The others need dates and languages alone, for the rules.
    vectors = vectors_of_site()
    contestants: dict[str, Callable[[], Lists]] = {
        "recommender": ours,
        "scikit-learn TF-IDF, all pairs": lambda: textbook_tfidf(words, vectors, rules),
        "BM25 (bm25s)": lambda: bm25(words, vectors, rules),
        "more-like-this (tantivy)": lambda: more_like_this(words, vectors, rules),
    }
    print(f"{len(posts)} posts, {len(task.judged)} with right answers")
    for name, make_lists in contestants.items():
        start = time.perf_counter()
        lists = make_lists()
        seconds = time.perf_counter() - start
        ndcg = measure(task.judged, with_paths(lists, [post.path for post in posts]))["nDCG@10"]
        print(f"  {name:<32} nDCG@10 {ndcg:.3f}   {seconds:6.1f} s")


if __name__ == "__main__":
    main()
