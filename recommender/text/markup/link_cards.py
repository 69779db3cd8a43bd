"""Cards that show another page with its title, as blogs write them: links whose words are another's."""

import re
from html import escape

#: Cards in HTML, as WordPress's themes, Hatena and hand-made ones name them.
CARDS = (
    '[class*="blogcard"], [class*="blog-card"], [class*="link-card"], [class*="linkcard"], [class*="link_card"], '
    'a[class*="card" i], .hatena-citation, .embed-card'
)

_ADDRESS = r"(?:https?://|/)[^\s\]\[<>\"']{1,1000}?"
# Hatena: [https://example.jp/:embed:cite], [https://example.jp/:title=Its title].
_HATENA = re.compile(rf"\[({_ADDRESS})(?::(?:embed|title|bookmark|cite)(?:[:=][^\]\n]{{0,300}})?)\](?!\()")
# Zenn: @[card](https://example.jp/). Qiita and others write addresses on lines of their own.
_ZENN = re.compile(r"^[ \t]{0,3}@\[[a-z]{2,20}\]\(([^()\s]{0,1000})[^()\n]{0,300}\)", re.MULTILINE)
_COMPONENT = re.compile(
    r"<[A-Z]?[A-Za-z]{0,20}[Cc]ard\s[^<>]{0,500}?\b(?:url|href|link|src)=[\"']([^\"'<>\s]{1,1000})[\"'][^<>]{0,500}/>"
)
# Hatena's photographs: [f:id:author:20260101120000j:plain].
_PHOTOGRAPH = re.compile(r"\[f:id:(?:[^\]:\n]{1,100}:?){1,8}?(?:alt=([^\]\n]{0,300}))?\]")


def cards_as_links(text: str) -> str:
    """Turn the cards of Hatena, Zenn and components into HTML links without words, Hatena's photographs into HTML."""
    if ":embed" in text or ":title" in text or ":bookmark" in text or ":cite" in text:
        text = _HATENA.sub(_link, text)
    if "@[" in text:
        text = _ZENN.sub(_link, text)
    if "[f:id:" in text:
        text = _PHOTOGRAPH.sub(_photograph, text)
    if "ard " in text and "/>" in text:
        text = _COMPONENT.sub(_link, text)
    return text


def _link(card: re.Match[str]) -> str:
    return f'<a href="{escape(card[1])}"></a>'


def _photograph(tag: re.Match[str]) -> str:
    return f'<img alt="{escape(tag[1] or "")}">'
