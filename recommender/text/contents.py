"""Tables of contents: the headings a second time, no text."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Where generators put them.
CONTENTS = (
    "nav#toc, div#toc, ul#toc, #TableOfContents, #markdown-toc, .table-of-contents, nav.toc, div.toc, ul.toc, ol.toc"
)

_KRAMDOWN = re.compile(r"^[ \t]{0,3}(?:[-*+]|\d\.)[ \t]{1,4}\S[^\n]{0,80}\n[ \t]{0,3}\{:[ \t]?toc[^}\n]{0,100}\}", re.M)
_LINE = re.compile(r"^[ \t]{0,3}(?:\[\[?_?toc_?\]?\]|\[:contents\]|@\[toc\][^\n]{0,100}|\$\{toc\})[ \t]*$", re.M | re.I)
_BETWEEN = (("<!-- toc -->", "<!-- tocstop -->"), ("<!-- START doctoc", "<!-- END doctoc"))
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
    links = {link.mem_id: link for link in tree.css('a[href^="#"]')}
    if len(links) < 2:
        return
    lists = {node.mem_id: node for link in links.values() if (node := _list_around(link)) is not None}
    for node in lists.values():
        anchors = node.css("a[href]")
        if len(anchors) > 1 and all(one.mem_id in links for one in anchors):
            words = node.text()
            linked = sum(len(_LETTER.findall(one.text())) for one in anchors)
            if len(_LETTER.findall(words)) == linked:
                node.decompose()


def _list_around(link: LexborNode) -> LexborNode | None:
    """Give the outermost list that a link stands in."""
    found, node = None, link.parent
    while node is not None:
        if node.tag in ("ul", "ol"):
            found = node
        node = node.parent
    return found
