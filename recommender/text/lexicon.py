"""The terms of a site with their columns and weights, by which a later text gets a vector beside the others."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one field. Terms are known by 64-bit hashes, which take no more room than numbers do.

    Attributes:
        keys: the terms' hashes, sorted. Shape (n_terms,).
        columns: the column of each. Shape (n_terms,).
        idf: weights by column. Shape (n_terms,).
    """

    keys: NDArray[np.uint64]
    columns: NDArray[np.int32]
    idf: NDArray[np.float32]

    def find(self, terms: Sequence[str]) -> NDArray[np.intp]:
        """Give the column of each term, -1 for an unknown one. Shape (len(terms),)."""
        found = np.full(len(terms), -1, dtype=np.intp)
        if not len(self.keys) or not len(terms):
            return found
        hashes = _hashes(terms)
        places = np.minimum(np.searchsorted(self.keys, hashes), len(self.keys) - 1)
        known = self.keys[places] == hashes
        found[known] = self.columns[places[known]]
        return found


@dataclass(frozen=True)
class Lexicon:
    """The vocabularies of a site."""

    words: Vocabulary
    phrases: Vocabulary
    tags: Vocabulary


def make_vocabulary(terms: Sequence[str], idf: NDArray[np.float32]) -> Vocabulary:
    """Make the vocabulary of terms in the order of their columns."""
    hashes = _hashes(terms)
    order = np.argsort(hashes)
    return Vocabulary(hashes[order], order.astype(np.int32), idf)


def _hashes(terms: Sequence[str]) -> NDArray[np.uint64]:
    digests = b"".join(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest() for term in terms)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
