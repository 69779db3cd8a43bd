"""How good the lists are on several blogs, with weights that were fitted on the others; or fit the weights anew.

    make bench-quality SITES="path/to/one path/to/another"
    make fit-weights SITES="…"      (writes recommender/ranking/weights.toml)

Each blog needs links between posts in its own text, or a `gold.tsv` beside them (SOURCE tab TARGET). The links are
taken out of the text first. A blog is measured with weights fitted on all the others, so that no weight has seen it,
recall@10 and hit@5 too. "TF-IDF" is the plain cosine of the texts, "tags" what most blogs have. Intervals are 95 %, by
bootstrap over posts.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RecommenderError
from recommender.evaluation.baselines import plain_tfidf, shared_tags
from recommender.evaluation.bootstrap import mean_with_interval
from recommender.evaluation.evaluate import Task, prepare_task, with_paths
from recommender.evaluation.examples import best_targets, make_examples
from recommender.evaluation.measures import measure_each
from recommender.ranking.blend import active_weights, blend, default_weights
from recommender.ranking.candidates import find_candidates
from recommender.ranking.fitting import Examples, fit_weights, round_weights
from recommender.ranking.rules import Rules, make_rules
from recommender.settings import load_settings
from recommender.text.vectors import Vectors
from recommender.training import vectorise_reading

WEIGHTS = Path(__file__).parent.parent / "recommender" / "ranking" / "weights.toml"
MEASURE = "nDCG@10"


@dataclass(frozen=True)
class Blog:
    """A blog ready to be measured: its candidates with their signals, and the right answers."""

    name: str
    task: Task
    paths: list[str]
    vectors: Vectors
    rules: Rules
    examples: Examples


def main() -> None:
    """Print a table, and write the weights fitted on all blogs where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", action="store_true", help="write the weights fitted on all blogs into the package")
    options = parser.parse_args()
    try:
        blogs = [read_blog(site, options.jobs) for site in options.sites]
    except RecommenderError as error:
        sys.exit(str(error))
    print(
        f"{MEASURE:<14}{'posts':>7}{'links':>7}  {'others’ weights':<22}{'recall@10':>10}{'hit@5':>7}"
        f"{'shipped':>9}{'TF-IDF':>9}{'tags':>7}"
    )
    for blog in blogs:
        others = [one.examples for one in blogs if one is not blog]
        fitted = scores_of(blog, our_lists(blog, fit_weights(others))) if others else {}
        shipped, tfidf, tags = (
            scores_of(blog, run)[MEASURE].mean()
            for run in (
                our_lists(blog, default_weights()),
                plain_tfidf(blog.vectors, blog.rules),
                shared_tags(blog.vectors, blog.rules),
            )
        )
        ours = mean_with_interval(fitted.get(MEASURE, np.full(1, np.nan)))
        recall, hit = (fitted[name].mean() if fitted else np.nan for name in ("recall@10", "hit@5"))
        print(
            f"{blog.name:<14}{len(blog.paths):>7}{len(blog.task.pairs):>7}  "
            f"{f'{ours.mean:.3f} ({ours.low:.3f}–{ours.high:.3f})':<22}"
            f"{recall:>10.3f}{hit:>7.3f}{shipped:>9.3f}{tfidf:>9.3f}{tags:>7.3f}"
        )
    if options.write:
        write_weights(blogs)


def read_blog(site: Path, jobs: int) -> Blog:
    """Read a blog with its links masked, and work out every candidate's signals."""
    settings, now = load_settings(site), datetime.now(UTC)
    gold = site / "gold.tsv"
    task = prepare_task(site, settings, now=now, gold=gold if gold.is_file() else None, jobs=jobs)
    posts = [one.post for one in task.reading.posts]
    _, vectors = vectorise_reading(task.reading, settings, jobs=jobs)
    rules = make_rules(posts, settings, now.timestamp() / 86400)
    pairs = find_candidates(vectors, rules, jobs=jobs)
    paths = [one.path for one in posts]
    examples = make_examples(task, vectors, pairs)
    return Blog(site.resolve().name, task, paths, vectors, rules, examples)


def our_lists(blog: Blog, weights: dict[str, float]) -> list[list[int]]:
    """Rank the candidates of each post."""
    scores = blend(blog.examples.values, active_weights(weights, blog.vectors), blog.examples.queries)
    return best_targets(blog.examples, scores, len(blog.paths))


def scores_of(blog: Blog, lists: list[list[int]]) -> dict[str, NDArray[np.float64]]:
    """Give each measure of each post that has right answers."""
    measured = measure_each(blog.task.judged, with_paths(lists, blog.paths))
    return {name: np.array(values) for name, values in measured.items()}


def write_weights(blogs: list[Blog]) -> None:
    """Write the weights fitted on all blogs, with what they were fitted on."""
    weights = round_weights(fit_weights([blog.examples for blog in blogs]))
    lines = ["# How much each signal counts, of sum 1. Written by `make fit-weights`.", "", "[weights]"]
    lines += [f"{name} = {weight:.3f}" for name, weight in weights.items()]
    lines += ["", "# The blogs that the weights were fitted on: posts and links between them.", "[fitted_on]"]
    lines += [f"{blog.name} = {{ posts = {len(blog.paths)}, links = {len(blog.task.pairs)} }}" for blog in blogs]
    WEIGHTS.write_text("\n".join([*lines, ""]), encoding="utf-8")
    print(f"\n{WEIGHTS}:\n" + WEIGHTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
