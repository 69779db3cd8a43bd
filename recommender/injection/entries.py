"""What a list says of its posts where it is data and no markup: entries of few fields."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from recommender.errors import UnknownPostError
from recommender.injection.escape import one_line
from recommender.injection.targets import Targets
from recommender.model.model import Related
from recommender.site.post import Post

#: Texts, and a list of texts for tags.
Entry = Mapping[str, str | list[str]]

_INDEX = frozenset({"index", "_index"})
_SHOWN_TERMS = 5


def make_entry(item: Related, fields: Sequence[str], targets: Targets, source: str) -> Entry:
    """Say of a post what the settings ask for, in their order; what is not known of it is left out."""
    values = {name: _value(name, item, targets, source) for name in fields}
    return {name: value for name, value in values.items() if value}


def entry_number(entry: object, targets: Targets, source: str) -> int | None:
    """Give the number of the post of which an entry speaks, None if of none."""
    if not isinstance(entry, Mapping):
        return None
    url, path, slug = (value if isinstance(value := entry.get(name), str) else None for name in ("url", "path", "slug"))
    if url:
        return targets.read(url, source)
    if path:
        return targets.model.names.by_path(path)
    try:
        return targets.model.names.find(slug) if slug else None
    except UnknownPostError:
        return None


def _value(name: str, item: Related, targets: Targets, source: str) -> Any:
    post = item.post
    match name:
        case "title":
            return one_line(post.title)
        case "url":
            return targets.address(post, source)
        case "path":
            return post.path
        case "slug":
            return _slug(post)
        case "date":
            return post.date.date().isoformat() if post.date else ""
        case "tags":
            return [one_line(tag) for tag in post.tags]
        case _:
            return "・".join((item.terms or item.tags)[:_SHOWN_TERMS])


def _slug(post: Post) -> str:
    """Give the name of the file without its suffix; of a bundle (Hugo) that of its folder."""
    folder, name = posixpath.split(post.path)
    stem = posixpath.splitext(name)[0]
    return posixpath.basename(folder) if stem in _INDEX and folder else stem
