"""JavaScript looked at as text, for MDX: where braces and statements end, what a string says; nothing is run."""

import re

# A statement, and not a sentence that begins with the word.
_STATEMENT = re.compile(
    r"import(?:[ \t]*+[\"'{*]|[ \t]++type[ \t]++\{|[ \t]++(?:type[ \t]++)?[\w$]++[ \t]*+(?:,|from[ \t]*+[\"']))"
    r"|export[ \t]++(?:[{*]|default[ \t]++[\w$({\[<\"'`]|(?:const|let|var|class|type|interface|enum)[ \t]++[\w${\[]"
    r"|(?:async[ \t]++)?function\b)",
    re.ASCII,
)
_GOES_ON = tuple("-=,+*/&|?:(.<")
_NEXT_GOES_ON = re.compile(r"[ \t]++\S|[.?:|&})\]]")

_STRING = r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'"
_CODE = re.compile(_STRING + r"|\\.|(?<!:)//|/\*|[`{}]", re.DOTALL)
_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_STATEMENT_MARK = re.compile(_STRING + r"|\\.|(?<!:)//|/\*|[`{()\[\]\n]", re.DOTALL)
_LITERAL = re.compile(r"\s*+(?:(" + _STRING + r")|`((?:[^`\\\n$]|\$(?!\{)|\\.)*+)`)\s*+")
_JS_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


class Braces:
    """Where braces and template strings end; each is looked for once, so that all of them take linear time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[int, int | None] = {}
        self._found: dict[str, tuple[int, int]] = {}
        # From here, so many open braces do not close.
        self._hopeless: dict[int, int] = {}

    def end(self, start: int) -> int | None:
        """Find the index after what closes the brace or backquote at `start`; None if nothing does."""
        if start in self._ends:
            return self._ends[start]
        opened, at = [start], start + 1
        passed: dict[int, int] = {}
        while opened:
            in_template = self._text[opened[-1]] == "`"
            mark = (_TEMPLATE if in_template else _CODE).search(self._text, at)
            following = self.after_comment(mark) if mark else None
            if mark is None or following is None:
                break
            at = following
            if mark[0].startswith("/"):
                if len(opened) >= self._hopeless.get(at, len(opened) + 1):
                    break
                passed[at] = len(opened)
            elif mark[0] == "}" or (mark[0] == "`" and in_template):
                self._ends[opened.pop()] = at
            elif mark[0] in ("`", "{", "${"):
                known = self._ends.get(at - 1, at)
                if known is None:
                    break
                if known == at:
                    opened.append(at - 1)
                at = known
        if opened:
            self._ends.update(dict.fromkeys(opened))
            self._hopeless.update(passed)
        return self._ends[start]

    def after_comment(self, mark: re.Match[str]) -> int | None:
        """Find the index after the mark or, if a comment begins there, after that; None if that never ends."""
        if not mark[0].startswith("/"):
            return mark.end()
        if mark[0] == "//":
            return self._next("\n", mark.end())
        end = self._next("*/", mark.end())
        return end + 2 if end < len(self._text) else None

    def _next(self, closing: str, at: int) -> int:
        """Find the index of `closing` from `at` on, the text's length if there is none."""
        known_from, known = self._found.get(closing, (0, -1))
        if not known_from <= at <= known:
            known = self._text.find(closing, at)
            known = len(self._text) if known < 0 else known
            self._found[closing] = (at, known)
        return known


class Statements:
    """Where `import` and `export` end."""

    def __init__(self, text: str, braces: Braces) -> None:
        self._text = text
        self._braces = braces
        # Once one does not close, others are looked for within their paragraphs only, so that time stays linear.
        self._close = True

    def end(self, start: int, paragraph_end: int) -> int | None:
        """Find the line after the statement at `start`; one that never closes ends with its paragraph.

        Returns:
            None if no statement begins at `start`.
        """
        if not _STATEMENT.match(self._text, start):
            return None
        at, depth, line_start = start, 0, start
        while (mark := _STATEMENT_MARK.search(self._text, at)) is not None:
            if not self._close and mark.start() >= paragraph_end:
                return paragraph_end
            is_block = mark[0] in ("`", "{")
            following = self._braces.end(mark.start()) if is_block else self._braces.after_comment(mark)
            if following is None:
                self._close = False
                return paragraph_end
            at = following
            depth = max(0, depth + (mark[0] in ("(", "[")) - (mark[0] in (")", "]")))
            if mark[0] == "\n":
                if not depth and self._ends_line(line_start, mark.start()):
                    return at
                line_start = at
        self._close = depth == 0
        return len(self._text) if self._close else paragraph_end

    def _ends_line(self, line_start: int, line_end: int) -> bool:
        line = self._text[line_start:line_end].rstrip()
        return not line.endswith(_GOES_ON) and not _NEXT_GOES_ON.match(self._text, line_end + 1)


def read_literal(expression: str) -> str | None:
    """Read an expression that is one string on one line; None for any other."""
    found = _LITERAL.fullmatch(expression)
    if found is None:
        return None
    source = found[1][1:-1] if found[1] else found[2]
    value = _JS_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)) if escape[1] else _escaped(escape[2]), source)
    # JavaScript writes a letter beyond the first plane as two escapes.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(letter: str) -> str:
    return " " if letter in "nrt\n" else letter
