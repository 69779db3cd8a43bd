"""How deep the elements of a page stand within one another, counted before a parser builds them."""

import re

from recommender.errors import PostError

#: Browsers stop at 512. The parser's work grows with the square of the depth: 50,000 would hold a run for minutes.
MAX_DEPTH = 1000
# What stands between the signs holds neither, so that every sign is looked at once.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)[^<>]*>")
#: Elements without an end, and those that the next of their kind ends: any number of them adds no depth.
_FLAT = (
    frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"})
    | {"wbr", "a", "body", "button", "caption", "colgroup", "dd", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"head", "html", "li", "nobr", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
#: Of these the next one is the end too, but within `<ruby>` alone.
_FLAT_IN_RUBY = frozenset({"rb", "rp", "rt", "rtc"})
#: Browsers take a slash at the end of these for a slip: `<div/>` opens one.
_OPEN_ALL_THE_SAME = frozenset(
    {"div", "span", "section", "article", "details", "blockquote", "ul", "ol", "b", "i", "font"}
)


def check_nesting(html: str) -> None:
    """Refuse HTML that nests far deeper than any page, which would take the parser minutes.

    Raises:
        PostError: more than MAX_DEPTH elements are open at once.
    """
    if html.count("<") <= MAX_DEPTH:
        return
    depth = 0
    rubies: list[int] = []
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FLAT or (tag[0].endswith("/>") and name not in _OPEN_ALL_THE_SAME):
            continue
        if name == "ruby":
            if not tag[1]:
                rubies.append(depth)
            elif rubies:
                depth = rubies.pop() + 1
        elif name in _FLAT_IN_RUBY and rubies:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise PostError(
                f"more than {MAX_DEPTH:,} elements of HTML stand open within one another (the last: <{tag[2][:20]}>); "
                "close them or exclude the file in [site] exclude"
            )
