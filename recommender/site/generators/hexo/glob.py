"""The globs of Hexo's settings (`skip_render`, `ignore`), which are micromatch's."""

import fnmatch
import re
from collections.abc import Sequence

_BRACES = re.compile(r"\{([^{}]{0,200}),([^{}]{0,200})\}")
#: Braces within braces multiply; nobody writes more by hand.
_MAX_GLOBS = 64


def matches_glob(path: str, globs: Sequence[str]) -> bool:
    """Tell whether a path fits one of the globs: `*` stays within a folder, `**` crosses folders, `{a,b}` is either."""
    return any(_fits(path.split("/"), one.split("/")) for glob in globs for one in _without_braces(glob))


def _without_braces(glob: str) -> list[str]:
    done: list[str] = []
    waiting = [glob]
    while waiting and len(done) + len(waiting) < _MAX_GLOBS:
        one = waiting.pop()
        braces = _BRACES.search(one)
        if braces is None:
            done.append(one)
        else:
            parts = [*braces[1].split(","), *braces[2].split(",")]
            waiting += [one[: braces.start()] + part + one[braces.end() :] for part in parts]
    return done


def _fits(names: Sequence[str], globs: Sequence[str]) -> bool:
    """Match folder by folder; `reached` are the counts of names that the globs so far can stand for."""
    reached = {0}
    for glob in globs:
        if glob == "**":
            reached = set(range(min(reached), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatch.fnmatchcase(names[at], glob)}
        if not reached:
            return False
    return len(names) in reached
