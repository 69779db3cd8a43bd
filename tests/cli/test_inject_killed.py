"""A run of inject that is killed at any moment leaves every file old or new, and the next run finishes."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "blog"


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def posts_of(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in found.items() if not path.rpartition("/")[2].startswith(".recommender-")}


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_run_leaves_each_file_old_or_new_and_the_next_one_finishes(
    runs, training, example_folder, tmp_path, kills, record_property
):
    record_property("tried", kills)
    blog = Path(shutil.copytree(EXAMPLE, tmp_path / "blog"))
    arguments = ("inject", blog, "--model", example_folder)
    runs.run(*arguments)
    injected = contents(blog)
    seconds = runs.run(*arguments, "--remove")
    bare = contents(blog)
    assert injected != bare
    moments = random.Random(kills)
    in_between = 0
    for number in range(kills):
        run = runs.start(*arguments, *(["--remove"] if number % 2 else []))
        time.sleep(moments.uniform(0, seconds))
        os.kill(run, signal.SIGKILL)
        runs.wait()
        found = contents(blog)
        posts = posts_of(found)
        in_between += len(found) > len(posts) or posts not in (injected, bare)
        assert posts.keys() == bare.keys(), "nothing is lost"
        assert [path for path in posts if posts[path] not in (injected[path], bare[path])] == [], "nothing is torn"
        if number % 5 == 4:
            runs.run(*arguments)
            assert contents(blog) == injected, "the next run finishes and clears up"
    assert kills < 100 or in_between > kills / 10, "kills met the writing"
