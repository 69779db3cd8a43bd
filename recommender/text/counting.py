"""Words and phrases of posts as numbers, in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.progress import Progress, Tally, silent
from recommender.text.numbering import ODD, Numbering
from recommender.text.tokens import BREAK, Tokens

#: Posts numbered at once; what is made on the way takes more memory than what comes of it.
_BLOCK = 2_000
_BREAK_KEY = np.uint64(0)
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

    def blocks(self, size: int) -> Iterator["Streams"]:
        """Give so many texts at a time."""
        for first in range(0, len(self), size):
            yield self.between(first, first + size)

    def between(self, first: int, stop: int) -> "Streams":
        """Give some texts that follow one another."""
        starts = self.starts[first : stop + 1]
        return Streams(self.numbers[starts[0] : starts[-1]], starts - starts[0])


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


def read_terms(
    titles: Sequence[Tokens], bodies: Sequence[Tokens], progress: Progress = silent
) -> tuple[list[str], Terms, Terms]:
    """Give the words of posts by number, sorted; each as a term, and the pairs of words that follow one another."""
    numbering = Numbering()
    # A break is no word, and no phrase crosses it.
    numbering.number(np.array([_BREAK_KEY]))
    found: list[str] = []
    numbered = [
        Streams.joined(_number_words(texts, numbering, found, shown))
        for texts, shown in ((titles, silent), (bodies, progress))
    ]
    order = sorted(range(len(found)), key=found.__getitem__)
    columns = np.full(len(found) + 1, -1, dtype=np.int32)
    columns[np.array(order, dtype=np.int32) + 1] = np.arange(len(order))
    in_titles, in_bodies = (Streams(*_without_breaks(one.numbers, one.starts, columns)) for one in numbered)
    every = np.arange(len(found), dtype=np.int32).reshape(-1, 1)
    words = Terms(in_titles, in_bodies, every)
    return [found[place] for place in order], words, _phrases(numbered, columns)


def _number_words(
    texts: Sequence[Tokens], numbering: Numbering, words: list[str], progress: Progress
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.intp]]]:
    """Give the number of each word and break; words that are met first are added to `words`."""
    tally = Tally(progress, "counting words", len(texts))
    for start in range(0, len(texts), _BLOCK):
        block = [one.text for one in texts[start : start + _BLOCK]]
        joined = "".join(block)
        letters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        keys, begins, ends, counts = _split(letters, np.cumsum([0, *map(len, block)]))
        numbers, firsts = numbering.number(keys)
        words += [joined[begin:end] for begin, end in zip(begins[firsts].tolist(), ends[firsts].tolist(), strict=True)]
        yield numbers, counts
        tally.add(len(block))


def _phrases(words: Sequence[Streams], word_columns: NDArray[np.int32]) -> Terms:
    """Give the pairs of words that follow one another, the columns sorted by those of the two words.

    Args:
        words: the numbers of words in titles and in texts.
        word_columns: the column of each number, -1 for a break.
    """
    numbering = Numbering()
    read = [Streams.joined(_number_pairs(one, numbering, word_columns)) for one in words]
    pairs = numbering.keys()
    order = np.argsort(pairs)
    columns = np.empty(len(order), dtype=np.int32)
    columns[order] = np.arange(len(order))
    both = np.column_stack(np.divmod(pairs[order], np.uint64(len(word_columns)))).astype(np.int32)
    in_titles, in_bodies = (Streams(columns[one.numbers], one.starts) for one in read)
    return Terms(in_titles, in_bodies, both)


def _number_pairs(
    words: Streams, numbering: Numbering, columns: NDArray[np.int32]
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.intp]]]:
    for block in words.blocks(_BLOCK):
        keys, counts = _pair(block.numbers, block.starts, columns)
        yield numbering.number(keys)[0], counts


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
def _pair(
    words: NDArray[np.int32], starts: NDArray[np.intp], columns: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Give a number for each two words that follow one another in texts, and how many each text has."""
    pairs, counts = np.empty(len(words), dtype=np.uint64), np.zeros(len(starts) - 1, dtype=np.intp)
    found = 0
    for text in range(len(counts)):
        before = found
        for place in range(starts[text] + 1, starts[text + 1]):
            first, second = columns[words[place - 1]], columns[words[place]]
            if first >= 0 and second >= 0:
                pairs[found] = first * len(columns) + second
                found += 1
        counts[text] = found - before
    return pairs[:found].copy(), counts
