"""AsciiDoc to HTML that holds what a reader would read: a reader of lines, which opens no other file.

The rules follow Asciidoctor's lib/asciidoctor/parser.rb and rx.rb. What it does not show as text is told apart
(code as `pre`) or left out: comments, formulae, includes, embedded media. Conditions are not looked at: what
stands within them stays.
"""

import re
from html import escape

from recommender.text.markup.asciidoc_inline import Attributes, inline_to_html
from recommender.text.markup.asciidoc_table import Cell, split_cells

_ENTRY = re.compile(r":(!?)(\w[\w-]*)(!?):(?:[ \t]+(.*))?")
_PREPROCESSOR = re.compile(r"(?:ifdef|ifndef|ifeval|endif|include)::[^\[]*+\[.*\]\s*|(?:ifdef|ifndef|ifeval|endif)::.*")
_COMMENT = re.compile(r"//(?!/)")
_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_UNDERLINE = re.compile(r"=+|-+|~+|\^+|\++")
_UNDERLINE_LEVELS = "=-~^+"
_UNDERLINED = re.compile(r"[^\w.]*\w")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:\[.*\]|[\w.#%,\"'].*|)\][ \t]*")
_BLOCK_TITLE = re.compile(r"\.(\.?[^ \t.].*)")
_BLOCK_MACRO = re.compile(r"([A-Za-z][\w-]*)::[^\[]*+\[.*\][ \t]*", re.ASCII)
_RULE = re.compile(r"'{3,}|-{3}|\*{3}|- - -|\* \* \*|<{3,}")
_DELIMITER = re.compile(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|[|,:!]={3,}|```[^`\s]*)[ \t]*")
_VERBATIM = ("----", "....", "++++", "////", "```")
_ITEM = re.compile(r"[ \t]*(?:\*{1,5}|-|•|\.{1,5}|\d{1,9}\.|[A-Za-z]\.|[ivxIVX]{1,8}\)|<(?:\d{1,3}|\.)>)[ \t]+(\S.*)")
_CHECKBOX = re.compile(r"\[[ x*]\][ \t]+")
_TERM = re.compile(r"[ \t]*(\S.*?)(?::::?:?|;;)(?:[ \t]+(.*))?")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_QUOTE_MARK = re.compile(r">[ \t]?")
#: Styles of blocks whose text is prose; every other one is code, a formula or a drawing.
_PROSE_STYLES = frozenset(
    {"", "quote", "verse", "abstract", "partintro", "example", "sidebar", "normal", "open", "preface", "appendix"}
    | {
        "discrete",
        "float",
        "horizontal",
        "qanda",
        "glossary",
        "bibliography",
        "dedication",
        "colophon",
        "acknowledgments",
    }
    | {"note", "tip", "important", "warning", "caution", "square", "circle", "disc", "none", "no-bullet", "unstyled"}
    | {"arabic", "decimal", "loweralpha", "upperalpha", "lowerroman", "upperroman", "lowergreek", "lead", "index"}
)
_STYLE = re.compile(r"\[[ \t]*([\w-]*)")
_SEPARATOR = re.compile(r"separator=\"?([^\s,\"\]])")
#: Cells that hold AsciiDoc hold tables no deeper than this.
_MAX_DEPTH = 2


