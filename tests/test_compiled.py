"""Loops are compiled wherever they stand, and take arrays wherever those stand."""

import numpy as np
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled


def test_a_loop_whose_code_cannot_be_kept_runs_all_the_same():
    # It stands in no file, so that there is none beside which it could be kept.
    names = {}
    exec("def double(number): return 2 * number", names)
    assert compiled(names["double"])(21) == 42


def test_a_mapped_matrix_is_read_like_one_in_memory(tmp_path):
    matrix = csr_matrix(np.eye(4, 5))
    for name in ("indptr", "indices", "data"):
        np.save(tmp_path / f"{name}.npy", getattr(matrix, name))
        setattr(matrix, name, np.load(tmp_path / f"{name}.npy", mmap_mode="c"))
    assert {type(one) for one in Sparse.of(matrix)} == {np.ndarray}
