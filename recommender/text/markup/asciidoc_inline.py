"""AsciiDoc within a paragraph to HTML: links and pictures are elements, formatting marks go, words stay.

The rules follow Asciidoctor's lib/asciidoctor/rx.rb and substitutors.rb.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from html import escape

#: Attributes that stand for a letter.
_LETTERS = {
    **{"empty": "", "blank": "", "sp": " ", "nbsp": "\u00a0", "zwsp": "", "wj": "", "lt": "<", "gt": ">", "amp": "&"},
    **{"apos": "'", "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+"},
    **{"brvbar": "¦", "vbar": "|", "startsb": "[", "endsb": "]", "asterisk": "*", "tilde": "~", "caret": "^"},
    **{
        "backslash": "\\",
        "backtick": "`",
        "two-colons": "::",
        "two-semicolons": ";;",
        "pp": "++",
        "cpp": "C++",
        "cxx": "C++",
    },
}
_REFERENCE = re.compile(r"(\\?)\{(\w[\w-]{0,100})\}|\{(?:counter2?|set):[^{}\n]{0,200}\}")
#: Letters that all attributes together may add to a post, so that values made of values cannot grow without end.
_MAX_FILLED = 200_000

# What stands in brackets: escaped ones and one more level within.
_BRACKETS = r"\[((?:[^\[\]\\]|\\.|\[[^\[\]\\]*+\])*+)\]"
_TARGET = r"[^\s\[\]]"
_PASSED = re.compile(r"\+\+\+(.+?)\+\+\+|\$\$(.+?)\$\$|\+\+(.+?)\+\+|pass:[a-z,]{0,20}" + _BRACKETS, re.DOTALL)
_FORMULA = re.compile(
    r"(?<![A-Za-z0-9])(?:stem|latexmath|asciimath):[a-z,]{0,20}\[(?:[^\]\\]|\\.){0,500}+\]", re.DOTALL
)
_HTML_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(
    rf"(?<![A-Za-z0-9])(link|xref|mailto):(?!:)({_TARGET}{{1,1000}}){_BRACKETS}"
    rf"|(?:link:)?((?:https?|ftp|irc)://[^\s\[\]<>「」（）、。]{{1,1000}}){_BRACKETS}",
    re.DOTALL,
)
_BARE_URL = re.compile(r"<?((?:https?|ftp)://[!-;=?-Z\\^-~]{1,1000}(?<![),.;:?!'\"*_`]))>?")
_CROSS_REFERENCE = re.compile(r"<<([^<>,\n]{1,300})(?:,([^<>]{0,500}))?>>")
_IMAGE = re.compile(rf"(?<![A-Za-z0-9])image::?({_TARGET}{{1,500}}){_BRACKETS}", re.DOTALL)
_DROPPED = re.compile(
    rf"(?<![A-Za-z0-9])(?:icon|anchor|indexterm|video|audio):{_TARGET}{{0,300}}{_BRACKETS}"
    r"|\[\[[\w:.-]{1,200}(?:,[^\[\]]{0,200})?\]\]|\[\[\[[^\[\]]{1,200}\]\]\]|\(\(\([^()]{1,300}\)\)\)",
    re.DOTALL,
)
_KEPT = re.compile(
    rf"(?<![A-Za-z0-9])(footnoteref|footnote|kbd|btn|menu|indexterm2):([^\s\[\]:]{{0,200}}){_BRACKETS}|\(\(([^()]{{1,300}})\)\)",
    re.DOTALL,
)
_FIRST_VALUE = re.compile(r"\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^,\"]*+))")
_HARD_BREAK = re.compile(r"[ \t]\+$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[*_`#^~+\[\]({<]|https?:|link:|image:)")
_UNCONSTRAINED = re.compile(r"(?:\[[^\[\]]{0,200}\])?(\*\*|__|``|##)(.+?)\1", re.DOTALL)
_RAISED = re.compile(r"(?<!\\)(?:\^([^\s^]++)\^|~([^\s~]++)~)")
#: Marks that format only where no word touches their outside: what opens, what closes.
_CONSTRAINED = (('"`', '`"'), ("'`", "`'"), ("*", "*"), ("_", "_"), ("`", "`"), ("#", "#"))
_MARKUP = re.compile("[*_`#^~+\\[{<(:\\\\\"'\ue000\ue001]")
_ENTITY = re.compile(r"&amp;((?:[A-Za-z]{2,30}\d{0,2}|#\d{2,5}|#x[\dA-Fa-f]{2,5});)", re.ASCII)
_STASHED = re.compile("\ue000(\\d+)\ue001")


class Attributes:
    """The document's attributes, which `{name}` stands for."""

    def __init__(self) -> None:
        self._values = dict(_LETTERS)
        self._left = _MAX_FILLED

    def define(self, name: str, value: str) -> None:
        """Set an attribute to a value, in which attributes known by now are written out."""
        self._values[name.lower()] = self.fill(value)

    def fill(self, text: str) -> str:
        """Write out the attributes that are known; others stay as they stand."""
        return _REFERENCE.sub(self._value, text) if "{" in text else text

    def _value(self, reference: re.Match[str]) -> str:
        if not reference[2]:
            return ""
        value = self._values.get(reference[2].lower())
        if reference[1] or value is None or len(value) > self._left:
            return reference[0].removeprefix("\\")
        self._left -= len(value)
        return value


