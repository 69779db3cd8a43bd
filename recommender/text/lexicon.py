"""The terms of a site with their columns and weights, by which a later text gets a vector beside the others."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.numbering import ODD


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

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Give the column of each term by its hash, -1 for an unknown one. Shape (len(keys),)."""
        found = np.full(len(keys), -1, dtype=np.intp)
        if not len(self.keys):
            return found
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[places] == keys
        found[known] = self.columns[places[known]]
        return found


@dataclass(frozen=True)
class Lexicon:
    """The vocabularies of a site."""

    words: Vocabulary
    phrases: Vocabulary
    tags: Vocabulary


def make_vocabulary(keys: NDArray[np.uint64], idf: NDArray[np.float32]) -> Vocabulary:
    """Make the vocabulary of terms whose hashes are given in the order of their columns."""
    order = np.argsort(keys)
    return Vocabulary(keys[order], order.astype(np.int32), idf)


def hash_terms(terms: Sequence[str]) -> NDArray[np.uint64]:
    """Give the hash of each term. Shape (len(terms),)."""
    digests = b"".join(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest() for term in terms)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def hash_phrases(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Give the hash of each phrase.

    Args:
        keys: the hashes of its words. Shape (n_phrases, n_words).

    Returns:
        Shape (n_phrases,); that of a phrase of one word is the word's own.
    """
    joined = keys[:, 0]
    for column in keys.T[1:]:
        # Odd, so that no bit is lost: 庭 土 is not 土 庭.
        joined = joined * ODD + column
    return joined
