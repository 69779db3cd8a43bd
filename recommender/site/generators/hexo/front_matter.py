"""Hexo's front matter, which may do without the fence above it."""

import re

from recommender.site.front_matter import MAX_CHARACTERS, FrontMatter, opens_front_matter, split_front_matter

_CLOSING = re.compile(r"^(---|;;;)[-;]{0,80}[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FIRST_KEY = re.compile(
    r"\ufeff?[ \t\r\n]{0,100}\"?(?:title|date|layout|tags?|categor(?:y|ies)|permalink)\"?[ \t]{0,9}:"
)


def split_hexo_front_matter(text: str) -> FrontMatter:
    """Find and parse the table at the top of a file, fenced or ended by a fence alone; never raises."""
    if opens_front_matter(text):
        return split_front_matter(text)
    closing = _CLOSING.search(text, 0, MAX_CHARACTERS)
    if closing is None:
        return FrontMatter({}, 0)
    fence = closing[1]
    front = split_front_matter(f"{fence}\n{text[: closing.start()].removeprefix(chr(0xFEFF))}{fence}\n")
    is_table = front.table and (front.trouble is None or _FIRST_KEY.match(text))
    return FrontMatter(front.table, closing.end(), front.trouble) if is_table else FrontMatter({}, 0)
