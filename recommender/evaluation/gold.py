"""Gold: which posts belong together in the authors' own opinion."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from recommender.errors import GoldError
from recommender.site.names import PostNames
from recommender.site.post import Post
from recommender.text.corpus import ReadPost
from recommender.text.prose import normalise_text

#: A title shorter than this is an everyday word, and taking it out would tear up the text.
_MIN_TITLE = 4


def read_gold(file: Path, names: PostNames, posts: Sequence[Post]) -> list[tuple[str, str]]:
    """Read pairs of paths, one pair a line, source TAB target; lines that name no post are passed over.

    Raises:
        GoldError: the file cannot be read, has a line of another form, or names no post of the site.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: cannot be read ({error}); expected lines of SOURCE TAB TARGET in UTF-8") from error
    pairs = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 2:
            raise GoldError(f"{file}:{number}: {len(parts)} columns, expected SOURCE TAB TARGET")
        source, target = (names.by_path(part.strip()) for part in parts)
        if source is not None and target is not None and source != target:
            pairs.append((posts[source].path, posts[target].path))
    if not pairs:
        raise GoldError(
            f"{file}: none of its {len(lines)} lines names two posts of this site; paths are as in `export`"
        )
    return list(dict.fromkeys(pairs))


def qrels(pairs: Iterable[tuple[str, str]], posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    """Turn pairs into relevance judgements in either direction: a link joins both of its posts.

    Posts that readers cannot open ask for no list, and posts that may not be recommended are no right answer.
    """
    by_path = {post.path: post for post in posts}
    judged: dict[str, dict[str, int]] = {}
    for one, other in pairs:
        for query, target in ((one, other), (other, one)):
            if by_path[query].concealed is None and by_path[target].is_recommendable:
                judged.setdefault(query, {})[target] = 1
    return judged


def mask_titles(posts: Sequence[ReadPost], pairs: Iterable[tuple[str, str]]) -> list[ReadPost]:
    """Take the titles of linked posts out of the text: authors write them beside a bare URL."""
    titles = {one.post.path: normalise_text(one.post.title) for one in posts}
    linked: dict[str, set[str]] = {}
    for source, target in pairs:
        if len(titles[target]) >= _MIN_TITLE:
            linked.setdefault(source, set()).add(titles[target])
    return [_without(one, linked.get(one.post.path, set())) for one in posts]


def _without(read: ReadPost, titles: set[str]) -> ReadPost:
    if not titles:
        return read
    lines = []
    for line in read.prose.lines:
        # Longest first: a title may stand within another.
        for title in sorted(titles, key=lambda one: (-len(one), one)):
            line = line.replace(title, " ")
        lines.append(line)
    return replace(read, prose=replace(read.prose, lines=tuple(lines)))
