"""Many changes at once: each file is old or new, and what cannot be written is told."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.injection.batch import Batch
from recommender.injection.change import Change, Failed


def put(root: Path, *changes: Change) -> list[Change | Failed]:
    with Batch(root) as batch:
        for change in changes:
            batch.add(change)
        return list(batch.put())


def texts(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text() for file in root.rglob("*") if file.is_file()}


def make(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / f"{name}.md").write_text(text)


def test_files_are_replaced_made_with_their_folders_and_removed(tmp_path):
    make(tmp_path, a="old", b="old")
    changes = [Change("a.md", "old", "new"), Change("data/x/c.json", None, "made"), Change("b.md", "old", None)]
    assert put(tmp_path, *changes) == changes
    assert texts(tmp_path) == {"a.md": "new", "data/x/c.json": "made"}


def test_what_was_not_put_in_place_leaves_nothing_behind(tmp_path):
    make(tmp_path, a="old")
    with Batch(tmp_path) as batch:
        batch.add(Change("a.md", "old", "new"))
    assert texts(tmp_path) == {"a.md": "old"}


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (lambda file: file.write_text("edited"), "changed while this ran"),
        (lambda file: file.unlink(), "vanished while this ran"),
        (lambda file: file.chmod(0o444), "is read-only"),
        (lambda file: file.write_bytes(b"\xff"), "changed while this ran"),
    ],
)
def test_what_happens_to_a_file_meanwhile_is_told_and_the_rest_goes_on(tmp_path, happens, told):
    make(tmp_path, a="old", b="old")
    with Batch(tmp_path) as batch:
        batch.add(Change("a.md", "old", "new"))
        batch.add(Change("b.md", "old", "new"))
        happens(tmp_path / "a.md")
        found = (tmp_path / "a.md").read_bytes() if (tmp_path / "a.md").exists() else None
        failed, written = batch.put()
    assert told in failed.reason
    assert written == Change("b.md", "old", "new")
    assert ((tmp_path / "a.md").read_bytes() if (tmp_path / "a.md").exists() else None) == found
    assert {one.name for one in tmp_path.iterdir()} <= {"a.md", "b.md"}


def test_a_link_within_the_site_stays_and_its_file_is_written(tmp_path):
    make(tmp_path, real="old")
    (tmp_path / "link.md").symlink_to("real.md")
    put(tmp_path, Change("link.md", "old", "new"))
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_the_other_name_of_a_hard_link_keeps_the_old_text(tmp_path):
    make(tmp_path, a="old")
    (tmp_path / "backup").hardlink_to(tmp_path / "a.md")
    put(tmp_path, Change("a.md", "old", "new"))
    assert texts(tmp_path) == {"a.md": "new", "backup": "old"}


def test_a_link_out_of_the_site_is_left_alone(tmp_path):
    (tmp_path / "site").mkdir()
    make(tmp_path, outside="old")
    (tmp_path / "site" / "a.md").symlink_to("../outside.md")
    [failed] = put(tmp_path / "site", Change("a.md", "old", "new"))
    assert "leads out of the site" in failed.reason
    assert (tmp_path / "outside.md").read_text() == "old"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write into every folder")
def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    make(tmp_path, a="old")
    tmp_path.chmod(0o555)
    [failed] = put(tmp_path, Change("a.md", "old", "new"))
    tmp_path.chmod(0o755)
    assert failed == Failed("a.md", "cannot be written (Permission denied); left as it is")


def test_a_file_that_the_disk_does_not_take_is_told_and_the_rest_goes_on(tmp_path):
    """The limit on the size of files stands for a full disk; it holds for a process of its own."""
    make(tmp_path, a="old", b="old")
    script = (
        "import sys; from pathlib import Path; from recommender.injection.batch import Batch\n"
        "from recommender.injection.change import Change\n"
        "with Batch(Path(sys.argv[1])) as batch:\n"
        "    batch.add(Change('a.md', 'old', 'x' * 5000)); batch.add(Change('b.md', 'old', 'new'))\n"
        "    print([getattr(one, 'reason', 'written') for one in batch.put()])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-B", "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
    )
    assert ran.stdout == "['cannot be written (File too large); left as it is', 'written']\n"
    assert texts(tmp_path) == {"a.md": "old", "b.md": "new"}
