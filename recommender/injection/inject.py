"""Put every post's list into its file, or say what would change."""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from recommender.errors import ModelError, PostError
from recommender.injection.block import Link
from recommender.injection.files import read_exactly, replace_whole
from recommender.injection.placement import Tail, find_shared_lines
from recommender.injection.rewrite import Document, parse_document, put_block, take_block
from recommender.model.model import Model, Related
from recommender.progress import Progress, silent
from recommender.settings import InjectSettings, Settings
from recommender.site.markup import markup_of
from recommender.site.post import Post
from recommender.site.reader import Site
from recommender.site.url import escape_path

#: A list is replaced when the new one's scores sum up to this many times the old one's: below it, a reader would not
#: see the difference, and the author would see it in every diff.
WORTH_A_CHANGE = 1.1


@dataclass(frozen=True)
class Change:
    """What injection makes of one post.

    Attributes:
        path: the post.
        old: its text as it stands.
        new: its text as it should be; the same where nothing is to be done.
        kept: whether an older list of ours stays because the new one is hardly better.
    """

    path: str
    old: str
    new: str
    kept: bool = False


@dataclass(frozen=True)
class Untouched:
    """A post that injection leaves alone, and why."""

    path: str
    reason: str


def plan_injection(
    site: Site, model: Model, settings: Settings, *, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out every post's new text, without writing any.

    A post that was deleted after training is not linked any more.
    """
    paths = site.files()
    present = frozenset(paths)

    def with_list(path: str, document: Document, tail: Tail) -> tuple[str, bool]:
        items = [item for item in model.related(model.numbers[path], model.kept) if item.post.path in present]
        return _with_list(path, document, tail, model, items[: settings.inject.limit])

    return _plan(site, paths, model, with_list, settings, progress)


def plan_removal(
    site: Site, model: Model, settings: Settings, *, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out every post's text without our block, without writing any."""

    def without_block(path: str, document: Document, tail: Tail) -> tuple[str, bool]:
        return take_block(document), False

    return _plan(site, site.files(), model, without_block, settings, progress)


def write_change(site: Site, change: Change) -> None:
    """Replace the post's file.

    Raises:
        PostError: it cannot be written, or is no longer what the change was worked out from; it stays as it is.
    """
    file = site.root / change.path
    if read_exactly(file) != change.old:
        raise PostError("changed while this ran; left as it is, run inject again")
    replace_whole(file, change.new)


def _plan(
    site: Site,
    paths: Sequence[str],
    model: Model,
    rewrite: Callable[[str, Document, Tail], tuple[str, bool]],
    settings: Settings,
    progress: Progress,
) -> Iterator[Change | Untouched]:
    if not any(path in model.numbers for path in paths):
        raise ModelError(
            f"{site.root}: none of its {len(paths)} posts is in the model, which was trained on "
            f'"{model.manifest.site.get("name")}"; train on this site, or name its model with --model'
        )
    documents: dict[str, Document | Untouched] = {}
    for done, path in enumerate(paths, start=1):
        documents[path] = _read(site, path, settings.inject)
        progress("reading", done, len(paths))
    parsed = (one for one in documents.values() if isinstance(one, Document))
    tail = Tail(find_shared_lines(document.lines for document in parsed), settings.text.drop_headings)
    for done, path in enumerate(paths, start=1):
        document = documents[path]
        if isinstance(document, Untouched):
            yield document
        elif path not in model.numbers:
            yield Untouched(path, "not in the model; train again")
        else:
            yield _change(path, document, tail, rewrite)
        progress("injecting", done, len(paths))


def _change(
    path: str, document: Document, tail: Tail, rewrite: Callable[[str, Document, Tail], tuple[str, bool]]
) -> Change | Untouched:
    try:
        new, kept = rewrite(path, document, tail)
    except PostError as error:
        return Untouched(path, str(error))
    return Change(path, document.text, new, kept)


def _read(site: Site, path: str, settings: InjectSettings) -> Document | Untouched:
    if markup_of(path) != "markdown":
        return Untouched(path, "not Markdown, which alone is written into; use `export` or `serve` for its list")
    try:
        return parse_document(read_exactly(site.root / path), settings.heading, markers=settings.markers)
    except PostError as error:
        return Untouched(path, str(error))


def _with_list(path: str, document: Document, tail: Tail, model: Model, items: Sequence[Related]) -> tuple[str, bool]:
    if not items:
        # No heading over an empty list: ours goes, a list that somebody wrote by hand stays.
        return take_block(document), False
    new = [model.numbers[item.post.path] for item in items]
    old = _numbers_linked(document, model, path)
    is_pinned = any(item.source == "pin" for item in items)
    kept = old != new and not is_pinned and _is_good_enough(model, model.numbers[path], old, new)
    posts = (model.posts[number] for number in (old if kept else new))
    return put_block(document, [Link(post.title, link_target(post, path)) for post in posts], tail), kept


def link_target(post: Post, source: str) -> str:
    """Give what stands in the parentheses of a Markdown link from the post at `source`.

    In a plain folder, where a post's address is its file, links between posts are relative.
    """
    url = post.url or "/" + post.path
    if markup_of(url) in (None, "html"):
        return url
    return escape_path(posixpath.relpath(post.path, posixpath.dirname(source) or "."))


def _numbers_linked(document: Document, model: Model, path: str) -> list[int]:
    """Give the posts in our own block; none if there is none, or a link in it leads nowhere."""
    numbers = [_number_linked(target, model, path) for target in document.linked()]
    found = [number for number in numbers if number is not None]
    return found if len(found) == len(numbers) else []


def _number_linked(target: str, model: Model, path: str) -> int | None:
    if target.startswith("/"):
        return model.names.by_url(target)
    return model.names.by_path(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))))


def _is_good_enough(model: Model, query: int, old: Sequence[int], new: Sequence[int]) -> bool:
    if len(old) != len(new):
        return False
    old_scores, new_scores = ([model.score(query, target) for target in one] for one in (old, new))
    if None in old_scores:
        return False
    return sum(score or 0.0 for score in new_scores) <= WORTH_A_CHANGE * sum(score or 0.0 for score in old_scores)
