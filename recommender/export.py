"""All lists of a model in one text, for other people's scripts."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from recommender.model.model import Model, Related, post_json

#: A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CSV_HEAD = ("path", "rank", "related_path", "related_url", "related_title", "score", "source", "terms", "tags")


def export_lists(model: Model, limit: int, kind: str) -> str:
    """Write every post's list in the site's order.

    Args:
        limit: links per post.
        kind: one of `FORMATS`.
    """
    return "".join(_WRITERS[kind](model, limit))


def _lists(model: Model, limit: int) -> Iterator[tuple[int, list[Related]]]:
    return ((number, model.related(number, limit)) for number in range(len(model.posts)))


def _entries(model: Model, limit: int) -> Iterator[dict[str, object]]:
    for number, items in _lists(model, limit):
        yield {**post_json(model.posts[number]), "related": [item.to_json() for item in items]}


def _jsonl(model: Model, limit: int) -> Iterator[str]:
    for entry in _entries(model, limit):
        yield json.dumps(entry, ensure_ascii=False) + "\n"


def _json(model: Model, limit: int) -> Iterator[str]:
    yield json.dumps(list(_entries(model, limit)), ensure_ascii=False, indent=1) + "\n"


def _csv(model: Model, limit: int) -> Iterator[str]:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_CSV_HEAD)
    for number, items in _lists(model, limit):
        for rank, item in enumerate(items, start=1):
            url, terms, tags = item.post.url or "", " ".join(item.terms), " ".join(item.tags)
            cells = (model.posts[number].path, item.post.path, url, item.post.title, item.source, terms, tags)
            path, other, url, title, source, terms, tags = map(_no_formula, cells)
            writer.writerow((path, rank, other, url, title, item.score, source, terms, tags))
    yield stream.getvalue()


def _trec(model: Model, limit: int) -> Iterator[str]:
    """Write a TREC run; blanks in paths are escaped, since blanks part its columns."""
    for number, items in _lists(model, limit):
        query = _no_blanks(model.posts[number].path)
        for rank, item in enumerate(items, start=1):
            # trec_eval orders by score and breaks ties its own way; a list's order must survive.
            yield f"{query} Q0 {_no_blanks(item.post.path)} {rank} {limit - rank + 1 + item.score:.4f} recommender\n"


def _no_formula(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _no_blanks(path: str) -> str:
    return "".join(quote(one) if one.isspace() or one == "%" else one for one in path)


_WRITERS: Mapping[str, Callable[[Model, int], Iterator[str]]] = {
    "jsonl": _jsonl,
    "json": _json,
    "csv": _csv,
    "trec": _trec,
}

#: The formats that lists can be written in.
FORMATS = tuple(_WRITERS)
