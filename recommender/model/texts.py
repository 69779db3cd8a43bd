"""What a model keeps of the posts' texts, so that a text which comes later gets its list without a training."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.model.layout import TEXT_DTYPES
from recommender.text.lexicon import Lexicon, Vocabulary
from recommender.text.passages import Passages
from recommender.text.vectors import Vectors

#: That of a word in one of a thousand million posts is 22.
_MAX_IDF = 100
_MOST_FLOAT = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Texts:
    """The vectors of a site's posts, and what it takes to make another.

    Attributes:
        vectors: of the posts, in the order of the model's posts.
        surfaces: the spelling of each word that can be shown as a reason.
        boilerplate: lines that stand in many posts and are no text of any.
    """

    vectors: Vectors
    surfaces: Mapping[str, str]
    boilerplate: frozenset[str]

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Give all numbers by the names of their files."""
        vectors = self.vectors
        passages = {"body_passages": vectors.body_passages, "phrase_passages": vectors.phrase_passages}
        matrices = {
            "body": vectors.body,
            "phrases": vectors.phrases,
            "title_shares": vectors.title_shares,
            "tags": vectors.tags,
            **{name: one.parts for name, one in passages.items()},
            **{f"{name}_titles": one.titles for name, one in passages.items()},
        }
        arrays: dict[str, NDArray[Any]] = {}
        for name, matrix in matrices.items():
            arrays |= {f"{name}_data": matrix.data, f"{name}_indices": matrix.indices, f"{name}_indptr": matrix.indptr}
        # The three matrices of words have their entries at the same places.
        arrays["rare_body_data"] = vectors.rare_body.data
        arrays["days"] = vectors.days
        for name, cut in passages.items():
            arrays |= {f"{name}_starts": cut.starts, f"{name}_lengths": cut.lengths}
        for name, one in vars(vectors.lexicon).items():
            arrays |= {f"{name}_keys": one.keys, f"{name}_columns": one.columns, f"{name}_idf": one.idf}
        return {name: array.astype(TEXT_DTYPES[name], copy=False) for name, array in arrays.items()}

    def to_table(self) -> dict[str, object]:
        """Give the rest as plain data."""
        return {
            "words": self.vectors.words.tolist(),
            "surfaces": dict(self.surfaces),
            "boilerplate": sorted(self.boilerplate),
        }


def texts_from(arrays: Mapping[str, NDArray[Any]], table: Mapping[str, Any], n_posts: int) -> Texts:
    """Put together what `to_arrays` and `to_table` took apart.

    Raises:
        ValueError, TypeError, KeyError: the parts do not fit one another.
    """
    lexicon = Lexicon(*(_vocabulary(arrays, name) for name in ("words", "phrases", "tags")))
    n_words, n_phrases, n_tags = len(lexicon.words.idf), len(lexicon.phrases.idf), len(lexicon.tags.idf)
    body = _matrix(arrays, "body", n_posts, n_words)
    rare_body = _like(body, arrays["rare_body_data"])
    presence = _like(body, np.ones(body.nnz, dtype=np.float32))
    words = np.array(table["words"], dtype=np.str_)
    days = arrays["days"]
    _require(len(words) == n_words and days.shape == (n_posts,) and not np.isinf(days).any(), "words or days")
    vectors = Vectors(
        body=body,
        rare_body=rare_body,
        phrases=_matrix(arrays, "phrases", n_posts, n_phrases),
        body_passages=_passages(arrays, "body_passages", n_posts, lexicon.words),
        phrase_passages=_passages(arrays, "phrase_passages", n_posts, lexicon.phrases),
        presence=presence,
        title_shares=_matrix(arrays, "title_shares", n_posts, n_words),
        tags=_matrix(arrays, "tags", n_posts, n_tags),
        days=days,
        words=words,
        lexicon=lexicon,
    )
    return Texts(
        vectors, {str(key): str(value) for key, value in table["surfaces"].items()}, frozenset(table["boilerplate"])
    )


def _matrix(arrays: Mapping[str, NDArray[Any]], name: str, rows: int, columns: int) -> csr_matrix:
    data, indices, indptr = (arrays[f"{name}_{part}"] for part in ("data", "indices", "indptr"))
    # Compared, not subtracted as SciPy does: a difference of numbers that large wraps round.
    _require(indptr.shape == (rows + 1,) and indptr[0] == 0 and indptr[-1] == len(data), name)
    _require(bool((indptr[1:] >= indptr[:-1]).all()), name)
    matrix = csr_matrix((data, indices, indptr), shape=(rows, columns), copy=False)
    # Native code walks along these: nothing may lead outside.
    matrix.check_format(full_check=True)
    # Counts may be any.
    _require(data.dtype == np.uint8 or _are_shares(data), name)
    return matrix


def _like(matrix: csr_matrix, data: NDArray[np.float32]) -> csr_matrix:
    _require(data.shape == matrix.data.shape and _are_shares(data), "rare_body")
    return csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)


def _passages(arrays: Mapping[str, NDArray[Any]], name: str, n_posts: int, vocabulary: Vocabulary) -> Passages:
    starts, lengths = arrays[f"{name}_starts"], arrays[f"{name}_lengths"]
    _require(starts.shape == (n_posts + 1,) and starts[0] == 0 and bool((starts[1:] > starts[:-1]).all()), name)
    _require(lengths.shape == (starts[-1],) and _lie_within(lengths, 0, _MOST_FLOAT), name)
    parts = _matrix(arrays, name, int(starts[-1]), len(vocabulary.idf))
    titles = _matrix(arrays, f"{name}_titles", n_posts, len(vocabulary.idf))
    return Passages(parts, titles, starts, lengths, vocabulary.idf**2)


def _vocabulary(arrays: Mapping[str, NDArray[Any]], name: str) -> Vocabulary:
    keys, columns, idf = (arrays[f"{name}_{part}"] for part in ("keys", "columns", "idf"))
    _require(keys.shape == columns.shape == idf.shape and keys.ndim == 1, name)
    _require(not len(columns) or bool(columns.min() >= 0 and columns.max() < len(idf)), name)
    _require(_lie_within(idf, 0, _MAX_IDF), name)
    return Vocabulary(keys, columns, idf)


def _are_shares(data: NDArray[np.float32]) -> bool:
    """Tell whether numbers can be those of rows of length or sum 1, but for rounding."""
    return _lie_within(data, 0, 1.001)


def _lie_within(numbers: NDArray[Any], least: float, most: float) -> bool:
    # Not a number lies nowhere.
    return not numbers.size or bool(numbers.min() >= least and numbers.max() <= most)


def _require(holds: bool, name: str) -> None:
    if not holds:
        raise ValueError(f"{name} do not fit")
