"""Loops are compiled wherever they stand, and take arrays wherever those stand."""

import os
import subprocess
import sys

import numpy as np
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled


def test_a_loop_whose_code_cannot_be_kept_runs_all_the_same():
    # It stands in no file, so that there is none beside which it could be kept.
    names = {}
    exec("def double(number): return 2 * number", names)
    assert compiled(names["double"])(21) == 42


_LOOPS = """
import sys
import numpy as np
from recommender.compiled import compiled

@compiled
def last(values):
    return values[-1:]

print("ready", flush=True)
sys.stdin.readline()
print(last(np.arange(10, dtype=sys.argv[1])).dtype)
"""


def test_processes_that_compile_at_once_do_not_mix_up_their_code(tmp_path):
    (tmp_path / "loops.py").write_text(_LOOPS)
    env = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    kinds = ["int8", "int16", "int32", "int64", "float32", "float64"]
    for _ in range(2):
        # The first ones compile, the second ones read what those kept.
        processes = [
            subprocess.Popen(
                [sys.executable, tmp_path / "loops.py", kind],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=env,
            )
            for kind in kinds
        ]
        for one in processes:
            assert one.stdout.readline() == "ready\n"
        for one in processes:
            one.stdin.write("go\n")
            one.stdin.flush()
        assert [one.communicate()[0].strip() for one in processes] == kinds


def test_a_mapped_matrix_is_read_like_one_in_memory(tmp_path):
    matrix = csr_matrix(np.eye(4, 5))
    for name in ("indptr", "indices", "data"):
        np.save(tmp_path / f"{name}.npy", getattr(matrix, name))
        setattr(matrix, name, np.load(tmp_path / f"{name}.npy", mmap_mode="c"))
    assert {type(one) for one in Sparse.of(matrix)} == {np.ndarray}
