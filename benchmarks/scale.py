"""How time and memory grow with the posts, beside other means: from tokenised posts to all lists, up to 100,000 posts.

    make bench-scale SITES="path/to/blog path/to/another"      (or: python benchmarks/scale.py SITE … --posts 10000)

The blogs are made up of the sentences of the given ones (see made_up_blog.py). Each measurement is a process of its
own that gets the words of all posts from a file; its seconds are those from words to lists, its memory is the highest
sum over it and the processes that it starts. Who needs more than `--minutes` for a size is left out from there on.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import joblib
import numpy as np
from made_up_blog import MadeUpBlog, make_up_blog, read_real_posts
from processes import measured

import recommender.room
from recommender.evaluation.text_search import bm25, more_like_this, textbook_tfidf
from recommender.progress import Progress
from recommender.ranking.candidates import (
    CANDIDATES,
    PLAIN_BLEND,
    _best,
    _nearest,
    fields_of_targets,
    most_postings,
)
from recommender.ranking.index import Index
from recommender.ranking.rank import rank_shared
from recommender.ranking.rules import Rules, make_rules
from recommender.ranking.target_blocks import blocks_of_targets
from recommender.settings import Settings
from recommender.shelf import Shared, Shelf
from recommender.site.post import Post
from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens
from recommender.text.vectors import make_vectors, pick_terms

#: Posts whose candidates are compared with all posts.
_ASKED = 500


def main() -> None:
    """Print seconds, memory and what they grew by, size by size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=Path, nargs="+")
    parser.add_argument("--posts", type=int, nargs="+", default=[2_500, 10_000, 20_000, 100_000])
    parser.add_argument("--contestants", nargs="+", default=list(CONTESTANTS), choices=list(CONTESTANTS))
    parser.add_argument("--cache", type=Path, help="keep what was made of the real posts in this file")
    parser.add_argument("--memory", type=float, help="gigabytes that a measurement may hold (Linux, as root)")
    parser.add_argument("--large", type=float, help="megabytes from which on arrays lie on disk")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    real = read_real_posts(options.sites, options.cache, options.jobs)
    print(f"made of {len(real)} posts; seconds from words to lists, {options.jobs} processes", flush=True)
    running = list(options.contestants)
    memory = int(1e9 * options.memory) if options.memory else None
    with tempfile.TemporaryDirectory() as folder:
        for count in sorted(options.posts):
            joblib.dump(make_up_blog(real, count, Path(folder, "words")), f"{folder}/blog")
            for name in list(running):
                command = [sys.executable, __file__, "--measure", name, f"{folder}/blog", str(options.jobs)]
                command += [str(options.large)] if options.large else []
                try:
                    printed, peak = measured(command, seconds=60 * options.minutes, memory=memory)
                except subprocess.TimeoutExpired:
                    running.remove(name)
                    print(f"{count:>8} posts  {name:<14} not within {options.minutes:g} minutes", flush=True)
                    continue
                table = json.loads(printed)
                steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in table["steps"].items())
                seconds = f"{table['seconds']:8.1f} s   {peak / 1e9:5.2f} GB"
                print(f"{count:>8} posts  {name:<14} {seconds}   {steps}", flush=True)
            printed, _ = measured([sys.executable, __file__, "--recall", f"{folder}/blog"])
            found = json.loads(printed)
            sizes = (
                f"{found['vectors'] / count / 1000:.0f} kB of vectors and {found['index'] / count / 1000:.0f} of index"
            )
            print(f"{count:>8} posts  candidate recall@10 {found['recall']:.4f}, {sizes} a post", flush=True)


def measure(name: str, file: str, jobs: int, large: float | None) -> None:
    """Make all lists in this process and print the seconds, step by step.

    Args:
        large: megabytes from which on arrays lie on disk, if other than usual.
    """
    if large is not None:
        recommender.room.LARGE = int(1e6 * large)
    held = [joblib.load(file)]
    steps: dict[str, float] = {}
    clock = _Clock(steps)
    start = time.perf_counter()
    CONTESTANTS[name](held, jobs, clock)
    seconds = time.perf_counter() - start
    clock("", 0, 0)
    print(json.dumps({"seconds": seconds, "steps": steps}))


