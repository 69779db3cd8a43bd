"""MDX to Markdown that holds only its author's words; JavaScript is looked at as text and never run.

The rules follow micromark's extensions for MDX 3 (mdxjs-esm, mdx-expression, mdx-jsx), but for what they refuse:
a brace or a tag that never closes is text.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from html import escape, unescape
from typing import NamedTuple

from recommender.text.markup.javascript import Braces, Statements, read_literal

_MARK = re.compile(r"[\\`{<\n]")
_RUN = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*+(?=\n)")
_INDENT = re.compile(r"[ \t]*+")
_LIST_MARK = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_LINE_START = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_FENCE = re.compile(r"([ \t>]*+)(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}+(?=[^`\n]*+(?:\n|\Z))|~{3,}+)")
_LINE_END = re.compile(r"[ \t]*+(?:\n|\Z)")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")

_TAG_NAME = re.compile(r"<(/?)\s*+([A-Za-z][\w.:-]*+)?", re.ASCII)
_ATTRIBUTE = re.compile(
    r"\s*+([A-Za-z_$@:][\w.:$@-]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>={}`]++)|(?=\{)))?", re.ASCII
)
_BRACE = re.compile(r"\s*+\{")
_LIKE_HTML = re.compile(r"<[A-Za-z/!?]")
_TAG_END = re.compile(r"\s*+(/?)\s*+>")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}|[\w.+-]{1,100}@[\w.-]{1,200})>", re.ASCII)
_LINK_TEXT = re.compile(r"([^<>{}\[\]`\\\n]{1,500})</")
_PLAIN_TARGET = re.compile(r"[^\s()<>\\]++")
_NOT_HTML = re.compile(r"className|style|key|ref|on[A-Z].*|.*[^\w-].*", re.ASCII)
#: Elements that CommonMark takes for HTML up to the next blank line when they begin one.
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|"
    "optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
#: The indent from which CommonMark would see code, which MDX does not have.
_CODE_INDENT = 4


def mdx_to_markdown(text: str) -> str:
    """Take statements, comments, expressions and components out of MDX; what stands between tags stays.

    Elements of HTML keep their plain attributes. A component with an `href` or `to` becomes a link. Code stays as
    it is. Text in which nothing is MDX comes back as it is, but for indents that CommonMark would take for code.
    """
    return _Reader(text.replace("\r\n", "\n").replace("\r", "\n")).read()


class _Tag(NamedTuple):
    name: str
    closes: bool
    is_empty: bool
    attributes: Mapping[str, str]
    end: int

    @property
    def is_element(self) -> bool:
        return self.name[:1].islower() and "." not in self.name

    @property
    def target(self) -> str:
        return self.attributes.get("href") or self.attributes.get("to") or ""


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._braces = Braces(text)
        self._statements = Statements(text, self._braces)
        self._blank_lines = [found.start() for found in _BLANK_LINE.finditer(text)]
        self._runs: dict[int, list[int]] = {}
        for run in _RUN.finditer(text):
            self._runs.setdefault(len(run[0]), []).append(run.start())
        self._last_comment_end = text.rfind("-->")
        self._kept: list[str] = []
        self._line = ""  # what is kept of the line, as far as it matters whether words stand in it
        self._content_column = 0  # of the list's item
        self._at_block_start = True
        self._links: list[str] = []

    def read(self) -> str:
        at = self._begin_line(0)
        while (mark := _MARK.search(self._text, at)) is not None:
            self._keep(self._text[at : mark.start()])
            match mark[0]:
                case "\n":
                    self._keep("\n")
                    at = self._begin_line(mark.end())
                case "\\":
                    at = mark.end() + (self._text[mark.end() : mark.end() + 1] not in ("", "\n"))
                    self._keep(self._text[mark.start() : at])
                case "`":
                    at = self._code(mark.start())
                case "{":
                    at = self._expression(mark.start())
                case _:
                    at = self._angle(mark.start())
        self._keep(self._text[at:])
        return "".join(self._kept)

    def _keep(self, text: str) -> None:
        self._kept.append(text)
        before, line_end, rest = text.rpartition("\n")
        self._line = (rest if line_end else self._line + before + rest)[:200]

    def _begin_line(self, at: int) -> int:
        """Pass over statements and code that begin at the line; keep the indent that CommonMark may see."""
        while self._at_block_start and (end := self._statements.end(at, self._paragraph_end(at))):
            at = end
        while fence := _FENCE.match(self._text, at):
            at = self._fence(at, fence)
        line = _INDENT.match(self._text, at)
        start = line.end() if line else at
        is_blank = self._text[start : start + 1] in ("", "\n")
        self._at_block_start = is_blank
        if not is_blank:
            self._keep(" " * self._indent(at, start))
        return start

    def _indent(self, at: int, start: int) -> int:
        indent = len(self._text[at:start].expandtabs(4))
        if not indent and not _LIST_MARK.match(self._text, start):
            self._content_column = 0
        if indent >= self._content_column + _CODE_INDENT:
            indent = self._content_column
        if item := _LIST_MARK.match(self._text, start):
            self._content_column = indent + len(item[0])
        return indent

    def _paragraph_end(self, at: int) -> int:
        index = bisect_left(self._blank_lines, at)
        return self._blank_lines[index] + 1 if index < len(self._blank_lines) else len(self._text)

    def _fence(self, at: int, fence: re.Match[str]) -> int:
        """Keep a block of code, moved to the left as far as CommonMark wants its fences."""
        indent = _INDENT.match(self._text, at)
        width = len(indent[0]) if indent else 0
        moved = width - min(width, self._indent(at, at + width)) if width else 0
        closing = re.compile(rf"[ \t>]*+{re.escape(fence[2][0])}{{{len(fence[2])},}}+[ \t]*+\Z")
        first, is_quoted = at, ">" in fence[1]
        while at < len(self._text):
            end = self._text.find("\n", at) + 1 or len(self._text)
            line = self._text[at:end]
            if at != first and is_quoted and not line.lstrip(" \t").startswith(">"):
                break
            spare = min(moved, len(line) - len(line.lstrip(" \t")))
            self._keep(line[spare:])
            is_last = at != first and closing.match(line.rstrip("\n"))
            at = end
            if is_last:
                break
        self._at_block_start = True
        return at

    def _code(self, at: int) -> int:
        run = _RUN.match(self._text, at)
        length = len(run[0]) if run else 1
        starts = self._runs.get(length, [])
        index = bisect_left(starts, at + length)
        closes = index < len(starts) and starts[index] < self._paragraph_end(at)
        end = starts[index] + length if closes else at + length
        self._keep(self._text[at:end])
        return end

    def _expression(self, at: int) -> int:
        end = self._braces.end(at)
        is_block = _LINE_START.fullmatch(self._line) is not None
        if end is None or (not is_block and end > self._paragraph_end(at)):
            self._keep("{")
            return at + 1
        value = read_literal(self._text[at + 1 : end - 1])
        self._keep(_PUNCTUATION.sub(r"\\\g<0>", value) if value else "")
        return end

    def _angle(self, at: int) -> int:
        if self._text.startswith("<!--", at) and self._last_comment_end >= at + 4:
            end = self._text.index("-->", at + 4) + 3
        elif autolink := _AUTOLINK.match(self._text, at):
            end = autolink.end()
        elif tag := self._tag(at):
            return self._keep_tag(tag)
        else:
            self._keep("\\" if _LIKE_HTML.match(self._text, at) else "")
            end = at + 1
        self._keep(self._text[at:end])
        return end

    def _tag(self, at: int) -> _Tag | None:
        """Read a tag of JSX or HTML; None if there is none that ends."""
        opening = _TAG_NAME.match(self._text, at)
        if opening is None:
            return None
        attributes: dict[str, str] = {}
        at = opening.end()
        while opening[2]:
            if named := _ATTRIBUTE.match(self._text, at):
                attributes[named[1]] = next((value for value in named.groups()[1:] if value is not None), "")
                at = named.end()
                if not named[0].rstrip().endswith("=") or not self._text.startswith("{", at):
                    continue
            if (brace := _BRACE.match(self._text, at)) is None:
                break
            end = self._braces.end(brace.end() - 1)
            if end is None:
                return None
            if named:
                _set_or_drop(attributes, named[1], read_literal(self._text[brace.end() : end - 1]))
            at = end
        ending = _TAG_END.match(self._text, at)
        if ending is None:
            return None
        return _Tag(opening[2] or "", bool(opening[1]), bool(ending[1]), attributes, ending.end())

    def _keep_tag(self, tag: _Tag) -> int:
        """Keep what Markdown needs of a tag, with blank lines that make Markdown of what follows."""
        begins_line = _LINE_START.fullmatch(self._line)
        prefix = re.sub(r"[^>\t ]", " ", self._line)
        is_alone = begins_line and _LINE_END.match(self._text, tag.end)
        end = tag.end
        if tag.is_element:
            self._keep(_html(tag))
        elif tag.closes:
            self._keep("</a>" if self._links[-1:] == [tag.name] and self._links.pop() else "")
        elif tag.target and not tag.is_empty:
            end = self._keep_link(tag)
        if is_alone:
            self._keep("\n" + prefix)
            self._at_block_start = True
        elif begins_line and tag.is_element and _BLOCKS.fullmatch(tag.name):
            self._keep(f"\n{prefix.rstrip(' ')}\n{prefix}")
        return end

    def _keep_link(self, tag: _Tag) -> int:
        text = _LINK_TEXT.match(self._text, tag.end)
        if text and self._text.startswith(tag.name + ">", text.end()) and _PLAIN_TARGET.fullmatch(tag.target):
            self._keep(f"[{text[1]}]({tag.target})")
            return text.end() + len(tag.name) + 1
        self._links.append(tag.name)
        self._keep(f'<a href="{_attribute(tag.target)}">')
        return tag.end


def _set_or_drop(attributes: dict[str, str], name: str, value: str | None) -> None:
    if value is None:
        del attributes[name]
    else:
        attributes[name] = value


def _html(tag: _Tag) -> str:
    if tag.closes:
        return f"</{tag.name}>"
    plain = (item for item in tag.attributes.items() if not _NOT_HTML.fullmatch(item[0]))
    attributes = "".join(f' {name}="{_attribute(value)}"' for name, value in plain)
    return f"<{tag.name}{attributes}{' /' if tag.is_empty else ''}>"


def _attribute(value: str) -> str:
    return " ".join(escape(unescape(value)).split())
