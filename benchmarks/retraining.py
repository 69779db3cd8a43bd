"""How long a training takes where another one went before, beside a first one, in one run.

    make bench-retrain SITE=path/to/blog        (or: python benchmarks/retraining.py SITE --changed 0.01)

Works on a copy of the site. A second training with nothing changed must leave the model as it is, to the byte; for the
third a line is added to some posts, drawn by lot.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from recommender.settings import load_settings
from recommender.site.reader import open_site


def main() -> None:
    """Print the seconds of the three trainings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--changed", type=float, default=0.01, help="share of the posts that changes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        site, model = Path(shutil.copytree(options.site, f"{name}/blog")), Path(name) / "model"
        first = _timed_training(site, model)
        manifest = (model / "manifest.json").read_bytes()
        again = _timed_training(site, model)
        if (model / "manifest.json").read_bytes() != manifest:
            sys.exit("nothing changed, and the model did; expected the same bytes")
        posts = open_site(site, load_settings(site).site).files()
        for post in random.Random(1).sample(posts, max(1, round(options.changed * len(posts)))):
            (site / post).write_bytes((site / post).read_bytes() + "\n\n庭の土を耕して、種を蒔く。\n".encode())
        changed = _timed_training(site, model)
        cache = model.with_name("model.recommender-cache").stat().st_size
    print(
        f"{len(posts)} posts: first training {first:.1f} s, nothing changed {again:.2f} s, "
        f"{options.changed:.0%} changed {changed:.1f} s ({changed / first:.0%} of the first), "
        f"cache {cache / 1e6:.0f} MB"
    )


def _timed_training(site: Path, model: Path) -> float:
    command = [sys.executable, "-m", "recommender", "train", str(site), "--model", str(model), "--samples", "0"]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
