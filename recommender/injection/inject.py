"""Put every post's list into its file, or say what would change."""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from recommender.errors import PostError
from recommender.injection.block import Link
from recommender.injection.files import read_exactly, replace_whole
from recommender.injection.placement import Tail, find_shared_lines
from recommender.injection.rewrite import Document, parse_document, put_block, take_block
from recommender.model.model import Model
from recommender.progress import Progress, silent
from recommender.settings import InjectSettings, Settings
from recommender.site.post import Post
from recommender.site.reader import Site

#: A list is replaced when the new one's scores sum up to this many times the old one's: below it, a reader would not
#: see the difference, and the author would see it in every diff.
WORTH_A_CHANGE = 1.1

_MARKDOWN = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd")


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
    """Work out every post's new text, without writing any."""

    def with_list(path: str, document: Document, tail: Tail) -> tuple[str, bool]:
        return _with_list(path, document, tail, model, settings.inject)

    return _plan(site, model, with_list, settings, progress)


def plan_removal(
    site: Site, model: Model, settings: Settings, *, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out every post's text without our block, without writing any."""

    def without_block(path: str, document: Document, tail: Tail) -> tuple[str, bool]:
        return take_block(document, settings.inject.heading, markers=settings.inject.markers), False

    return _plan(site, model, without_block, settings, progress)


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
    model: Model,
    rewrite: Callable[[str, Document, Tail], tuple[str, bool]],
    settings: Settings,
    progress: Progress,
) -> Iterator[Change | Untouched]:
    paths = site.files()
    documents: dict[str, tuple[str, Document] | Untouched] = {}
    for done, path in enumerate(paths, start=1):
        documents[path] = _read(site, path, settings.inject.heading)
        progress("reading", done, len(paths))
    parsed = (one[1] for one in documents.values() if not isinstance(one, Untouched))
    tail = Tail(find_shared_lines(document.lines for document in parsed), settings.text.drop_headings)
    for done, path in enumerate(paths, start=1):
        found = documents[path]
        if isinstance(found, Untouched):
            yield found
        elif model.names.by_path(path) is None:
            yield Untouched(path, "not in the model; train again")
        else:
            text, document = found
            new, kept = rewrite(path, document, tail)
            yield Change(path, text, new, kept)
        progress("injecting", done, len(paths))


def _read(site: Site, path: str, heading: str) -> tuple[str, Document] | Untouched:
    if not path.lower().endswith(_MARKDOWN):
        return Untouched(path, "not Markdown")
    try:
        text = read_exactly(site.root / path)
        return text, parse_document(text, heading)
    except PostError as error:
        return Untouched(path, str(error))


def _with_list(path: str, document: Document, tail: Tail, model: Model, settings: InjectSettings) -> tuple[str, bool]:
    number = model.names.by_path(path)
    items = [] if number is None else model.related(number, settings.limit)
    if number is None or not items:
        # No heading over an empty list: ours goes, a list that somebody wrote by hand stays.
        return take_block(document, settings.heading, markers=settings.markers), False
    posts = [item.post for item in items]
    old = _posts_linked(document, model, path)
    is_pinned = any(item.source == "pin" for item in items)
    kept = old is not None and not is_pinned and old != posts and _is_good_enough(model, number, old, posts)
    shown = old if kept and old is not None else posts
    links = [Link(post.title, link_target(post, path)) for post in shown]
    return put_block(document, links, settings.heading, markers=settings.markers, tail=tail), kept


def link_target(post: Post, source: str) -> str:
    """Give what stands in the parentheses of a Markdown link from the post at `source`.

    In a plain folder, where a post's address is its file, links between posts are relative.
    """
    url = post.url or "/" + post.path
    if not url.lower().endswith(_MARKDOWN):
        return url
    return quote(posixpath.relpath(post.path, posixpath.dirname(source) or "."), safe="/~!$&'*+,;=:@-._")


def _posts_linked(document: Document, model: Model, path: str) -> list[Post] | None:
    """Give the posts in our own block; None if there is none, or a link in it leads nowhere."""
    numbers = [_linked_number(target, model, path) for target in document.linked()]
    posts = [model.posts[number] for number in numbers if number is not None]
    return posts if posts and len(posts) == len(numbers) else None


def _linked_number(target: str, model: Model, path: str) -> int | None:
    if target.startswith("/"):
        return model.names.by_url(target)
    return model.names.by_path(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))))


def _is_good_enough(model: Model, number: int, old: Sequence[Post], new: Sequence[Post]) -> bool:
    if len(old) != len(new):
        return False
    scores = [model.score(number, model.names.find(post.path)) for post in old]
    if any(score is None for score in scores):
        return False
    total = sum(model.score(number, model.names.find(post.path)) or 0.0 for post in new)
    return total < WORTH_A_CHANGE * sum(score or 0.0 for score in scores)
