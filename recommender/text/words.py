"""The words of posts as numbers, in reading order."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.progress import Progress, Tally, silent
from recommender.text.corpus import PostTokens
from recommender.text.numbering import ODD, Numbering
from recommender.text.streams import Streams, StreamsPile
from recommender.text.tokens import BREAK, Tokens

T = TypeVar("T")

#: Posts numbered at once; what is made on the way takes more memory than what comes of it.
_BLOCK = 200
_BREAK_KEY = np.uint64(0)
_BLANK, _NEW_LINE = ord(" "), ord(BREAK)


class _Block(NamedTuple):
    """Some texts as one, and of each word and break in it a key, where it stands, and how many each text has."""

    letters: str
    keys: NDArray[np.uint64]
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    counts: NDArray[np.intp]

    def words(self, places: NDArray[np.intp]) -> list[str]:
        """Give some of the words."""
        bounds = zip(self.begins[places].tolist(), self.ends[places].tolist(), strict=True)
        return [self.letters[begin:end] for begin, end in bounds]


def read_words(
    posts: Sequence[PostTokens], *, jobs: int = 1, progress: Progress = silent
) -> tuple[list[str], Streams, Streams]:
    """Give the words of posts by number, sorted, then titles and texts as such numbers, with -1 for a break."""
    numbering = Numbering()
    numbering.number(np.array([_BREAK_KEY]))
    found: list[str] = []
    piles = StreamsPile(), StreamsPile()
    tally = Tally(progress, "counting words", len(posts))
    for blocks in _one_ahead(_split_blocks(posts), jobs):
        for block, pile in zip(blocks, piles, strict=True):
            numbers, firsts = numbering.number(block.keys)
            found += block.words(firsts)
            pile.add(numbers, block.counts)
        tally.add(len(blocks[0].counts))
    order = sorted(range(len(found)), key=found.__getitem__)
    columns = np.full(len(found) + 1, -1, dtype=np.int32)
    columns[np.array(order, dtype=np.int32) + 1] = np.arange(len(order))
    titles, bodies = (pile.streams() for pile in piles)
    titles.renumber(columns)
    bodies.renumber(columns)
    return [found[place] for place in order], titles, bodies


def _split_blocks(posts: Sequence[PostTokens]) -> Iterator[tuple[_Block, _Block]]:
    """Give titles and texts, some posts at a time."""
    for start in range(0, len(posts), _BLOCK):
        block = posts[start : start + _BLOCK]
        yield _block([one.title for one in block]), _block([one.body for one in block])


def _block(texts: Sequence[Tokens]) -> _Block:
    joined = "".join(one.text for one in texts)
    letters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _Block(joined, *_split(letters, np.cumsum([0, *(len(one.text) for one in texts)])))


def _one_ahead(values: Iterator[T], jobs: int) -> Iterator[T]:
    """Give values, each made while the one before it is at work where there is a second core for that."""
    if jobs == 1:
        yield from values
        return
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, values, None)
        while (value := coming.result()) is not None:
            coming = thread.submit(next, values, None)
            yield value


@compiled
def _split(
    letters: NDArray[np.uint32], starts: NDArray[np.intp]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32], NDArray[np.intp]]:
    """Give a key of each word and break of texts, where it begins and ends, and how many each text has.

    A key is a hash of all letters, of 64 bits: among a million words, two have the same once in ten million sites.
    """
    keys, counts = np.empty(len(letters), dtype=np.uint64), np.zeros(len(starts) - 1, dtype=np.intp)
    begins, ends = np.empty(len(letters), dtype=np.int32), np.empty(len(letters), dtype=np.int32)
    found = 0
    for text in range(len(counts)):
        before, begin, key = found, -1, np.uint64(0)
        for place in range(starts[text], starts[text + 1] + 1):
            is_end = place == starts[text + 1]
            if begin >= 0 and (is_end or letters[place] == _BLANK or letters[place] == _NEW_LINE):
                keys[found], begins[found], ends[found] = key, begin, place
                found, begin = found + 1, -1
            if is_end:
                break
            if letters[place] == _NEW_LINE:
                keys[found], begins[found], ends[found] = _BREAK_KEY, place, place + 1
                found += 1
            elif letters[place] != _BLANK:
                if begin < 0:
                    begin, key = place, np.uint64(0)
                key = (key ^ np.uint64(letters[place])) * ODD
                key ^= key >> np.uint64(29)
        counts[text] = found - before
    return keys[:found].copy(), begins[:found].copy(), ends[:found].copy(), counts
