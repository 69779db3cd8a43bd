"""Tags of template languages in a post: Liquid (Jekyll), shortcodes (Hugo) and tag plugins (Hexo)."""

import re

from recommender.site.links import POST_URL_SCHEME
from recommender.text.markup.gaps import GAP, JOINT, close_gaps

_POST_URL = re.compile(r"\{%-?\s*(post_url|link)\s+([^\s%]+)\s*-?%\}")
_HUGO_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\s\"]+)\"?\s*[>%]\}\}")
_SITE_ROOT = re.compile(r"\{\{\s*site\.(?:baseurl|url)\s*\}\}")
_RELATIVE_URL = re.compile(r"\{\{\s*[\"']([^\"'{}\n]{1,500})[\"']\s*\|\s*(?:relative|absolute)_url\s*\}\}")
# A card shows the title of the page that it leads to: its address stays as a link without words.
_CARD = re.compile(
    r"\{[%{][-<%]?\s*(?:blog-?card|link-?card|link-?preview|link_preview|link_card|bookmark|ogp)\b"
    r"[^{}\n\"']{0,200}[\"'\s](https?://[^\s\"'{}<>]{1,1000}|/[^\s\"'{}<>]{0,1000})[^{}\n]{0,300}[%}]\}"
)
# Tags around what is code, drawn or another's page. The word that closes stands before the name or is joined to it.
_ENCLOSING = re.compile(
    r"\{[%{][-<%]?\s*(end_?|/)?\s*"
    r"(highlight|comment|codeblock|code|gist|youtube|tweet|figure|mermaid|katex|math|fig-math|fig-mermaid|linkpreview"
    r"|link_?preview)\b[^{}\n]{0,300}[%}]\}"
)
# What stands within a sentence, so that the words around it stay joined: `{{% ruby "おや" %}}親{{% /ruby %}}子`.
_INLINE = re.compile(r"\{\{[<%]\s{0,5}/?\s{0,5}(?:ruby|span|keytop|kbd|mark|abbr|emph)\b([^{}\n]{0,300})[>%]\}\}")
# `{{< ruby "親" "おや" >}}` holds both the word and its reading.
_WORD_AND_READING = re.compile(r"\s*\"([^\"\n]{1,100})\"\s+\"[^\"\n]{1,100}\"\s*")
_TAG = re.compile(r"\{%[^%{}]{0,2000}%\}|\{\{[^{}]{0,2000}\}\}")


def without_templates(text: str) -> str:
    """Write out the links that tags make, and take everything else of them out.

    What stands between a tag and its end stays, but for code, formulae, comments and embedded pages; a tag that is
    not closed encloses nothing.
    """
    if "{%" not in text and "{{" not in text:
        return text
    for pattern, link in ((_POST_URL, _linked), (_HUGO_REF, r"\1"), (_RELATIVE_URL, r"\1"), (_SITE_ROOT, "")):
        text = pattern.sub(link, text)
    text = _CARD.sub(r'<a href="\1"></a>', text)
    return close_gaps(_TAG.sub(GAP, _INLINE.sub(_word, _without_enclosed(text))))


def _without_enclosed(text: str) -> str:
    tags = list(_ENCLOSING.finditer(text))
    spans: list[tuple[int, int]] = []
    closing: dict[str, int] = {}
    # From the end, so that each tag meets the nearest end after it.
    for tag in reversed(tags):
        if tag[1]:
            closing[tag[2]] = tag.end()
        elif tag[2] in closing:
            spans.append((tag.start(), closing.pop(tag[2])))
    kept: list[str] = []
    position = 0
    for start, end in reversed(spans):
        if start >= position:
            kept.append(text[position:start])
        position = max(position, end)
    return GAP.join([*kept, text[position:]])


def _linked(tag: re.Match[str]) -> str:
    return POST_URL_SCHEME + tag[2] if tag[1] == "post_url" else "/" + tag[2].lstrip("/")


def _word(tag: re.Match[str]) -> str:
    both = _WORD_AND_READING.fullmatch(tag[1])
    return both[1] if both else JOINT
