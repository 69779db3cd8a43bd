"""Files that changed since a revision of git."""

import subprocess
from pathlib import Path

import pytest

from recommender.errors import SiteError
from recommender.site.revision import changed_since


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    (root / "blog" / "記事").mkdir(parents=True)
    for name in ("a.md", "b.md", "記事/梅.md", "gone.md"):
        (root / "blog" / name).write_text("一\n", encoding="utf-8")
    (root / "other.md").write_text("一\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


def test_changed_new_and_staged_files_below_the_site_are_found(repository):
    site = repository / "blog"
    assert changed_since(site, "HEAD") == set()
    (site / "記事" / "梅.md").write_text("二\n", encoding="utf-8")
    (site / "new.md").touch()
    (site / "b.md").write_text("二\n", encoding="utf-8")
    git(repository, "add", "blog/b.md")
    (repository / "other.md").write_text("二\n", encoding="utf-8")
    assert changed_since(site, "HEAD") == {"記事/梅.md", "new.md", "b.md"}
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "second")
    assert changed_since(site, "main~1") == {"記事/梅.md", "new.md", "b.md"}


@pytest.mark.parametrize(
    "revision", ["none", "", "--output=x", "-h", "--", "main..main", "main file", "a\0b", "HEAD:blog"]
)
def test_what_is_no_revision_is_told_and_never_taken_for_an_option(repository, revision):
    with pytest.raises(SiteError, match="no revision of the repository"):
        changed_since(repository, revision)
    assert not (repository / "x").exists()


def test_a_folder_outside_any_repository_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SiteError, match="in no git repository, which --since needs"):
        changed_since(tmp_path, "HEAD")


def test_a_machine_without_git_is_told(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository / "none"))
    with pytest.raises(SiteError, match="no git on this machine"):
        changed_since(repository, "HEAD")
