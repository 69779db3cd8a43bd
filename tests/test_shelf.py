import pickle
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from recommender.batches import in_batches
from recommender.shelf import Shared, open_shelf


@dataclass(frozen=True)
class Table:
    name: str
    numbers: np.ndarray


def count_visits(shared, items):
    shared.value.numbers[0] += 1
    return shared.value.numbers[list(items)].tolist()


def test_what_stays_in_its_process_is_never_written():
    with open_shelf() as shelf:
        shared = Shared(Table("梅", np.arange(3)), shelf)
        assert shared.value.numbers.tolist() == [0, 1, 2]
        assert list(shelf.iterdir()) == []


def test_what_is_sent_is_written_once_and_mapped():
    with open_shelf() as shelf:
        shared = Shared(Table("梅", np.arange(3)), shelf)
        sent = pickle.dumps(shared)
        assert len(sent) < 500
        assert pickle.dumps(shared) == sent
        assert len(list(shelf.iterdir())) == 1
        there = pickle.loads(sent)
        assert there.value.name == "梅"
        assert isinstance(there.value.numbers, np.memmap)


def test_workers_read_the_same_and_what_they_write_stays_their_own():
    numbers = np.ones(400)
    with open_shelf() as shelf:
        seen = [
            one
            for batch in in_batches(partial(count_visits, Shared(Table("", numbers), shelf)), range(400), 2)
            for one in batch
        ]
    assert seen[0] > 1
    assert seen[1:] == [1] * 399
    assert (numbers == 1).all()


def test_nothing_is_left_of_a_shelf():
    with open_shelf() as shelf:
        pickle.dumps(Shared(np.arange(3), shelf))
    assert not Path(shelf).exists()
