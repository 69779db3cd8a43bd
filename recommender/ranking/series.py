"""Parts of one work: numbered, halved or dated posts, recognised by their titles or by the author's word."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from recommender.site.post import Post

#: A stem of fewer letters (連載, 日記) stands over posts that have nothing else in common.
_LEAST_LETTERS = 3
_HALVES = {"前": 1, "上": 1, "中": 2, "後": 3, "下": 3}
_KANJI_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
# A number alone is none: versions, years and amounts stand in titles too.
_WRITTEN = r"(\d{1,4}|[〇一二三四五六七八九十百]{1,5})"
_PART = re.compile(
    "|".join(
        (
            rf"第\s*{_WRITTEN}\s*(?:回|話|章|部|夜|弾|編|篇|巻|号|日目?)",
            rf"(?:その|其の)\s*{_WRITTEN}(?!\w)",
            rf"(?<![A-Za-z])(?:part|vol|episode|chapter|day|step)[.\s#]*{_WRITTEN}(?!\w)",
            rf"(?<!\w)#\s*{_WRITTEN}(?!\w)",
            rf"[(\[【〔]\s*{_WRITTEN}\s*(?:/\s*\d+\s*)?[)\]】〕]",
            rf"(?<![\d/.]){_WRITTEN}\s*/\s*\d{{1,3}}(?=\s*(?:[)\]】〕]|$))",
            rf"{_WRITTEN}(?:日目|回目)",
            r"(?:^|(?<=[\s(\[【〔:・\-]))([前中後])(?:編|篇)(?!\w)",
            r"[(\[【〔]\s*([上中下])(?:編|篇|巻)?\s*[)\]】〕]",
        )
    ),
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:19|20)\d\d\s*(?:[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?|\s*月(?:号)?)?|年度?)?(?!\d)"
    r"|(?<!\d)\d{1,2}月(?:\d{1,2}日|号)?|(?<!\d)\d{1,2}/\d{1,2}(?!\d)"
)
_NUMBER = re.compile(r"\d+")
_NO_LETTER = re.compile(r"[\W_]+")


class Part(NamedTuple):
    """What a title says of its post: the letters that all parts share, and the number of this one."""

    key: str
    place: float


class Issue(NamedTuple):
    """What a title with a date says besides it, and the date as it is written, digits only."""

    key: str
    date: str


class _Entry(NamedTuple):
    place: float
    number: int
    label: str


def find_series(posts: Sequence[Post]) -> list[list[int]]:
    """Find the series of a site.

    Returns:
        The post numbers of each series in reading order, two at least; a post stands in one series at most.
    """
    named: dict[str, list[_Entry]] = defaultdict(list)
    numbered: dict[str, list[_Entry]] = defaultdict(list)
    dated: dict[str, list[_Entry]] = defaultdict(list)
    others: dict[str, list[int]] = defaultdict(list)
    for number, post in enumerate(posts):
        title = unicodedata.normalize("NFKC", post.title)
        if post.series:
            named[post.series].append(_Entry(_timestamp(post), number, str(number)))
        elif part := read_part(title):
            numbered[part.key].append(_Entry(part.place, number, str(part.place)))
        elif issue := read_issue(title):
            dated[issue.key].append(_Entry(_timestamp(post), number, issue.date))
        else:
            others[_key(title)].append(number)
    for key, parts in numbered.items():
        # The first part rarely says that it is one: 「…」 before 「… その2」.
        firsts = others.get(key, [])
        if len(firsts) == 1 and 1 not in {one.place for one in parts}:
            parts.append(_Entry(1, firsts[0], "1"))
    groups = (sorted(parts) for kind in (named, numbered, dated) for parts in kind.values())
    # Posts that all say the same number or date are no parts, but posts on one subject.
    return [[one.number for one in parts] for parts in groups if len({one.label for one in parts}) > 1]


def read_part(title: str) -> Part | None:
    """Read the part that a title (in NFKC) names; None if it names none, or too little besides."""
    found = _PART.search(title)
    if found is None:
        return None
    written = next(group for group in found.groups() if group)
    place = float(_HALVES[written]) if written in _HALVES else _value(written)
    before, after = _key(title[: found.start()]), _key(title[found.end() :])
    key = before if len(before) >= _LEAST_LETTERS else after
    return Part(key, place) if len(key) >= _LEAST_LETTERS else None


def read_issue(title: str) -> Issue | None:
    """Read the date in the title (in NFKC) of a post that recurs; None where there is none, or too little besides."""
    dates = _DATE.findall(title)
    key = _key(_DATE.sub(" ", title)) if dates else ""
    return Issue(key, "-".join(_NUMBER.findall(" ".join(dates)))) if len(key) >= _LEAST_LETTERS else None


def neighbours(series: Sequence[Sequence[int]]) -> tuple[dict[int, int], dict[int, int]]:
    """Give each part's next part, and each part's previous one."""
    pairs = [pair for parts in series for pair in pairwise(parts)]
    return dict(pairs), {later: earlier for earlier, later in pairs}


def _value(written: str) -> float:
    if written.isdecimal():
        return float(written)
    total = digits = 0
    for letter in written:
        if letter in "十百":
            total += (digits or 1) * (10 if letter == "十" else 100)
            digits = 0
        else:
            digits = 10 * digits + _KANJI_DIGITS[letter]
    return float(total + digits)


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


def _timestamp(post: Post) -> float:
    return post.date.timestamp() if post.date else float("-inf")
