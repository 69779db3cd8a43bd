"""What git knows of a site's files."""

import subprocess
from pathlib import Path

from recommender.errors import SiteError

# What a repository's own settings could make git run here is turned off.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotepath=false")


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """List the files below `root` that differ from a revision or are not in git yet, as paths from `root` with `/`.

    Raises:
        SiteError: there is no git, no repository, or no such revision.
    """
    _run(root, "rev-parse", "--is-inside-work-tree", wrong=f"{root}: is in no git repository, which --since needs")
    wrong = f'--since "{revision}": no revision of the repository of {root}; give a commit, a branch or a tag'
    if not revision or "\0" in revision:
        raise SiteError(wrong)
    # What begins with a dash is no option behind --end-of-options, and below a commit's own number stands for it.
    commit = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}", wrong=wrong)
    differs = ("diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv")
    changed = _run(root, *differs, commit.strip(), "--", ".", wrong=wrong)
    new = _run(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".", wrong=wrong)
    return frozenset(filter(None, (changed + new).split("\0")))


def _run(root: Path, *arguments: str, wrong: str) -> str:
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=root, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise SiteError(
            "no git on this machine, which --since needs; install it, or name the posts (--only)"
        ) from error
    except OSError as error:
        raise SiteError(f"git cannot be run ({error.strerror}); name the posts (--only)") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise SiteError(f"{wrong} (git: {said})" if said else wrong)
    return done.stdout.decode(errors="surrogateescape")
