"""Where an Astro project shows its collections: read from the names of the pages that have a post's slug in theirs."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recommender.errors import PostError
from recommender.site.text_file import read_text
from recommender.site.walk import walk_files

_PAGES = "src/pages"
_PARAMETER = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
#: Pages with these in their names are lists of posts.
_LISTS = frozenset(
    {"page", "tag", "tags", "category", "categories", "lang", "locale", "year", "month", "day", "author", "series"}
)
_COLLECTION_CALL = re.compile(r"getCollection\(\s{0,20}[\"'`]([\w-]{1,100})[\"'`]")


@dataclass(frozen=True)
class Route:
    """A page for each post: the address before the slug, and the collections that its code asks for."""

    prefix: str
    collections: frozenset[str]


def find_routes(root: Path) -> list[Route]:
    """List the pages whose name ends with a slug, `src/pages/blog/[...slug].astro` being `/blog`."""
    found = (_route(root, path) for path in walk_files(root, (), below=_PAGES) if path.endswith(".astro"))
    return [route for route in found if route]


def prefix_of(collection: str, routes: Sequence[Route]) -> str:
    """Give what stands before the slugs of a collection: the route that asks for it, or has its name, or is alone.

    Where none does, the collection's own name is the best guess.
    """
    own = "/" + collection
    asking = [route.prefix for route in routes if collection in route.collections]
    if asking:
        return min(asking, key=lambda prefix: (not prefix.endswith(own), len(prefix), prefix))
    named = [route.prefix for route in routes if route.prefix.endswith(own)]
    if named:
        return min(named, key=len)
    unclear = [route.prefix for route in routes if not route.collections]
    return unclear[0] if len(unclear) == 1 else own


def _route(root: Path, path: str) -> Route | None:
    parts = posixpath.splitext(path.removeprefix(_PAGES + "/"))[0].split("/")
    if parts[-1] == "index":
        parts.pop()
    parameter = _PARAMETER.fullmatch(parts[-1]) if parts else None
    if parameter is None or parameter[1].lower() in _LISTS or any("[" in part for part in parts[:-1]):
        return None
    try:
        code = read_text(root / path).text
    except PostError:
        code = ""
    return Route("".join(f"/{part}" for part in parts[:-1]), frozenset(_COLLECTION_CALL.findall(code)))
