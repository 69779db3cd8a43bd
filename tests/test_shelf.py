import errno
import pickle
import tempfile
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from recommender.batches import in_batches
from recommender.errors import ModelError
from recommender.shelf import Shared, Shelf


@dataclass(frozen=True)
class Table:
    name: str
    numbers: np.ndarray


def count_visits(shared, items):
    shared.value.numbers[0] += 1
    return shared.value.numbers[list(items)].tolist()


def test_what_stays_in_its_process_is_never_written():
    with Shelf() as shelf:
        shared = Shared(Table("梅", np.arange(3)), shelf)
        assert shared.value.numbers.tolist() == [0, 1, 2]
        assert shelf._folder is None


def test_what_is_sent_is_written_once_and_mapped():
    with Shelf() as shelf:
        shared = Shared(Table("梅", np.arange(3)), shelf)
        sent = pickle.dumps(shared)
        assert len(sent) < 500
        assert pickle.dumps(shared) == sent
        assert shared.write().parent.stat().st_mode & 0o077 == 0, "nobody else reads it"
        assert len(list(shared.write().parent.iterdir())) == 1
        there = pickle.loads(sent)
        assert there.value.name == "梅"
        assert isinstance(there.value.numbers, np.memmap)
        assert pickle.dumps(there) == sent, "it can be sent on"


def test_workers_read_the_same_and_what_they_write_stays_their_own():
    numbers = np.ones(400)
    with Shelf() as shelf:
        seen = [
            one
            for batch in in_batches(partial(count_visits, Shared(Table("", numbers), shelf)), range(400), 2)
            for one in batch
        ]
    assert seen[0] > 1
    assert seen[1:] == [1] * 399
    assert (numbers == 1).all()


def test_nothing_is_left_of_a_shelf():
    with Shelf() as shelf:
        file = Shared(np.arange(3), shelf).write()
        assert file.exists()
    assert not file.parent.exists()


def test_a_full_disk_is_told_with_what_to_do(monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    with Shelf() as shelf, pytest.raises(ModelError, match=r"No space left on device.*TMPDIR"):
        list(in_batches(partial(count_visits, Shared(Table("", np.ones(400)), shelf)), range(400), 2))
