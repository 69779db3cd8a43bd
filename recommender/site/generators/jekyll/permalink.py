"""Jekyll's addresses: a template, filled and cleaned as url_drop.rb, url.rb and utils.rb (slugify) do it."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: Names for templates, good in the config's `permalink` alone.
STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_KEPT_IN_TITLES = frozenset("._~!$&'()+,;=@")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")
_DATE_PARTS: Mapping[str, Callable[[datetime], str]] = {
    "year": lambda date: f"{date.year:04}",
    "month": lambda date: f"{date:%m}",
    "i_month": lambda date: str(date.month),
    "day": lambda date: f"{date:%d}",
    "i_day": lambda date: str(date.day),
    "short_year": lambda date: f"{date:%y}",
    "hour": lambda date: f"{date:%H}",
    "minute": lambda date: f"{date:%M}",
    "second": lambda date: f"{date:%S}",
    "y_day": lambda date: f"{date:%j}",
    "week": lambda date: f"{date:%V}",
    "w_year": lambda date: f"{date.isocalendar().year:04}",
    "w_day": lambda date: f"{date:%u}",
    "short_day": lambda date: f"{date:%a}",
    "long_day": lambda date: f"{date:%A}",
    "short_month": lambda date: f"{date:%b}",
    "long_month": lambda date: f"{date:%B}",
}


@dataclass(frozen=True)
class Document:
    """What an address can be made of.

    Attributes:
        collection: the label of its collection.
        path: below the folder that holds the collections, as `_posts/2026-02-20-a.md`.
        slug: from the front matter, else from the file name.
        output_ext: the suffix of the written file.
    """

    collection: str
    path: str
    slug: str
    categories: tuple[str, ...]
    date: datetime | None
    output_ext: str


def collection_template(style: str) -> str:
    """Give the template of a collection that has none of its own; only its end follows the site's `permalink`."""
    if style == "pretty" or style.endswith("/"):
        return "/:collection/:path/"
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return "/:collection/:path:output_ext"
    return "/:collection/:path"


def fill_permalink(template: str, document: Document) -> str | None:
    """Give the address, with `%` for what the values hold of it; None where it needs the date of an undated document.

    A placeholder that Jekyll does not know stays as it is; Jekyll itself stops there.
    """
    names = [_known(found[1]) for found in _PLACEHOLDER.finditer(template)]
    if document.date is None and any(name in _DATE_PARTS for name in names):
        return None
    filled = _PLACEHOLDER.sub(lambda found: _fill(found[1], document), template)
    return _SLASHES.sub("/", ("/" + filled).replace("..", "/").replace("./", ""))


def slugify(text: str, kept: frozenset[str] = frozenset()) -> str:
    """Turn every run of other characters than letters, marks, decimal digits and `kept` into one hyphen."""
    letters = (one if one in kept or _is_word(one) else " " for one in text)
    return "-".join("".join(letters).split())


def titleize(slug: str) -> str:
    """Make the title of a post that has none: `niwa-no-tsuchi` is `Niwa No Tsuchi`."""
    return " ".join(word.capitalize() for word in slug.split("-"))


def _known(name: str) -> str:
    """Take one underscore from the end of a name that has it: `:year_:month` is the year, then text."""
    return name.removesuffix("_")


def _fill(name: str, document: Document) -> str:
    known = _known(name)
    value = _value(known, document)
    return ":" + name if value is None else value.replace("%", "%25") + name[len(known) :]


def _value(name: str, document: Document) -> str | None:
    if name in _DATE_PARTS:
        return _DATE_PARTS[name](document.date) if document.date else None
    stem = posixpath.splitext(document.path)[0]
    match name:
        case "title":
            return slugify(document.slug, kept=_KEPT_IN_TITLES)
        case "slug":
            return _lower(slugify(document.slug))
        case "name":
            return _lower(slugify(posixpath.basename(stem)))
        case "path":
            return stem.replace("_" + document.collection, "", 1).rstrip(".")
        case "collection":
            return document.collection
        case "output_ext":
            return document.output_ext
        case "categories":
            return "/".join(dict.fromkeys(map(_lower, document.categories)))
        case "slugified_categories":
            return "/".join(dict.fromkeys(_lower(slugify(one)) for one in document.categories))
    return None


def _lower(text: str) -> str:
    """Fold case as Ruby does, letter by letter: a final sigma is a sigma."""
    return "".join(one.lower() for one in text)


def _is_word(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LM" or category == "Nd"
