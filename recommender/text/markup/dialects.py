"""What Markdown's dialects write beyond GitHub's: kramdown, Zenn, Qiita, Denden, Aozora."""

import re

_ATTRIBUTES = re.compile(r"\{:[^}\n]{0,500}\}")
# Hugo's and Pandoc's: `## 庭 {#niwa}`.
_HEADING_ATTRIBUTES = re.compile(r"^([ \t]{0,3}#{1,6}[ \t][^\n{]{0,500})\{[#.][^{}\n]{1,200}\}[ \t]*$", re.M)
# Zenn's, Qiita's and Docusaurus's boxes. The words after the box's name are the author's.
_BOX = re.compile(
    r"^[ \t>]{0,10}:{3,20}[ \t]{0,4}(?:message[ \t]+alert\b|note[ \t]+(?:info|warn|alert)\b|\{[^}\n]{0,200}\}"
    r"|[A-Za-z][\w-]{0,40})?[ \t]{0,4}",
    re.M,
)
_ALERT = re.compile(r"^([ \t>]{1,10})\[![A-Za-z]{2,20}\][+-]?", re.M)
# Zenn's pictures with a width: `![](/a.png =500x)`, which CommonMark takes for text.
_SIZED_PICTURE = re.compile(r"(!\[[^\[\]\n]{0,300}\]\([^()\s]{1,1000})[ \t]{1,5}=\d{0,5}x\d{0,5}[ \t]{0,5}\)")
# Quotations and lists within one another by the thousand are no text, and parsers slow down with the square.
_DEEP = re.compile(r"(?:(?:[>*+-]|\d[.)])[ \t]?){60,}+")
_KANA = r"[\u3041-\u3096\u30a1-\u30ff|・ \u3000]"
_DENDEN_RUBY = re.compile(rf"\{{([^{{}}|\n]{{1,50}})\|{_KANA}{{1,100}}\}}")
_AOZORA_RUBY = re.compile(rf"[｜|]([^《》｜|\n]{{1,50}})《{_KANA}{{1,50}}》|(?<=[\u4e00-\u9fff々])《{_KANA}{{1,50}}》")


def to_commonmark(markdown: str) -> str:
    """Take marks out that CommonMark would show as text; the words that they mark stay, readings go."""
    if "> > > > > > " in markdown or ">>>>>>" in markdown or "- - - - - - " in markdown or "1. 1. 1. 1. " in markdown:
        markdown = _DEEP.sub("> ", markdown)
    if "{:" in markdown:
        markdown = _ATTRIBUTES.sub("", markdown)
    if "{#" in markdown or "{." in markdown:
        markdown = _HEADING_ATTRIBUTES.sub(r"\1", markdown)
    if ":::" in markdown:
        markdown = _BOX.sub("", markdown)
    if "[!" in markdown:
        markdown = _ALERT.sub(r"\1", markdown)
    if " =" in markdown and "![" in markdown:
        markdown = _SIZED_PICTURE.sub(r"\1)", markdown)
    if "|" in markdown and "{" in markdown:
        markdown = _DENDEN_RUBY.sub(r"\1", markdown)
    if "《" in markdown:
        markdown = _AOZORA_RUBY.sub(r"\1", markdown)
    return markdown
