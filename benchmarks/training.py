"""How long training takes beside what MeCab alone needs for the same files, in one run.

    make bench SITE=path/to/blog        (or: python benchmarks/training.py SITE --jobs 2 --rounds 3)

MeCab's part is the floor: as many processes push the raw text of the same files through `-Owakati`, which only parts
the words with blanks. Both are whole processes, run in turn; the ratio of each round counts, machines are noisy.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from recommender.settings import SiteSettings
from recommender.site.reader import open_site

_WAKATI = """
import sys
from pathlib import Path
import fugashi
from joblib import Parallel, delayed

def wakati(paths):
    tagger = fugashi.Tagger("-Owakati")
    return sum(len(tagger.parse(Path(path).read_text(encoding="utf-8", errors="replace"))) for path in paths)

paths, jobs = sys.stdin.read().splitlines(), int(sys.argv[1])
Parallel(n_jobs=jobs)(delayed(wakati)(paths[start::jobs]) for start in range(jobs))
"""


def main() -> None:
    """Print the seconds of both and their ratio, round by round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = [str(options.site / path) for path in open_site(options.site, SiteSettings()).files()]
    size = sum(Path(file).stat().st_size for file in files)
    print(f"{len(files)} posts, {size / 1e6:.1f} MB, {options.jobs} processes")
    ratios = []
    for number in range(1, options.rounds + 1):
        training = _timed_training(options.site, options.jobs)
        floor = _timed([sys.executable, "-c", _WAKATI, str(options.jobs)], "\n".join(files))
        ratios.append(training / floor)
        print(f"round {number}: training {training:6.1f} s, MeCab alone {floor:6.1f} s, ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


def _timed_training(site: Path, jobs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "recommender", "train", str(site), "--jobs", str(jobs), "--samples", "0"]
        return _timed([*command, "--model", f"{folder}/model"], "")


def _timed(command: list[str], text: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, input=text, text=True, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
