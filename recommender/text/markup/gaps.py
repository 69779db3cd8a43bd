"""Gaps where something was taken out of Markdown: they part words, but they indent no line.

A line that begins with three formulae and two tags would begin with the blanks around them, and be code for that.
"""

import re

#: Stands for what was taken out, until `close_gaps`: its neighbours are two words, or one.
GAP, JOINT = "\ue000", "\ue001"

_AT_START = re.compile(
    rf"^([ \t>]*+(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]++)?)[{GAP}{JOINT}][{GAP}{JOINT} \t]*+", re.MULTILINE
)


def close_gaps(text: str) -> str:
    """Put a blank in place of every gap and nothing in place of a joint; lines keep the indent that they had."""
    return _AT_START.sub(r"\1", text).replace(GAP, " ").replace(JOINT, "")
