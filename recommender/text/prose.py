"""Markdown or HTML to the author's own words."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cmarkgfm
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser

from recommender.site.links import POST_URL_SCHEME
from recommender.site.markup import Markup
from recommender.text.related_block import heading_key, without_related_blocks

#: Not prose: code, embeds, formulae drawn as pictures, ruby readings, footnote marks.
_NOT_PROSE = (
    "pre, script, style, template, iframe, object, svg, math, noscript, rt, rp, .footnote-ref, .footnote-backref"
)

_HEADINGS = "h1, h2, h3, h4, h5, h6"
# GitHub's but for its tag filter, which would turn <script> into text.
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]

_POST_URL = re.compile(r"\{%-?\s*(post_url|link)\s+([^\s%]+)\s*-?%\}")
_HUGO_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\s\"]+)\"?\s*[>%]\}\}")
_SITE_ROOT = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}")
_RELATIVE_URL = re.compile(r"\{\{\s*[\"']([^\"'{}\n]{1,500})[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}")
# Tags of Liquid and of Hugo's shortcodes around what is code or no text at all.
_ENCLOSING = re.compile(r"\{[%{][-<%]?\s*(end|/)?\s*(highlight|comment)\b[^{}\n]{0,300}[%}]\}")
_TEMPLATE = re.compile(r"\{%[^%{}]{0,2000}%\}|\{\{[^{}]{0,2000}\}\}")
_ATTRIBUTES = re.compile(r"^\{:[^}\n]{0,500}\}[ \t]*$|\{:[^}\n]{0,500}\}", re.MULTILINE)
_BLOCK_END = re.compile(
    r"(</(?:p|div|li|td|th|tr|dt|dd|h[1-6]|blockquote|section|article|figcaption)>|<br ?/?>)", re.IGNORECASE
)
_URL = re.compile(r"(?:https?://|www\.)[\w/:%#$&?()~.=+@!*;,'-]+", re.ASCII)
# Zero-width marks, soft hyphens, bidirectional controls and the controls below the blank, but for line ends.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"[ \t\u3000]+")


@dataclass(frozen=True)
class Prose:
    """A post's own words.

    Attributes:
        lines: paragraphs, list items and headings in reading order, NFKC, each line once.
        headings: those of the lines that are headings.
        links: targets of the links in the text as they stand there, in order.
    """

    lines: tuple[str, ...]
    headings: tuple[str, ...]
    links: tuple[str, ...]


def read_prose(
    body: str,
    *,
    markup: Markup = "markdown",
    drop_headings: Sequence[str] = (),
    drop_link: Callable[[str], bool] | None = None,
) -> Prose:
    """Turn a post's body into prose.

    Args:
        body: the text below the front matter.
        drop_headings: lists of links under these headings are not read.
        drop_link: links whose target it accepts are taken out with their text (for evaluation: the text of a
            link is often the very title of the post that is to be found).
    """
    html = (
        _without_templates(body) if markup == "html" else _markdown_to_html(without_related_blocks(body, drop_headings))
    )
    tree = LexborHTMLParser(_BLOCK_END.sub("\\1\n", html))
    for node in tree.css(_NOT_PROSE):
        node.decompose()
    _drop_lists(tree, drop_headings)
    links = []
    for anchor in tree.css("a[href]"):
        href = anchor.attributes.get("href") or ""
        links.append(href)
        if drop_link is not None and drop_link(href):
            anchor.decompose()
    headings = (_URL.sub(" ", normalise_text(heading.text())).strip() for heading in tree.css(_HEADINGS))
    text = normalise_text(tree.root.text(deep=True) if tree.root else "")
    lines = (line.strip() for line in _URL.sub(" ", text).split("\n"))
    return Prose(
        lines=tuple(dict.fromkeys(line for line in lines if line)),
        headings=tuple(heading for heading in headings if heading),
        links=tuple(links),
    )


def normalise_text(text: str) -> str:
    """Fold width and compatibility forms (NFKC), drop invisible characters, fold blanks; line ends stay."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def _markdown_to_html(markdown: str) -> str:
    markdown = _ATTRIBUTES.sub("", _without_templates(markdown))
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(markdown, options, _EXTENSIONS))


def _without_templates(text: str) -> str:
    """Write out the links that Liquid and Hugo's shortcodes make, and take everything else of them out."""
    for pattern, link in ((_POST_URL, _linked), (_HUGO_REF, r"\1"), (_RELATIVE_URL, r"\1"), (_SITE_ROOT, "")):
        text = pattern.sub(link, text)
    return _TEMPLATE.sub(" ", _without_enclosed(text))


def _without_enclosed(text: str) -> str:
    """Take out what stands between `{% highlight %}` or `{% comment %}` and its end; unclosed ones are text."""
    kept: list[str] = []
    position, opened = 0, None
    for tag in _ENCLOSING.finditer(text):
        if opened is None and not tag[1]:
            opened = tag
        elif opened is not None and tag[1] and tag[2] == opened[2]:
            kept.append(text[position : opened.start()])
            position, opened = tag.end(), None
    return " ".join([*kept, text[position:]])


def _drop_lists(tree: LexborHTMLParser, headings: Sequence[str]) -> None:
    """Take out lists of other posts that stand as HTML, with their headings."""
    keys = {heading_key(heading) for heading in headings}
    for heading in tree.css(_HEADINGS):
        if heading_key(heading.text()) not in keys:
            continue
        following = heading.next
        # Text and comments have tags too, which begin with a hyphen.
        while following is not None and not str(following.tag)[:1].isalpha():
            following = following.next
        if following is not None and following.tag in ("ul", "ol"):
            following.decompose()
            heading.decompose()


def _linked(tag: re.Match[str]) -> str:
    return POST_URL_SCHEME + tag[2] if tag[1] == "post_url" else "/" + tag[2].lstrip("/")