def asciidoc_to_html(text: str) -> str:
    """Turn AsciiDoc into HTML: headings, paragraphs, lists, quotes, tables' cells, code; of the header only its title.

    Attributes are written out where their value stands in the text. Nothing is read or run besides the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    return _Reader(lines, Attributes()).read(has_header=True)


class _Reader:
    def __init__(self, lines: list[str], attributes: Attributes, depth: int = 0) -> None:
        self._lines = lines
        self._attributes = attributes
        self._depth = depth
        self._at = 0
        self._html: list[str] = []
        self._attribute_line = ""
        self._list_is_open = False

    def read(self, *, has_header: bool = False) -> str:
        if has_header:
            self._header()
        while self._at < len(self._lines):
            self._block(self._lines[self._at].rstrip())
        self._close_list()
        return "\n".join(self._html)

    def _header(self) -> None:
        """Pass over the lines of author and revision and define the attributes; keep the title."""
        while self._at < len(self._lines) and (self._skip_aside() or self._skip_blank()):
            pass
        title = _HEADING.fullmatch(self._lines[self._at].rstrip()) if self._at < len(self._lines) else None
        if title is None or len(title[1]) != 1:
            return
        self._at += 1
        self._add("h1", title[2])
        people_and_revision = 2
        while self._at < len(self._lines) and self._lines[self._at].strip():
            if self._skip_aside():
                continue
            if not people_and_revision or _starts_block(self._lines[self._at]):
                return
            people_and_revision -= 1
            self._at += 1

    def _skip_blank(self) -> bool:
        is_blank = not self._lines[self._at].strip()
        self._at += is_blank
        return is_blank

    def _skip_aside(self) -> bool:
        """Pass over a comment, a directive or an attribute's definition if one stands here."""
        line = self._lines[self._at].rstrip()
        if _COMMENT.match(line) or _PREPROCESSOR.fullmatch(line):
            self._at += 1
            return True
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            return False
        value = entry[4] or ""
        self._at += 1
        while value.endswith("\\") and self._at < len(self._lines):
            value = value[:-1].rstrip(" +") + " " + self._lines[self._at].strip()
            self._at += 1
        if not (entry[1] or entry[3]):
            self._attributes.define(entry[2], value)
        return True

    def _block(self, line: str) -> None:
        if not line.strip() or line == "+":
            self._at += 1
        elif self._skip_aside():
            pass
        elif _BLOCK_ATTRIBUTES.fullmatch(line):
            self._at += 1
            if not line.startswith("[["):
                self._attribute_line = line
        elif delimiter := _DELIMITER.fullmatch(line):
            self._delimited(delimiter[1])
        else:
            self._text_block(line)
            self._attribute_line = ""

    def _text_block(self, line: str) -> None:
        following = self._lines[self._at + 1].rstrip() if self._at + 1 < len(self._lines) else ""
        if _RULE.fullmatch(line) or _BLOCK_MACRO.fullmatch(line):
            self._at += 1
            if line.startswith("image::"):
                self._add("p", line)
        elif heading := _HEADING.fullmatch(line):
            self._at += 1
            self._add(f"h{len(heading[1])}", heading[2].removesuffix(" " + heading[1]))
        elif _is_underlined(line, following):
            self._at += 2
            self._add(f"h{_UNDERLINE_LEVELS.index(following[0]) + 1}", line)
        elif title := _BLOCK_TITLE.fullmatch(line):
            self._at += 1
            self._add("p", title[1])
        elif self._style not in _PROSE_STYLES:
            self._literal_paragraph()
        elif item := _ITEM.fullmatch(line):
            self._item(_CHECKBOX.sub("", item[1], count=1))
        elif term := _TERM.fullmatch(line):
            self._description(term)
        elif line.startswith(" "):
            self._literal_paragraph()
        else:
            self._paragraph(line)

    @property
    def _style(self) -> str:
        found = _STYLE.match(self._attribute_line)
        return found[1].lower() if found else ""

    def _paragraph(self, line: str) -> None:
        lines = self._lines_to_break(breaks_at_items=False)
        if _QUOTE_MARK.match(line):
            self._add("blockquote", "\n".join(_QUOTE_MARK.sub("", one, count=1) for one in lines))
        else:
            self._add("p", _ADMONITION.sub("", "\n".join(lines), count=1))

    def _item(self, first: str) -> None:
        rest = self._lines_to_break(breaks_at_items=True)[1:]
        self._add("li", "\n".join([first, *(line.strip() for line in rest)]))

    def _description(self, term: re.Match[str]) -> None:
        self._add("p", term[1])
        if term[2]:
            self._item(term[2])
            return
        self._at += 1
        while self._at < len(self._lines) and self._skip_blank():
            pass
        line = self._lines[self._at].rstrip() if self._at < len(self._lines) else ""
        # What follows a term is prose, though it be indented.
        if line.startswith(" ") and not (_ITEM.fullmatch(line) or _TERM.fullmatch(line) or _starts_block(line)):
            self._item(line.strip())

    def _literal_paragraph(self) -> None:
        self._add_code(self._lines_to_break(breaks_at_items=False))

    def _lines_to_break(self, *, breaks_at_items: bool) -> list[str]:
        """Read this line and those that belong to its paragraph."""
        lines = [self._lines[self._at].rstrip()]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            if not line.strip() or line == "+" or _starts_block(line):
                break
            if breaks_at_items and (_ITEM.fullmatch(line) or _TERM.fullmatch(line)):
                break
            if not (_COMMENT.match(line) or _PREPROCESSOR.fullmatch(line)):
                lines.append(line)
            self._at += 1
        return lines

    def _delimited(self, delimiter: str) -> None:
        """Read code and tables to their end; the marks of blocks that hold prose are passed over."""
        self._at += 1
        style, attribute_line, self._attribute_line = self._style, self._attribute_line, ""
        if delimiter[1:4] == "===" and delimiter[0] in "|,:!":
            separator = _SEPARATOR.search(attribute_line)
            self._table(self._lines_to(delimiter), separator[1] if separator else delimiter[0])
        elif delimiter.startswith(_VERBATIM):
            lines = self._lines_to("```" if delimiter.startswith("```") else delimiter)
            if delimiter[0] not in "+/":
                self._add_code(lines)
        elif delimiter == "--" and style not in _PROSE_STYLES:
            self._add_code(self._lines_to(delimiter))

    def _lines_to(self, delimiter: str) -> list[str]:
        start = self._at
        while self._at < len(self._lines) and self._lines[self._at].rstrip() != delimiter:
            self._at += 1
        self._at += 1
        return self._lines[start : self._at - 1]

    def _table(self, lines: list[str], separator: str) -> None:
        self._close_list()
        self._html.append("<table>")
        for cell in split_cells("\n".join(lines), separator):
            self._html.append(f"<tr><td>{self._cell(cell)}</td></tr>")
        self._html.append("</table>")

    def _cell(self, cell: Cell) -> str:
        if cell.style == "l":
            return f"<pre>{escape(cell.text)}</pre>"
        if cell.style == "a" and self._depth < _MAX_DEPTH:
            return _Reader(cell.text.split("\n"), self._attributes, self._depth + 1).read()
        return inline_to_html(cell.text, self._attributes)

    def _add(self, tag: str, text: str) -> None:
        html = inline_to_html(text, self._attributes)
        if tag != "li":
            self._close_list()
        elif not self._list_is_open:
            self._html.append("<ul>")
            self._list_is_open = True
        self._html.append(f"<{tag}>{html}</{tag}>")

    def _add_code(self, lines: list[str]) -> None:
        self._close_list()
        code = escape("\n".join(lines))
        self._html.append(f"<pre>{code}</pre>")

    def _close_list(self) -> None:
        if self._list_is_open:
            self._html.append("</ul>")
            self._list_is_open = False


def _starts_block(line: str) -> bool:
    line = line.rstrip()
    return bool(_BLOCK_ATTRIBUTES.fullmatch(line) or _DELIMITER.fullmatch(line))


def _is_underlined(line: str, following: str) -> bool:
    """Tell whether the line is a heading with a line of its length under it."""
    is_line = _UNDERLINE.fullmatch(following) is not None and len(following) > 1
    return is_line and abs(len(line) - len(following)) < 2 and _UNDERLINED.match(line) is not None
