"""Gold: which posts belong together in the authors' own opinion."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from recommender.errors import GoldError
from recommender.evaluation.measures import Qrels
from recommender.evaluation.trec import Judgement, is_qrels_line, qrels_line
from recommender.site.names import PostNames
from recommender.site.post import Post
from recommender.text.prose import normalise_text
from recommender.text.reading import ReadPost

#: A title shorter than this is an everyday word, and taking it out would tear up the text.
_MIN_TITLE = 4
#: A post with so many in-site links lists what there is rather than what belongs to it.
HUB_LINKS = 8


@dataclass(frozen=True)
class Gold:
    """Right answers as a file gives them.

    Attributes:
        pairs: of paths, source to target, each once.
        judged: query → target → grade.
    """

    pairs: list[tuple[str, str]]
    judged: dict[str, dict[str, int]]


def read_gold(file: Path, names: PostNames, posts: Sequence[Post]) -> Gold:
    """Read pairs of paths, SOURCE TAB TARGET, which hold in either direction, or TREC qrels, which hold as they stand.

    Lines that name no post are passed over, and so are answers of grade 0.

    Raises:
        GoldError: the file cannot be read, has a line of another form, or names no post of the site.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: cannot be read ({error}); expected lines of SOURCE TAB TARGET in UTF-8") from error
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")]
    is_trec = bool(filled) and is_qrels_line(filled[0][1])
    judgements = []
    for number, line in filled:
        one = qrels_line(line) if is_trec else _pair(line)
        if one is None:
            expected = "QUERY 0 TARGET GRADE" if is_trec else "SOURCE TAB TARGET"
            columns = len(line.split()) if is_trec else line.count("\t") + 1
            raise GoldError(f"{file}:{number}: {columns} columns, expected {expected}")
        source, target = names.by_path(one.query), names.by_path(one.target)
        if one.grade > 0 and source is not None and target is not None and source != target:
            judgements.append(Judgement(posts[source].path, posts[target].path, one.grade))
    if not judgements:
        raise GoldError(
            f"{file}: none of its {len(lines)} lines names two posts of this site; paths are as in `export`"
        )
    pairs = list(dict.fromkeys((one.query, one.target) for one in judgements))
    return Gold(pairs, _as_they_stand(judgements, posts) if is_trec else qrels(pairs, posts))


def qrels(pairs: Iterable[tuple[str, str]], posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    """Turn pairs into relevance judgements in either direction: a link joins both of its posts.

    Posts that readers cannot open ask for no list, and posts that may not be recommended are no right answer.
    """
    by_path = {post.path: post for post in posts}
    judged: dict[str, dict[str, int]] = {}
    for one, other in pairs:
        for query, target in ((one, other), (other, one)):
            if _may_be_asked(by_path[query], by_path[target]):
                judged.setdefault(query, {})[target] = 1
    return judged


def older_only(judged: Qrels, posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    """Keep the right answers that are no newer than the post that asks, as a build on its day could have known them."""
    dates = {post.path: post.date for post in posts}

    def is_newer(target: str, query: str) -> bool:
        ours, theirs = dates[query], dates[target]
        return ours is not None and theirs is not None and theirs > ours

    return _filled(
        {
            query: {target: grade for target, grade in targets.items() if not is_newer(target, query)}
            for query, targets in judged.items()
        }
    )


def asked_since(judged: Qrels, posts: Sequence[Post], since: datetime) -> dict[str, dict[str, int]]:
    """Keep the posts from a time on as those that ask; one without a date does not."""
    dates = {post.path: post.date for post in posts}
    return {
        query: dict(targets)
        for query, targets in judged.items()
        if (date := dates[query]) is not None and date >= since
    }


def without_hubs(judged: Qrels, hubs: AbstractSet[str]) -> dict[str, dict[str, int]]:
    """Leave hubs out, as posts that ask and as right answers."""
    return _filled(
        {
            query: {target: grade for target, grade in targets.items() if target not in hubs}
            for query, targets in judged.items()
            if query not in hubs
        }
    )


def find_hubs(links: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Find the posts that link to `HUB_LINKS` others or more: weekly lists of links, tables of contents."""
    counts = Counter(source for source, _ in set(links))
    return frozenset(post for post, count in counts.items() if count >= HUB_LINKS)


def _filled(judged: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {query: targets for query, targets in judged.items() if targets}


def _as_they_stand(judgements: Iterable[Judgement], posts: Sequence[Post]) -> dict[str, dict[str, int]]:
    by_path = {post.path: post for post in posts}
    judged: dict[str, dict[str, int]] = {}
    for one in judgements:
        if _may_be_asked(by_path[one.query], by_path[one.target]):
            judged.setdefault(one.query, {})[one.target] = one.grade
    return judged


def _may_be_asked(query: Post, target: Post) -> bool:
    return query.concealed is None and target.is_recommendable


def _pair(line: str) -> Judgement | None:
    parts = [part.strip() for part in line.split("\t")]
    return Judgement(parts[0], parts[1], 1) if len(parts) == 2 else None


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