def measure_recall(file: str) -> None:
    """Print what share of the exact best ten of some posts is among their candidates, and the bytes of all posts."""
    blog = joblib.load(file)
    vectors = make_vectors(pick_terms(blog.tokens), blog.tags, [None] * len(blog.tokens))
    fields = fields_of_targets(vectors, PLAIN_BLEND)
    count = len(vectors)
    asked = np.sort(np.random.default_rng(0).choice(count, min(_ASKED, count), replace=False)).tolist()
    blocks = blocks_of_targets(count)
    limits = (10, sys.maxsize), (CANDIDATES, most_postings(count) // len(blocks))
    tables = [
        (np.full((len(asked), limit), -1, np.int32), np.zeros((len(asked), limit), np.float32)) for limit, _ in limits
    ]
    for block in blocks:
        index = Shared(Index.of(fields, np.array(block)))
        for place, (limit, postings) in enumerate(limits):
            _, *found = _nearest(Shared(vectors), index, PLAIN_BLEND, limit, postings, asked)
            tables[place] = _best(tables[place], found)
    best, found_pairs = (
        {(row, target) for row, targets in enumerate(table.tolist()) for target in targets if target >= 0}
        for table, _ in tables
    )
    recall = len(best & found_pairs) / len(best)
    print(json.dumps({"recall": recall, "vectors": _bytes(vectors), "index": _bytes(index.value)}))


def _bytes(value: object) -> int:
    """Add up the arrays that a value is made of, one that stands in several places once."""
    arrays: dict[int, int] = {}
    values = [value]
    while values:
        one = values.pop()
        if isinstance(one, np.ndarray):
            # A matrix that shares another one's places has an object of its own for them.
            arrays[one.__array_interface__["data"][0]] = one.nbytes
        elif isinstance(one, tuple):
            values += one
        elif hasattr(one, "__dict__"):
            values += vars(one).values()
    return sum(arrays.values())


class _Clock:
    """Adds up the seconds between the reports of each step."""

    def __init__(self, steps: dict[str, float]) -> None:
        self._steps = steps
        self._last = time.perf_counter()
        self._step = "vectors"

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.perf_counter()
        self._steps[self._step] = self._steps.get(self._step, 0) + now - self._last
        self._last, self._step = now, step if done < total else f"after {step}"


# Whoever makes lists takes the blog out of what holds it, and lets go of its words as a training does.
def _ours(held: list[MadeUpBlog], jobs: int, progress: Progress) -> None:
    settings, blog = Settings(), held.pop()
    tags, rules = blog.tags, _rules(blog)
    terms = pick_terms(blog.tokens, jobs=jobs)
    del blog
    vectors = make_vectors(terms, tags, [None] * len(tags), jobs=jobs)
    del terms
    words = vectors.words.tolist()
    surfaces = dict(zip(words, words, strict=True))
    with Shelf() as shelf:
        shared = Shared(vectors, shelf)
        del vectors
        rank_shared(shared, rules, settings.ranking, surfaces, shelf, jobs=jobs, progress=progress)


def _rules(blog: MadeUpBlog) -> Rules:
    posts = [Post(f"{number}.md", f"/{number}/", one.title.text) for number, one in enumerate(blog.tokens)]
    return make_rules(posts, Settings(), today=0.0)


def _by_words(
    make_lists: Callable[..., list[list[int]]],
) -> Callable[[list[MadeUpBlog], int, Progress], None]:
    def make(held: list[MadeUpBlog], jobs: int, progress: Progress) -> None:
        blog = held.pop()
        count, rules = len(blog.tokens), _rules(blog)
        words: Sequence[Sequence[str]] = [one.title.words() + one.body.words() for one in blog.tokens]
        # They know no vectors; the rules ask for dates alone.
        dates_alone = make_vectors(
            pick_terms([PostTokens(Tokens(""), Tokens(""))] * count), [()] * count, [None] * count
        )
        del blog
        make_lists(words, dates_alone, rules)

    return make


CONTESTANTS: dict[str, Callable[[list[MadeUpBlog], int, Progress], None]] = {
    "recommender": _ours,
    "scikit-learn": _by_words(textbook_tfidf),
    "bm25s": _by_words(bm25),
    "tantivy": _by_words(more_like_this),
}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5]) if sys.argv[5:] else None)
    elif sys.argv[1:2] == ["--recall"]:
        measure_recall(sys.argv[2])
    else:
        main()
