"""How long reading takes until every post is prose, and how much memory all processes together need for it.

    make bench-reading SITE=path/to/blog        (or: python benchmarks/reading.py SITE --jobs 2 --rounds 3)

Each round is a process of its own. The best one counts for time: what slows the others down is not ours. Memory is the
highest sum over the process and those that it starts, looked at every 50 ms in /proc (Linux); shared pages count once.
"""

import argparse
import os
import sys
from pathlib import Path

from processes import measured

from recommender.settings import SiteSettings
from recommender.site.reader import open_site

# The clock starts after the imports and stops before the exit: both cost the same for every site.
_READING = """
import sys, time
from pathlib import Path
from recommender.settings import SiteSettings, TextSettings
from recommender.site.reader import open_site
from recommender.text.reading import read_site

start = time.perf_counter()
read_site(open_site(Path(sys.argv[1]), SiteSettings()), TextSettings(), jobs=int(sys.argv[2]))
print(time.perf_counter() - start)
"""


def main() -> None:
    """Print seconds and memory round by round, then the best time and the highest memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = open_site(options.site, SiteSettings()).files()
    size = sum((options.site / path).stat().st_size for path in files)
    print(f"{len(files)} posts, {size / 1e6:.1f} MB, {options.jobs} processes")
    seconds, peaks = [], []
    for number in range(1, options.rounds + 1):
        printed, peak = measured([sys.executable, "-c", _READING, str(options.site), str(options.jobs)])
        second = float(printed)
        seconds.append(second)
        peaks.append(peak)
        print(f"round {number}: reading and prose {second:6.2f} s, at most {peak / 1e6:7.0f} MB")
    print(f"best {min(seconds):.2f} s, at most {max(peaks) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
