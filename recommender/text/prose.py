"""Markdown, MDX, AsciiDoc or HTML to the author's own words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cmarkgfm
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser

from recommender.site.html_nesting import check_nesting
from recommender.site.markup import Markup
from recommender.text.markup.asciidoc import asciidoc_to_html
from recommender.text.markup.contents import CONTENTS, drop_written_contents, without_contents
from recommender.text.markup.dialects import to_commonmark
from recommender.text.markup.formulae import without_formulae
from recommender.text.markup.link_cards import CARDS, cards_as_links
from recommender.text.markup.mdx import mdx_to_markdown
from recommender.text.markup.raw_html import mend_raw_html, unclosed_as_text
from recommender.text.markup.related_html import drop_related, without_marked
from recommender.text.markup.templates import without_templates
from recommender.text.nfkc import nfkc
from recommender.text.related_block import without_related_blocks

#: Not prose: code, embeds, formulae, ruby readings, footnote marks.
_NOT_PROSE = (
    "pre, script, style, template, iframe, object, svg, math, noscript, rt, rp, .footnote-ref, .footnote-backref, "
    ".katex, .MathJax, .MathJax_Display, .MathJax_Preview, mjx-container, embed-katex, " + CONTENTS
)

_HEADINGS = "h1, h2, h3, h4, h5, h6"
# GitHub's but for its tag filter, which would turn <script> into text.
_EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]

# Blocks part lines, whether or not their tags close (`<li>一<li>二`, `庭<ul>`).
_BLOCK_EDGE = re.compile(
    r"<(?:(?:/(?:p|div|li|td|th|tr|dt|dd|h[1-6]|blockquote|section|article|main|aside|header|footer|nav"
    r"|figcaption|summary|pre)>|br ?/?>)(?!\n)"
    r"|(?<=[^\s>]<)(?=(?:p|div|[uod]l|li|td|th|tr|dt|dd|h[1-6]|blockquote|section|article|main|aside|header|footer|nav"
    r"|table|pre)[\s>]))",
    re.I,
)
_URL = re.compile(r"(?:https?://|www\.)[\w/:%#$&?()~.=+@!*;,'-]+", re.ASCII)
# Emoji by name stand for no word.
_EMOJI = re.compile(r":(?<![\w:]:)[a-z][a-z0-9_+-]{1,30}:(?![\w:])", re.ASCII)
# What language models leave behind.
_CITATION = re.compile(
    r"\[cite(?:_start|_end|:[^\]\n]{0,200})\]|:?contentReference\[oaicite:\d{1,4}\](?:\{index=\d{1,4}\})?"
    r"|\[oaicite:\d{1,4}\]"
)
# Zero-width marks, soft hyphens, bidirectional controls and the controls below the blank, but for line ends; and halves
# of letters, which JSON can hold and MeCab cannot read.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)
_SPACES = re.compile("  +")
# What programs write as a picture's text: its file's name, or the name of a kind.
_NO_ALT = re.compile(
    r"[^/\n]{0,200}\.(?:png|jpe?g|gif|webp|svg|bmp|avif)|(?:image|img|alt|alt text|photo|picture|screenshot|画像|写真"
    r"|スクリーンショット)?[\s\d_:.()/-]{0,60}",
    re.I,
)
_LEAD = 200


@dataclass(frozen=True)
class Prose:
    """A post's own words.

    Attributes:
        lines: paragraphs, list items and headings in reading order, NFKC, each line once.
        headings: those of the lines that are headings.
        links: targets of the links in the text as they stand there, in order.
        alts: what the author wrote in place of pictures, each once; no part of the lines.
    """

    lines: tuple[str, ...]
    headings: tuple[str, ...]
    links: tuple[str, ...]
    alts: tuple[str, ...] = ()

    @property
    def lead(self) -> str:
        """The first lines that are no headings, up to 200 characters; "" where there are none."""
        headings, lead = frozenset(self.headings), ""
        for line in self.lines:
            if line not in headings:
                lead = f"{lead} {line}".lstrip()
            if len(lead) >= _LEAD:
                break
        return lead[:_LEAD]


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

    Raises:
        PostError: its elements of HTML are nested too deeply to be parsed.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    html = unclosed_as_text(without_marked(_to_html(body, markup, drop_headings)))
    check_nesting(html)
    tree = LexborHTMLParser(_BLOCK_EDGE.sub(_with_line_end, html))
    # Nested ones first: what was taken out must not be touched again.
    for node in reversed(tree.css(_NOT_PROSE)):
        node.decompose()
    drop_related(tree, html, drop_headings)
    drop_written_contents(tree)
    links = _links(tree, drop_link)
    text = tree.root.text(deep=True) if tree.root else ""
    lines = (line.strip() for line in _clean(text).split("\n"))
    return Prose(
        lines=tuple(dict.fromkeys(line for line in lines if line)),
        headings=_headings(tree, len(text)),
        links=links,
        alts=_alts(tree),
    )


def normalise_text(text: str) -> str:
    """Fold width and compatibility forms (NFKC), drop invisible characters, fold blanks; line ends stay."""
    return _fold_spaces(_fold(text))


def _to_html(body: str, markup: Markup, drop_headings: Sequence[str]) -> str:
    if markup == "html":
        return without_templates(without_formulae(body))
    if markup == "asciidoc":
        return asciidoc_to_html(without_marked(body))
    if markup == "mdx":
        body = mdx_to_markdown(without_marked(body))
    markdown = without_formulae(without_contents(without_related_blocks(body, drop_headings)))
    markdown = mend_raw_html(to_commonmark(cards_as_links(without_templates(markdown))))
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(markdown, options, _EXTENSIONS))


def _headings(tree: LexborHTMLParser, characters: int) -> tuple[str, ...]:
    """List the headings, until they add up to more than the page: headings within headings, no work of an author."""
    headings = []
    for node in tree.css(_HEADINGS):
        text = node.text()
        characters -= len(text)
        if characters < 0:
            break
        headings.append(_clean(text))
    return tuple(filter(None, headings))


def _links(tree: LexborHTMLParser, drop_link: Callable[[str], bool] | None) -> tuple[str, ...]:
    """List the targets of all links; take out the text of those that are to be dropped and of all cards."""
    links = []
    for anchor in tree.css("a[href]"):
        href = anchor.attributes.get("href") or ""
        links.append(href)
        if drop_link is not None and drop_link(href):
            anchor.decompose()
    for card in reversed(tree.css(CARDS)):
        card.decompose()
    return tuple(links)


def _alts(tree: LexborHTMLParser) -> tuple[str, ...]:
    alts = (normalise_text(image.attributes.get("alt") or "").replace("\n", " ") for image in tree.css("img[alt]"))
    return tuple(dict.fromkeys(alt for alt in alts if not _NO_ALT.fullmatch(alt)))


def _clean(text: str) -> str:
    text = _fold(text)
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    if ":" in text:
        text = _EMOJI.sub(" ", text)
    if "cite" in text:
        text = _CITATION.sub(" ", text)
    return _fold_spaces(text)


def _fold(text: str) -> str:
    return _INVISIBLE.sub("", nfkc(text))


def _fold_spaces(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\t", " ")).strip()


def _with_line_end(edge: re.Match[str]) -> str:
    return "\n<" if edge[0] == "<" else edge[0] + "\n"
