"""Large arrays lie on disk, and are arrays like any others."""

import errno
import os
import sys

import numpy as np
import pytest

import recommender.room
from recommender.errors import ModelError
from recommender.room import Pile, room

on_disk = pytest.mark.skipif(sys.platform == "win32", reason="memory that is not in use lies in a file there anyway")


@pytest.fixture(params=[1, 1 << 29], ids=["on disk", "in memory"])
def large(request, monkeypatch):
    monkeypatch.setattr(recommender.room, "LARGE", request.param)


def test_an_array_is_filled_and_read_wherever_it_lies(large):
    table = room((3, 2), np.float32)
    table[:] = [[1, 2], [3, 4], [5, 6]]
    assert type(table) is np.ndarray
    assert table.flags.c_contiguous
    assert table.sum() == 21


def test_a_pile_is_its_blocks_behind_one_another(large):
    pile = Pile(np.int32, (2,))
    for block in ([[1, 2]], np.empty((0, 2)), [[3, 4], [5, 6]]):
        pile.add(np.array(block))
    whole = pile.array()
    assert whole.dtype == np.int32
    assert whole.tolist() == [[1, 2], [3, 4], [5, 6]]


def test_a_pile_of_nothing_is_empty(large):
    assert Pile(np.int64).array().tolist() == []
    assert room(0, np.int64).tolist() == []


@on_disk
def test_what_lies_on_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(recommender.room, "LARGE", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pile = Pile(np.int64)
    pile.add(np.arange(3))
    both = room(2, np.int64), pile.array()
    assert list(tmp_path.iterdir()) == []
    both[0][:] = 7
    assert [one.tolist() for one in both] == [[7, 7], [0, 1, 2]]


@on_disk
def test_a_full_disk_is_told_before_anything_is_written(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(recommender.room, "LARGE", 1)
    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(ModelError, match=r"No space left on device.*TMPDIR"):
        room(9, np.int64)
