r"""Formulae in LaTeX: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{…}…\end{…}`."""

import re
from typing import NamedTuple

from recommender.text.markup.gaps import GAP, close_gaps

#: No formula is longer, displayed or within a sentence; bounds the work for each sign that opens one.
_MAX_DISPLAY = 10_000
_MAX_INLINE = 1_000

# What may begin or end a formula or code, and the blank lines that end a paragraph.
_SIGN = re.compile(
    r"(?P<fence>^[ \t>]{0,20}(?:[-*+][ \t]{1,4}|\d{1,9}[.)][ \t]{1,4})?(?P<mark>`{3,}+(?=[^`\n]*$)|~{3,}+)"
    r"(?P<info>[^\n]*))"
    r"|(?P<ticks>`++)|(?P<dollars>\$++)|\\(?P<bracket>[()\[\]])"
    r"|\\(?P<side>begin|end)\{(?P<name>[A-Za-z]{1,20}\*?)\}|\\.|(?P<blank>\n[ \t]*\n)",
    re.MULTILINE,
)
_TEXT_WITHIN = re.compile(r"\\(?:text|mathrm|mbox|operatorname|textbf|textit|textrm|mathbf|rm)\s?\{[^{}]{0,300}\}")
_JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
# In Markdown `\(1\)` and `\(注\)` are brackets; a formula holds more than words and numbers.
_MATHEMATICAL = re.compile(r"[\\^_=+<>|]|^\s*[A-Za-z]'?\s*$")
_ELEMENT = re.compile(r"</|<[A-Za-z][\w-]{0,40}[\s/>]")
_REST_OF_LINE = re.compile(r"[ \t]{0,20}[^\s.,。、，．]")
_WORD_SIGN = re.compile(r"[A-Za-z0-9_]")
_CLOSING = {"(": ")", "[": "]"}


class _Span(NamedTuple):
    start: int
    end: int


def without_formulae(text: str) -> str:
    r"""Take formulae out of Markdown, before its parser takes their `_`, `=` and `-` for its own.

    Code keeps its dollars, and so do sums of money: within a sentence a formula touches its dollars, none of them
    touches a word or number outside, and it holds no Japanese but in `\text{…}`.
    """
    if "$" not in text and "\\(" not in text and "\\[" not in text and "\\begin{" not in text:
        return text
    kept: list[str] = []
    position = 0
    for start, end in _formulae(text):
        kept.append(text[position:start])
        position = end
    kept.append(text[position:])
    return close_gaps(GAP.join(kept))


def _formulae(text: str) -> list[_Span]:
    signs = list(_SIGN.finditer(text))
    partners = _partners(signs)
    found: list[_Span] = []
    index = 0
    while index < len(signs):
        sign, partner = signs[index], partners[index]
        index += 1
        if partner is None:
            continue
        end = signs[partner].end()
        if sign["fence"] or sign["ticks"]:
            index = partner + 1
        elif _is_formula(text, sign, signs[partner]):
            found.append(_Span(sign.start(), end))
            index = partner + 1
    return found


def _partners(signs: list[re.Match[str]]) -> list[int | None]:
    """Give for each sign the index of the one that may close it, from the end so that each is looked at once."""
    partners: list[int | None] = [None] * len(signs)
    # What stands within a sentence ends with its paragraph; what is displayed may hold blank lines.
    displayed: dict[str, int] = {}
    within: dict[str, int] = {}
    for index in range(len(signs) - 1, -1, -1):
        sign = signs[index]
        if sign["blank"]:
            within = {}
        elif sign["fence"]:
            # One with a language only opens: the end after it is its own, not that of a stray fence above.
            partners[index] = displayed.pop(sign["mark"], None)
            if not sign["info"].strip():
                displayed[sign["mark"]] = index
        elif sign["side"] == "begin":
            partners[index] = displayed.get(sign["name"])
        elif sign["side"] == "end":
            displayed[sign["name"]] = index
        elif sign["bracket"]:
            nearest = within if sign["bracket"] in "()" else displayed
            partners[index] = nearest.get(_CLOSING.get(sign["bracket"], ""))
            nearest[sign["bracket"]] = index
        elif key := sign["ticks"] or sign["dollars"]:
            nearest = displayed if key == "$$" else within
            partners[index], nearest[key] = nearest.get(key), index
    return partners


def _is_formula(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    if opening["side"]:
        return closing.start() - opening.end() <= _MAX_DISPLAY
    is_inline = opening["dollars"] == "$" or opening["bracket"] == "("
    if closing.start() - opening.end() > (_MAX_INLINE if is_inline else _MAX_DISPLAY):
        return False
    within = text[opening.end() : closing.start()]
    if not within.strip() or _ELEMENT.search(within) or _JAPANESE.search(_TEXT_WITHIN.sub("", within)):
        return False
    if is_inline and (_WORD_SIGN.match(text, max(opening.start() - 1, 0)) or _WORD_SIGN.match(text, closing.end())):
        return False
    match opening["dollars"] or opening["bracket"]:
        case "$":
            return not (within[0].isspace() or within[0] == "." or within[-1].isspace() or '"' in within)
        case "$$":
            return True
        case "(":
            return _MATHEMATICAL.search(within) is not None
        case "[":
            return _stands_alone(text, opening.start(), closing.end())
        case _:
            return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    r"""Tell whether nothing else stands on the lines of a formula; else `\[` is how Markdown writes a bracket."""
    before = text[max(start - 20, text.rfind("\n", 0, start) + 1) : start]
    return not before.strip(" \t>") and not _REST_OF_LINE.match(text, end)
