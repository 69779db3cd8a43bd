"""What makes lists of scores, and what it costs: diversity, hubs, orphans, churn, and texts that come later.

Run: python benchmarks/lists.py SITE [SITE …]
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from recommender.errors import GoldError
from recommender.evaluation.ablation import our_lists
from recommender.evaluation.evaluate import prepare_task, with_paths
from recommender.evaluation.measures import measure
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.ranking.assignment import HUB_PLACES
from recommender.ranking.rank import Ranking, rank_site
from recommender.settings import RankingSettings, load_settings
from recommender.site.reader import open_site
from recommender.text.reading import read_site
from recommender.training import Ranked, rank_reading, train
from recommender.unpublished import Desk, read_later

_DIVERSITIES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_HELD_OUT = 20
_NEW_POSTS = 10
_SEED = 1
NOW = datetime.now(UTC)


def main() -> None:
    """Print the figures of each site."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    for site in options.sites:
        print(f"\n{site.resolve().name}", flush=True)
        for line in [*_of_rules(site, options.jobs), *_of_change(site, options.jobs)]:
            print("  " + line, flush=True)


def _of_rules(site: Path, jobs: int) -> Iterator[str]:
    """Measure the rules, on the site's text with its links masked where it has links."""
    settings = load_settings(site)
    try:
        task = prepare_task(site, settings, now=NOW, jobs=jobs)
        reading, judged = task.reading, task.judged
    except GoldError:
        reading, judged = read_site(open_site(site, settings.site, now=NOW), settings.text, jobs=jobs), {}
    ranked = rank_reading(reading, settings, now=NOW, jobs=jobs)
    plain = replace(settings.ranking, diversity=0, hub_limit=1, next_part_first=False)
    base = _ranking(ranked, plain, jobs)
    for value in _DIVERSITIES:
        one = _ranking(ranked, replace(plain, diversity=value), jobs)
        likeness, quality = _likeness(ranked, one), _quality(ranked, one, judged)
        yield f"diversity {value:.1f}: likeness within lists {likeness:.4f}{quality}"
    for name, one in {
        "no rules": base,
        "hub_limit alone": _ranking(ranked, replace(plain, hub_limit=settings.ranking.hub_limit), jobs),
        "next_part_first alone": _ranking(ranked, replace(plain, next_part_first=True), jobs),
        "all defaults": ranked.ranking,
    }.items():
        yield f"{name}: {_reach(ranked, one)}{_quality(ranked, one, judged)}"


def _ranking(ranked: Ranked, settings: RankingSettings, jobs: int) -> Ranking:
    return rank_site(ranked.vectors, ranked.rules, settings, ranked.corpus.surfaces, jobs=jobs)


def _quality(ranked: Ranked, ranking: Ranking, judged: Mapping[str, Mapping[str, int]]) -> str:
    if not judged:
        return ""
    paths = [one.post.path for one in ranked.reading.posts]
    return f", nDCG@10 {measure(judged, with_paths(our_lists(ranking), paths))['nDCG@10']:.4f}"


def _likeness(ranked: Ranked, ranking: Ranking) -> float:
    """Give the mean cosine of the texts of any two links of a list of five."""
    means = []
    for row in ranking.targets[:, :5]:
        bodies = ranked.vectors.body[row[row >= 0]]
        count = bodies.shape[0]
        if count > 1:
            cosines = (bodies @ bodies.T).toarray()
            means.append((cosines.sum() - np.trace(cosines)) / (count * (count - 1)))
    return float(np.mean(means))


def _reach(ranked: Ranked, ranking: Ranking) -> str:
    leads = Counter(ranking.targets[:, :HUB_PLACES].ravel().tolist())
    del leads[-1]
    public = np.flatnonzero(ranked.rules.allowed)
    unreached = np.setdiff1d(public, ranking.targets[:, :5])
    return (
        f"largest {max(leads.values())} of {len(ranking.targets)} lists of {HUB_PLACES}, "
        f"unreached in lists of 5 {len(unreached) / len(public):.1%}"
    )


def _of_change(site: Path, jobs: int) -> Iterator[str]:
    """Take posts out of a copy of the site, train, put them back, and see what changes."""
    with tempfile.TemporaryDirectory() as name:
        copy, folder = Path(shutil.copytree(site, Path(name) / "site")), Path(name) / "model"
        train(copy, folder, jobs=jobs)
        whole = load_model(folder)
        chosen = random.Random(_SEED).sample([post.path for post in whole.posts if post.is_recommendable], _HELD_OUT)
        for steady in (False, True):
            before, _ = _without(copy, chosen[:_NEW_POSTS], folder, jobs)
            train(copy, folder, jobs=jobs, fresh=not steady)
            label = "kept where hardly better" if steady else "made anew"
            changed = _changed(before, load_model(folder))
            yield f"{_NEW_POSTS} new posts, lists {label}: {changed:.1%} of lists of 3 change"
        before, texts = _without(copy, chosen, folder, jobs)
        yield _later(before, texts, whole)


def _without(copy: Path, paths: list[str], folder: Path, jobs: int) -> tuple[Model, dict[str, str]]:
    """Train without some posts, which are put back then."""
    contents = {path: (copy / path).read_bytes() for path in paths}
    for path in paths:
        (copy / path).unlink()
    train(copy, folder, jobs=jobs, fresh=True)
    model = load_model(folder)
    _ = model.texts
    for path, content in contents.items():
        (copy / path).write_bytes(content)
    return model, {path: content.decode(errors="replace") for path, content in contents.items()}


def _changed(before: Model, after: Model) -> float:
    changes = [
        [item.post.path for item in before.related(number, 3)]
        != [item.post.path for item in after.related(after.numbers[post.path], 3)]
        for number, post in enumerate(before.posts)
    ]
    return statistics.mean(changes)


def _later(before: Model, texts: Mapping[str, str], whole: Model) -> str:
    desk, shares, times = Desk(before), [], []
    for path, text in texts.items():
        start = time.perf_counter()
        ranked = desk.rank(read_later(path, text, before))
        times.append(time.perf_counter() - start)
        later = {item.post.path for item in ranked.related(len(ranked.posts) - 1, 5)}
        trained = [item.post.path for item in whole.related(whole.numbers[path], 20) if item.post.path not in texts]
        shares.append(len(later & set(trained[:5])) / 5)
    return (
        f"a text before its training: {statistics.mean(shares):.0%} of the five links that training gives it, "
        f"{1000 * statistics.median(times):.0f} ms ({1000 * max(times):.0f} at most)"
    )


if __name__ == "__main__":
    main()
