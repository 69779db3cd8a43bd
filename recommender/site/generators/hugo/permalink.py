"""Hugo's addresses: which characters a path keeps, how permalinks are filled, what a page's link looks like.

The rules are those of Hugo's `helpers.PathSpec.UnicodeSanitize`, `page.PermalinkExpander` and
`page.CreateTargetPaths`.
"""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote_plus

_KEPT = frozenset("./\\_#+~-@")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLACEHOLDER = re.compile(r":(\w{1,40})(\[[^\]]{1,20}\])?")
#: What Go prints for a page without a date.
_ZERO = datetime(1, 1, 1)
#: Go's reference time, part by part, as permalinks may hold it.
_GO_LAYOUTS = {
    "2006": "%Y",
    "06": "%y",
    "01": "%m",
    "Jan": "%b",
    "January": "%B",
    "02": "%d",
    "Mon": "%a",
    "Monday": "%A",
    "002": "%j",
    "15": "%H",
    "04": "%M",
    "05": "%S",
}


@dataclass(frozen=True)
class PathRules:
    """How the site spells paths.

    Attributes:
        lowers: whether letters are lower-cased (all but `disablePathToLower`).
        removes_accents: `removePathAccents`.
    """

    lowers: bool = True
    removes_accents: bool = False

    def sanitize(self, path: str) -> str:
        """Keep letters, digits, marks and a few signs; a run of blanks between them is one hyphen."""
        if self.removes_accents:
            parts = unicodedata.normalize("NFD", path)
            path = unicodedata.normalize("NFC", "".join(one for one in parts if unicodedata.category(one) != "Mn"))
        kept: list[str] = []
        blank = False
        for index, letter in enumerate(path):
            if _is_kept(path, index):
                if blank and letter != "-":
                    kept.append("-")
                blank = False
                kept.append(letter)
            elif kept and letter.isspace() and kept[-1] != "-":
                blank = True
        text = "".join(kept)
        return "".join(one.lower()[0] for one in text) if self.lowers else text


@dataclass(frozen=True)
class PagePlace:
    """What a page's address is made of.

    Attributes:
        folder: folders below the content folder, "" at the top; for a leaf bundle those above its own.
        base_name: file name without suffix and language; a leaf bundle's folder.
        sections: names of the section and those above it, outermost first.
        title: as written, "" for none.
        slug: as written, "" for none.
        date: by the clock that its author wrote it with.
    """

    folder: str
    base_name: str
    sections: tuple[str, ...]
    title: str
    slug: str
    date: datetime | None


def own_link(url: str, prefix: str) -> str:
    """Give the link of a page whose front matter has `url`, every letter as written.

    Only a relative one takes the language's prefix.
    """
    path = _join("/", url)
    has_slash, has_dot = url.endswith("/"), "." in url
    if path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    elif not (has_slash or has_dot):
        path += "/"
    if prefix and not url.startswith("/"):
        path = _join("/", prefix, path)
    return path


def page_link(place: PagePlace, permalink: str | None, prefix: str, *, ugly: bool, rules: PathRules) -> str:
    """Give the link of a page by its place, or by a permalink pattern for those of its section."""
    expanded = _unescaped(fill_permalink(permalink, place, rules)) if permalink else ""
    base_name = place.slug.strip("-") or place.base_name
    path = _join("/", expanded) if expanded else _join("/", place.folder, base_name)
    if not expanded and base_name == "index":
        path = path.removesuffix("index")
        ugly = False
    path = path.strip("/")
    link = f"/{path}.html" if ugly and path else _join("/", path + "/")
    return rules.sanitize(_join("/", prefix, link) if prefix else link)


def fill_permalink(pattern: str, place: PagePlace, rules: PathRules) -> str:
    """Fill a pattern's placeholders; an unknown one stays as it is, and Hugo would refuse the site."""
    parts = _parts(place, rules)

    def fill(found: re.Match[str]) -> str:
        name, cut = found[1], found[2]
        if cut:
            return "/".join(_sliced(place.sections, cut)) if name in ("sections", "sectionslugs") else found[0]
        if name in parts:
            return parts[name]()
        layout = _GO_LAYOUTS.get(name)
        return (place.date or _ZERO).strftime(layout) if layout else found[0]

    return _PLACEHOLDER.sub(fill, pattern)


def _parts(place: PagePlace, rules: PathRules) -> Mapping[str, Callable[[], str]]:
    date = place.date or _ZERO

    def urlized(text: str) -> str:
        return quote(rules.sanitize(text), safe="/%#+~\\")

    slug, name = place.slug.strip("-"), place.base_name
    return {
        "year": lambda: str(date.year),
        "month": lambda: f"{date.month:02}",
        "monthname": lambda: f"{date:%B}",
        "day": lambda: f"{date.day:02}",
        "weekday": lambda: f"{date:%w}",
        "weekdayname": lambda: f"{date:%A}",
        "yearday": lambda: str(date.timetuple().tm_yday),
        "section": lambda: place.sections[0] if place.sections else "",
        "sectionslug": lambda: urlized(place.sections[0]) if place.sections else "",
        "sections": lambda: "/".join(place.sections),
        "sectionslugs": lambda: urlized("/".join(place.sections)),
        "title": lambda: urlized(place.title),
        "slug": lambda: urlized(slug or place.title),
        "filename": lambda: urlized(name),
        "slugorfilename": lambda: urlized(slug or name),
        "contentbasename": lambda: urlized(name),
        "slugorcontentbasename": lambda: urlized(slug or name),
    }


def _sliced(sections: tuple[str, ...], cut: str) -> tuple[str, ...]:
    """Cut as `[1:]`, `[:2]`, `[0]` and `[last]` say; what is out of range gives nothing."""
    low, colon, high = cut[1:-1].lower().partition(":")
    size = len(sections)
    first = _position(low, size, 0)
    if first >= size:
        return ()
    return sections[first : min(_position(high, size, size), size)] if colon else sections[first : first + 1]


def _position(text: str, size: int, default: int) -> int:
    if text == "last":
        return size - 1
    return int(text) if text.isdecimal() else default if not text else 0


def _unescaped(path: str) -> str:
    """Undo escapes as in a query, where `+` is a blank; a broken one makes Hugo drop the whole permalink."""
    return "" if _BROKEN_ESCAPE.search(path) else unquote_plus(path)


def _join(*parts: str) -> str:
    """Join and clean as Go's `path.Join`, which knows one slash at the start; one at the end stays."""
    joined = posixpath.normpath("/".join(part for part in parts if part)) if any(parts) else ""
    joined = re.sub(r"^//", "/", joined)
    return joined + "/" if parts[-1].endswith("/") and not joined.endswith("/") else joined


def _is_kept(path: str, index: int) -> bool:
    letter = path[index]
    category = unicodedata.category(letter)
    if letter in _KEPT or category[0] in "LM" or category == "Nd":
        return True
    return letter == "%" and _ESCAPE.match(path, index) is not None
