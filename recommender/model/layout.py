"""What lies in a model's folder: names and dtypes."""

from collections.abc import Mapping

import numpy as np

POSTS, WORDS, TEXTS = "posts.json", "words.json", "texts.json"

#: The lists, by the names of `Arrays`.
LIST_DTYPES: Mapping[str, type] = {
    "targets": np.int32,
    "scores": np.float32,
    "sources": np.int8,
    "signals": np.float32,
    "terms": np.int32,
    "relevances": np.float32,
    "moved": np.int32,
    "best_signals": np.float32,
    "left_out": np.int32,
    "left_relevances": np.float32,
}

_PASSAGES = ("body_passages", "phrase_passages")
_WEIGHTS, _COUNTS = ("body", "phrases", "title_shares", "tags"), (*_PASSAGES, *(f"{name}_titles" for name in _PASSAGES))
_VOCABULARIES = ("words", "phrases", "tags")

#: What a later text is ranked by: sparse matrices in three parts, passages, and vocabularies.
TEXT_DTYPES: Mapping[str, type] = {
    **{f"{name}_data": np.float32 for name in _WEIGHTS},
    **{f"{name}_data": np.uint8 for name in _COUNTS},
    **{f"{name}_indices": np.int32 for name in (*_WEIGHTS, *_COUNTS)},
    **{f"{name}_indptr": np.int64 for name in (*_WEIGHTS, *_COUNTS)},
    "rare_body_data": np.float32,
    "days": np.float64,
    **{f"{name}_starts": np.int64 for name in _PASSAGES},
    **{f"{name}_lengths": np.float32 for name in _PASSAGES},
    **{f"{name}_keys": np.uint64 for name in _VOCABULARIES},
    **{f"{name}_columns": np.int32 for name in _VOCABULARIES},
    **{f"{name}_idf": np.float32 for name in _VOCABULARIES},
}
