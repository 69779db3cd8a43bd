"""How good the lists are on several blogs, with weights that were fitted on the others; or fit the weights anew.

    make bench-quality SITES="path/to/one path/to/another"
    make fit-weights SITES="…"      (writes recommender/ranking/weights.toml)

Each blog needs links between posts in its own text, or a `gold.tsv` beside them (SOURCE tab TARGET). The links are
taken out of the text first. "ours" has weights fitted on all the other blogs, so that no weight has seen the blog;
"tuned" starts from those and is fitted to the blog's own links, each post scored by weights that saw no link to or from
it. The peers are measured on the same masked text. Figures are nDCG@10 with 95 % intervals, by bootstrap over posts; a
ratio is to the best peer of the row.
"""

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from recommender.errors import RecommenderError
from recommender.evaluation.bootstrap import mean_with_interval
from recommender.evaluation.contestants import baselines
from recommender.evaluation.evaluate import Task, prepare_task, with_paths
from recommender.evaluation.examples import best_targets, make_examples
from recommender.evaluation.measures import measure_each
from recommender.ranking.blend import active_weights, blend, default_weights
from recommender.ranking.candidates import find_candidates
from recommender.ranking.fitting import Examples, fit_weights, round_weights
from recommender.settings import Settings, load_settings
from recommender.training import Ranked, rank_reading
from recommender.tuning import score_held_out

WEIGHTS = Path(__file__).parent.parent / "recommender" / "ranking" / "weights.toml"
MEASURE = "nDCG@10"
PEERS = {"shared tags": "tags", "textbook TF-IDF": "TF-IDF", "BM25": "BM25", "Lucene more-like-this": "Lucene"}


@dataclass(frozen=True)
class Blog:
    """A blog ready to be measured: its candidates with their signals, and the right answers."""

    name: str
    task: Task
    settings: Settings
    paths: list[str]
    ranked: Ranked
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
    print_table(blogs)
    if options.write:
        write_weights(blogs)


def print_table(blogs: list[Blog]) -> None:
    """Print a row a blog, and the mean of the ratios."""
    peers = "".join(f"{name:>8}" for name in PEERS.values())
    print(
        f"{MEASURE:<12}{'posts':>6}{'links':>6}{peers}  {'ours':<20}{'ratio':>6}  {'tuned':<20}{'ratio':>6}"
        f"{'recall@10':>11}{'hit@5':>7}{'shipped':>9}"
    )
    ratios: list[tuple[float, float]] = []
    for blog in blogs:
        others = [one.examples for one in blogs if one is not blog]
        weights = fit_weights(others) if others else default_weights()
        runs = baselines(blog.ranked, blog.settings).runs
        theirs = [scores_of(blog, runs[name])[MEASURE].mean() if name in runs else np.nan for name in PEERS]
        ours = scores_of(blog, blended_lists(blog, weights))
        tuned = scores_of(
            blog,
            best_targets(blog.examples, score_held_out(blog.examples, blog.ranked.vectors, weights), len(blog.paths)),
        )
        shipped = scores_of(blog, blended_lists(blog, default_weights()))[MEASURE].mean()
        best = np.nanmax(theirs)
        ratios.append((ours[MEASURE].mean() / best, tuned[MEASURE].mean() / best))
        print(
            f"{blog.name:<12}{len(blog.paths):>6}{len(blog.task.pairs):>6}"
            + "".join(f"{one:>8.3f}" for one in theirs)
            + f"  {with_interval(ours[MEASURE]):<20}{ratios[-1][0]:>6.2f}"
            + f"  {with_interval(tuned[MEASURE]):<20}{ratios[-1][1]:>6.2f}"
            + f"{ours['recall@10'].mean():>11.3f}{ours['hit@5'].mean():>7.3f}{shipped:>9.3f}",
            flush=True,
        )
    print(
        f"mean ratio to the best peer: ours {mean(one for one, _ in ratios):.3f}, "
        f"tuned {mean(one for _, one in ratios):.3f}"
    )


def read_blog(site: Path, jobs: int) -> Blog:
    """Read a blog with its links masked, and work out every candidate's signals."""
    settings, now = load_settings(site), datetime.now(UTC)
    gold = site / "gold.tsv"
    task = prepare_task(site, settings, now=now, gold=gold if gold.is_file() else None, jobs=jobs)
    ranked = rank_reading(task.reading, settings, now=now, keep_words=True, jobs=jobs)
    examples = make_examples(task, ranked.vectors, find_candidates(ranked.vectors, ranked.rules, jobs=jobs))
    paths = [one.post.path for one in task.reading.posts]
    return Blog(site.resolve().name, task, settings, paths, ranked, examples)


def blended_lists(blog: Blog, weights: dict[str, float]) -> list[list[int]]:
    """Rank the candidates of each post by their scores alone (what the rules of lists cost: `benchmarks/lists.py`)."""
    scores = blend(blog.examples.values, active_weights(weights, blog.ranked.vectors), blog.examples.queries)
    return best_targets(blog.examples, scores, len(blog.paths))


def scores_of(blog: Blog, lists: list[list[int]]) -> dict[str, NDArray[np.float64]]:
    """Give each measure of each post that has right answers."""
    measured = measure_each(blog.task.judged, with_paths(lists, blog.paths))
    return {name: np.array(values) for name, values in measured.items()}


def with_interval(values: NDArray[np.float64]) -> str:
    """Write a mean with its interval."""
    one = mean_with_interval(values)
    return f"{one.mean:.3f} ({one.low:.3f}–{one.high:.3f})"


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
