"""The keys of front matter that mean the same under every generator."""

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from recommender.site.markdown_lines import code_lines, split_lines
from recommender.site.post import Post
from recommender.site.scalars import is_false, is_true, scalar_text, title_text
from recommender.site.tags import read_tags
from recommender.site.visibility import concealed_reason, next_change, withheld_reason

_HEADING = re.compile(r"#{1,2}[ \t]+(\S.*)")
_CLOSING_HASHES = re.compile(r"(?<![ \t])[ \t]+#+$")
#: Where the title of a post without front matter is looked for.
_FIRST_LINES = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=[-_]|$)")
_SPACES = re.compile(r"\s+")
# Escape sequences and bidirectional controls have no business in a title, and every output shows titles.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: Those of jekyll-redirect-from, of Hugo, and of jekyll-alias-generator and hexo-generator-alias.
_ALIAS_KEYS = ("redirect_from", "aliases", "alias")
#: Titles are shown in one line; what is longer is a fault of the file.
_MAX_TITLE = 300


def make_post(
    path: str,
    table: Mapping[str, Any],
    body: str,
    *,
    url: str | None,
    date: datetime | None,
    tags: tuple[str, ...],
    categories: tuple[str, ...],
    fallback_title: str,
    now: datetime,
    future: bool,
    hosts: frozenset[str],
    language: str | None = None,
) -> Post:
    """Make a post of what its generator found and of the keys that all generators share.

    Args:
        table: front matter, keys in lower case.
        body: the text below it, for the title of a post that has none in its table.
        fallback_title: shown where neither table nor text has a title.
        now: the site's clock; `future`: whether posts after it are published.
        hosts: the site's own host names.
        language: where the generator tells it by other means than the table.
    """
    return Post(
        path=path,
        url=url if url is None else _one_path(url),
        title=_one_line(title_text(table.get("title")) or _first_heading(body)) or _one_line(fallback_title),
        date=date,
        tags=tags,
        categories=categories,
        concealed=concealed_reason(table, date, now=now, future=future),
        withheld=withheld_reason(table, url, hosts),
        aliases=tuple(dict.fromkeys(alias for key in _ALIAS_KEYS for alias in read_tags(table.get(key)))),
        shows_list=not is_false(table.get("related")),
        pins=read_tags(table.get("related_posts")),
        excludes=read_tags(table.get("related_exclude")),
        language=language or language_code(table.get("lang") or table.get("language") or table.get("locale")),
        series=next(iter(read_tags(table.get("series"))), None),
        is_evergreen=is_true(table.get("evergreen")),
        translation_key=scalar_text(table.get("translation_key") or table.get("translationkey")) or None,
        changes_at=next_change(table, date, now=now),
    )


def language_code(value: object) -> str | None:
    """Give the language of a tag like `ja_JP` or `en-US` in lower case, without its region; None for anything else."""
    found = _LANGUAGE.match(scalar_text(value))
    return found[0].lower() if found else None


def _one_path(url: str) -> str:
    """Give an address as browsers follow it on this host: two slashes at the start would be another host's."""
    path = re.sub("^/{2,}", "/", url)
    if "/../" in path or "/./" in path or path.endswith(("/..", "/.")):
        end = "/" if path.endswith(("/", "/..", "/.")) else ""
        path = posixpath.normpath(path).rstrip("/") + end
    return path


def _one_line(title: str) -> str:
    return _SPACES.sub(" ", _CONTROLS.sub("", title)).strip()[:_MAX_TITLE]


def _first_heading(body: str) -> str:
    lines = split_lines(body[: _FIRST_LINES * 200])[:_FIRST_LINES]
    for line, is_code in zip(lines, code_lines(lines), strict=True):
        heading = None if is_code else _HEADING.match(line.strip())
        if heading:
            return _CLOSING_HASHES.sub("", heading[1])
    return ""
