"""Pairs of large sites, one block of targets after another, so that the rows that are read at random lie in memory."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from numpy.typing import NDArray

from recommender.batches import in_batches
from recommender.progress import Progress

#: Posts whose vectors take three gigabytes; a smaller site is one block.
_BLOCK = 150_000


def blocks_of_targets(n_posts: int) -> list[range]:
    """Cut a site into blocks of posts, about as many in each."""
    count = max(1, -(-n_posts // _BLOCK))
    return [range(n_posts * index // count, n_posts * (index + 1) // count) for index in range(count)]


def fill_tables(
    tables: Sequence[NDArray[Any]],
    work: Callable[[range, Sequence[int]], Sequence[NDArray[Any]]],
    n_posts: int,
    *,
    jobs: int,
    progress: Progress,
    step: str,
) -> None:
    """Fill tables that have a line a pair.

    Args:
        work: gives, for targets and queries, the lines of their pairs, then what stands there in each table.
    """
    for targets in blocks_of_targets(n_posts):
        batches = in_batches(partial(work, targets), range(n_posts), jobs, threads=jobs, progress=progress, step=step)
        for places, *values in batches:
            for table, value in zip(tables, values, strict=True):
                table[places] = value
