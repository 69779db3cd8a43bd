"""A title shown as its author wrote it, whatever the language of the file: one function a language."""

import html
import json
import re

# Controls and line ends: in a title they are accidents, and in every list they would end the line.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# What Markdown (CommonMark, kramdown) or Liquid would take for its own. Braces and angle brackets become entities,
# since Liquid and shortcodes run before Markdown and know no backslash.
_MARKDOWN = re.compile(r"[\\`*\[\]|$]|(?<![^\W_])_+|_+(?![^\W_])|[<>{}~]|&(?=[#\w]+;)|(?<=:)/(?=/)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "~": "&#126;", "&": "&amp;", "/": "&#47;"}
# Asciidoctor turns signs into others (`...`, `--`, `(C)`, quotes) and has a use for nearly all of ASCII.
_ASCIIDOC = re.compile(r"[!-,./:-@\[-`{-~]|-(?=[->])|(?<=-)-")
_NOT_PRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def one_line(title: str) -> str:
    """Give a title without controls and line ends, a blank in their place."""
    return _CONTROLS.sub(" ", title).strip()


def escape_markdown(title: str) -> str:
    """Make a title show as it is in Markdown, MDX and what Liquid or Hugo makes of them."""
    return _MARKDOWN.sub(lambda found: "".join(_ENTITIES.get(one, "\\" + one) for one in found[0]), one_line(title))


def escape_asciidoc(title: str) -> str:
    """Make a title show as it is between the brackets of an AsciiDoc link, by references to its signs."""
    return _ASCIIDOC.sub(lambda found: f"&#{ord(found[0])};", one_line(title))


def escape_html(title: str) -> str:
    """Make a title show as it is in HTML, as text or in an attribute's quotes."""
    return html.escape(one_line(title), quote=True)


def quoted(text: str) -> str:
    """Give a text in quotes that JSON, YAML and TOML read alike."""
    return _NOT_PRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(one_line(text), ensure_ascii=False))
