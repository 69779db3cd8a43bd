"""Words and phrases of posts as numbers, in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.progress import Progress, Tally, silent
from recommender.text.numbering import ODD, Numbering
from recommender.text.tokens import BREAK, Tokens

#: Posts numbered at once; what is made on the way takes more memory than what comes of it.
_BLOCK = 2_000
_BREAK_KEY = np.uint64(0)
#: The key of a pair is the number of its first word times this, and that of its second.
_SECOND = np.uint64(2**32)
_BLANK, _NEW_LINE = ord(" "), ord(BREAK)


@dataclass(frozen=True)
class Streams:
    """The numbers of many texts in reading order, text behind text.

    Attributes:
        numbers: of all texts. Shape (n_numbers,).
        starts: where each text begins, at the end how many numbers there are. Shape (n_texts + 1,).
    """

    numbers: NDArray[np.int32]
    starts: NDArray[np.intp]

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.starts) - 1

    @classmethod
    def joined(cls, blocks: Iterable[tuple[NDArray[np.int32], NDArray[np.intp]]]) -> "Streams":
        """Put texts behind one another, of which each block gives the numbers, and how many each of its texts has."""
        every = list(blocks)
        numbers = [np.empty(0, dtype=np.int32), *(block for block, _ in every)]
        lengths = [np.zeros(1, dtype=np.intp), *(counts for _, counts in every)]
        return cls(np.concatenate(numbers), np.cumsum(np.concatenate(lengths)))

    @property
    def lengths(self) -> NDArray[np.intp]:
        """Give how many numbers each text has. Shape (n_texts,)."""
        return np.diff(self.starts)


@dataclass(frozen=True)
class Terms:
    """What one field of each post consists of, in reading order.

    Attributes:
        titles: the columns of the terms of each title, -1 for a term without a column.
        bodies: likewise of each text.
        words: the numbers of the words that the term of each column consists of. Shape (n_columns, 1 or 2).
    """

    titles: Streams
    bodies: Streams
    words: NDArray[np.int32]

    @property
    def n_columns(self) -> int:
        """Count the columns."""
        return len(self.words)

    def keep(self, columns: NDArray[np.integer[Any]]) -> "Terms":
        """Give the same with some columns alone, numbered anew in their order."""
        numbers = np.full(self.n_columns + 1, -1, dtype=np.int32)
        numbers[columns] = np.arange(len(columns))
        titles, bodies = (Streams(numbers[one.numbers], one.starts) for one in (self.titles, self.bodies))
        return Terms(titles, bodies, self.words[columns])


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


def read_terms(
    titles: Sequence[Tokens], bodies: Sequence[Tokens], *, jobs: int = 1, progress: Progress = silent
) -> tuple[list[str], Terms, Terms]:
    """Give the words of posts by number, sorted; each as a term, and the pairs of words that follow one another."""
    numbering, pair_numbering = Numbering(), Numbering()
    # A break is no word, and no phrase crosses it.
    numbering.number(np.array([_BREAK_KEY]))
    found: list[str] = []
    numbered = [
        _number(_one_ahead(_split_blocks(texts), jobs), numbering, pair_numbering, found, Tally(*shown, len(texts)))
        for texts, shown in ((titles, (silent, "")), (bodies, (progress, "counting words")))
    ]
    order = sorted(range(len(found)), key=found.__getitem__)
    columns = np.full(len(found) + 1, -1, dtype=np.int32)
    columns[np.array(order, dtype=np.int32) + 1] = np.arange(len(order))
    in_titles, in_bodies = (Streams(*_without_breaks(one.numbers, one.starts, columns)) for one, _ in numbered)
    every = np.arange(len(found), dtype=np.int32).reshape(-1, 1)
    words = Terms(in_titles, in_bodies, every)
    return [found[place] for place in order], words, _phrases([one for _, one in numbered], pair_numbering, columns)


def _split_blocks(texts: Sequence[Tokens]) -> Iterator[_Block]:
    for start in range(0, len(texts), _BLOCK):
        block = [one.text for one in texts[start : start + _BLOCK]]
        joined = "".join(block)
        letters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        yield _Block(joined, *_split(letters, np.cumsum([0, *map(len, block)])))


def _one_ahead(blocks: Iterator[_Block], jobs: int) -> Iterator[_Block]:
    """Give blocks, each made while the one before it is at work where there is a second core for that."""
    if jobs == 1:
        yield from blocks
        return
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = thread.submit(next, blocks, None)
            yield block


def _number(
    blocks: Iterable[_Block], words: Numbering, pairs: Numbering, found: list[str], tally: Tally
) -> tuple[Streams, Streams]:
    """Give words and breaks their numbers, and pairs of words that follow one another; `found` gets new words."""
    read, paired = [], []
    for block in blocks:
        numbers, firsts = words.number(block.keys)
        found += block.words(firsts)
        read.append((numbers, block.counts))
        keys, counts = _pair(numbers, block.counts)
        paired.append((pairs.number(keys)[0], counts))
        tally.add(len(block.counts))
    return Streams.joined(read), Streams.joined(paired)


def _phrases(read: Sequence[Streams], numbering: Numbering, word_columns: NDArray[np.int32]) -> Terms:
    """Give the phrases of titles and texts, the columns sorted by those of their two words.

    Args:
        word_columns: the column of the word of each number.
    """
    pairs = word_columns[np.column_stack(np.divmod(numbering.keys(), _SECOND))]
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    columns = np.empty(len(order), dtype=np.int32)
    columns[order] = np.arange(len(order))
    in_titles, in_bodies = (Streams(columns[one.numbers], one.starts) for one in read)
    return Terms(in_titles, in_bodies, pairs[order])


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


@compiled
def _without_breaks(
    words: NDArray[np.int32], starts: NDArray[np.intp], columns: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Give the columns of the words of texts, and where each text begins then."""
    kept, kept_starts = np.empty(len(words), dtype=np.int32), np.zeros(len(starts), dtype=np.intp)
    found = 0
    for text in range(len(starts) - 1):
        for place in range(starts[text], starts[text + 1]):
            if columns[words[place]] >= 0:
                kept[found] = columns[words[place]]
                found += 1
        kept_starts[text + 1] = found
    return kept[:found].copy(), kept_starts


@compiled
def _pair(words: NDArray[np.int32], counts: NDArray[np.intp]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Give a key for each two words that follow one another in texts, and how many each text has; 0 is a break."""
    pairs, pair_counts = np.empty(len(words), dtype=np.uint64), np.zeros(len(counts), dtype=np.intp)
    found, start = 0, 0
    for text in range(len(counts)):
        before = found
        for place in range(start + 1, start + counts[text]):
            if words[place - 1] and words[place]:
                pairs[found] = np.uint64(words[place - 1]) * _SECOND + np.uint64(words[place])
                found += 1
        pair_counts[text] = found - before
        start += counts[text]
    return pairs[:found].copy(), pair_counts