def inline_to_html(text: str, attributes: Attributes) -> str:
    """Turn a paragraph's text into HTML without tags but `a` and `img`; what is no markup is escaped."""
    if not _MARKUP.search(text):
        return _escape(text)
    stash: list[str] = []

    def keep(html: str) -> str:
        stash.append(_restore(html, stash))
        return f"\ue000{len(stash) - 1}\ue001"

    text = _FORMULA.sub("", text.replace("\ue000", "").replace("\ue001", ""))
    text = _PASSED.sub(lambda passed: keep(_passed(passed)), text)
    text = _without_marks(text, "+", "+", lambda inside: keep(escape(inside)))
    text = attributes.fill(text)
    text = _IMAGE.sub(lambda image: keep(f'<img alt="{escape(_alternative_text(image[2]))}">'), text)
    text = _LINK.sub(lambda link: _link(link, keep), text)
    text = _BARE_URL.sub(lambda url: keep(_anchor(url[1]) + escape(url[1]) + "</a>"), text)
    text = _CROSS_REFERENCE.sub(lambda one: keep(_anchor(_anchor_target(one[1]))) + (one[2] or "") + keep("</a>"), text)
    text = _KEPT.sub(_words, _DROPPED.sub("", text))
    text = _UNCONSTRAINED.sub(r"\2", _HARD_BREAK.sub("", text))
    for opening, closing in _CONSTRAINED:
        text = _without_marks(text, opening, closing, str)
    text = _RAISED.sub(lambda raised: raised[1] or raised[2], text)
    return _restore(_escape(_ESCAPE.sub("", text)), stash)


def _escape(text: str) -> str:
    """Escape what would be a tag; letters that are written as in HTML (`&#91;`) stay what they are."""
    return _ENTITY.sub(r"&\1", escape(text, quote=False))


def _restore(text: str, stash: list[str]) -> str:
    return _STASHED.sub(lambda one: stash[int(one[1])], text)


def _without_marks(text: str, opening: str, closing: str, change: Callable[[str], str]) -> str:
    """Take out pairs of marks that no word touches from outside, and change what stands between them.

    Closing marks are looked up in one list, so that marks which never close cost nothing more.
    """
    if opening not in text:
        return text
    closings = [one.start() for one in re.finditer(rf"(?<=\S){re.escape(closing)}(?![\w{closing[-1]}])", text)]
    opens = re.compile(rf"(?<![\w;:}}\\{opening[0]}])(?:\[[^\[\]\n]{{0,200}}\])?{re.escape(opening)}(?=\S)")
    kept: list[str] = []
    at = 0
    while (mark := opens.search(text, at)) is not None:
        index = bisect_left(closings, mark.end() + 1)
        if index == len(closings):
            break
        kept += [text[at : mark.start()], change(text[mark.end() : closings[index]])]
        at = closings[index] + len(closing)
    return "".join([*kept, text[at:]])


def _passed(passed: re.Match[str]) -> str:
    """Keep the words of what is passed through; only two of its forms pass HTML."""
    if passed[2] or passed[3]:
        return escape(passed[2] or passed[3])
    return escape(_HTML_TAG.sub("", passed[1] or passed[4] or ""))


def _link(link: re.Match[str], keep: Callable[[str], str]) -> str:
    target = link[2] or link[4]
    text = _first_value((link[3] if link[2] else link[5]) or "").removesuffix("^")
    if link[1] == "mailto":
        target = "mailto:" + target
    shown = text or ("" if link[1] else target)
    return keep(_anchor(target)) + shown + keep("</a>")


def _anchor(target: str) -> str:
    return f'<a href="{escape(target)}">'


def _anchor_target(reference: str) -> str:
    return reference if "#" in reference or reference.endswith(".adoc") else "#" + reference


def _alternative_text(listed: str) -> str:
    return _first_value(listed if "=" in listed else listed.partition(",")[0])


def _first_value(listed: str) -> str:
    """Read the text in a macro's brackets, which stands before its named attributes if it has any."""
    listed = listed.replace("\\]", "]")
    if "=" not in listed and not listed.lstrip().startswith('"'):
        return listed.strip()
    found = _FIRST_VALUE.match(listed)
    value = (found[1] or found[2] or "").strip() if found else ""
    return "" if "=" in value and found and not found[1] else value


def _words(macro: re.Match[str]) -> str:
    if macro[4]:
        return str(macro[4])
    words = macro[3].replace("\\]", "]")
    if macro[1] == "footnoteref":
        return " " + words.partition(",")[2]
    if macro[1] == "footnote":
        return " " + words if words else ""
    return f"{macro[2]} {words}" if macro[1] == "menu" else words
