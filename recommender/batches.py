"""Work on many items at once: in order, in processes of their own where that pays."""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from joblib import Parallel, delayed
from joblib.parallel import get_active_backend

from recommender.progress import Progress, Tally, silent
from recommender.shelf import Shared

A = TypeVar("A")
B = TypeVar("B")

#: Below this many items starting worker processes costs more than it saves.
MIN_ITEMS_FOR_WORKERS = 150
#: Enough for bars that move and processes that end together …
_BATCHES_PER_JOB = 16
#: … and so few items each that a process holds little at a time.
_MOST_ITEMS = 500


def in_batches(
    work: Callable[[Sequence[A]], B],
    items: Sequence[A],
    jobs: int,
    *,
    threads: int | None = None,
    progress: Progress = silent,
    step: str = "",
) -> Iterator[B]:
    """Run `work` over batches of items and give what came of each as it is done, in order.

    Args:
        work: a function of a module, since processes get it by name; what a `partial` of it shares is written first.
        jobs: processes to use.
        threads: so many threads of this process in their place, for work that would have to be sent too much, and that
            compiled loops do the most of; where a cluster is used its workers do it all the same.
        step: what `progress` calls it.
    """
    if not items:
        return
    prefer = "processes" if threads is None else "threads"
    is_local = getattr(get_active_backend(prefer)[0], "uses_threads", False)
    if len(items) < MIN_ITEMS_FOR_WORKERS:
        jobs = 1
    elif threads and is_local:
        jobs = threads
    if jobs > 1 and not is_local:
        # Here a full disk can be told; where tasks are sent, nobody would hear of it.
        for argument in getattr(work, "args", ()):
            if isinstance(argument, Shared):
                argument.write()
    count = min(len(items), max(jobs * _BATCHES_PER_JOB, math.ceil(len(items) / _MOST_ITEMS)))
    bounds = [len(items) * index // count for index in range(count + 1)]
    batches = [items[start:stop] for start, stop in pairwise(bounds)]
    tally = Tally(progress, step, len(items))
    if jobs == 1:
        # Without joblib, which would send them to a cluster's workers where one is used.
        yield from _told(map(work, batches), batches, tally)
        return
    with warnings.catch_warnings():
        # A worker maps the dictionary's 250 MB as it reads on; loky takes that for a leak and replaces the worker.
        warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given")
        results = Parallel(n_jobs=jobs, prefer=prefer, return_as="generator")(delayed(work)(batch) for batch in batches)
        yield from _told(results, batches, tally)


def _told(results: Iterable[B], batches: Sequence[Sequence[A]], tally: Tally) -> Iterator[B]:
    for result, batch in zip(results, batches, strict=True):
        yield result
        tally.add(len(batch))
