"""Tables of contents: the headings a second time, no text."""

import re

from selectolax.lexbor import LexborHTMLParser

#: Where generators put them.
CONTENTS = (
    "nav#toc, div#toc, ul#toc, #TableOfContents, #markdown-toc, .table-of-contents, nav.toc, div.toc, ul.toc, ol.toc"
)

_KRAMDOWN = re.compile(r"^[ \t]{0,3}(?:[-*+]|\d\.)[ \t]{1,4}\S[^\n]{0,80}\n[ \t]{0,3}\{:[ \t]?toc[^}\n]{0,100}\}", re.M)
_LINE = re.compile(r"^[ \t]{0,3}(?:\[\[?_?toc_?\]?\]|\[:contents\]|@\[toc\][^\n]{0,100}|\$\{toc\})[ \t]*$", re.M | re.I)
_BETWEEN = (("<!-- toc -->", "<!-- tocstop -->"), ("<!-- START doctoc", "<!-- END doctoc"))
_OUTER_LISTS = ":not(li) > ul, :not(li) > ol"
#: Contents stand at the top; bounds the work for pages of lists within lists.
_MAX_LISTS = 40
_LETTER = re.compile(r"[^\W\d_]")


def without_contents(markdown: str) -> str:
    """Take out tables of contents and the places where they are to be put."""
    if "toc" not in markdown and "TOC" not in markdown and "[:contents]" not in markdown:
        return markdown
    for opening, closing in _BETWEEN:
        start = markdown.find(opening)
        end = markdown.find(closing, start) if start >= 0 else -1
        if end >= 0:
            markdown = markdown[:start] + markdown[end:]
    return _LINE.sub("", _KRAMDOWN.sub("", markdown))


def drop_written_contents(tree: LexborHTMLParser) -> None:
    """Take out lists that hold nothing but two or more links to places within the page."""
    if len(tree.css('a[href^="#"]')) < 2:
        return
    # Inner ones first: what was taken out must not be touched again.
    for node in reversed(tree.css(_OUTER_LISTS)[:_MAX_LISTS]):
        anchors = node.css("a[href]")
        if len(anchors) > 1 and all((one.attributes.get("href") or "").startswith("#") for one in anchors):
            linked = sum(len(_LETTER.findall(one.text())) for one in anchors)
            if len(_LETTER.findall(node.text())) == linked:
                node.decompose()
