"""One key of front matter with a list of entries: put in, read and taken out, every other byte as it was."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recommender.errors import PostError
from recommender.injection.entries import Entry
from recommender.injection.json_key import (
    is_json_key_of_ours,
    put_json_key,
    take_json_key,
    value_of,
    written,
)
from recommender.site.front_matter import FrontMatterSpan, locate_front_matter, split_front_matter
from recommender.site.json_keys import locate_json_keys
from recommender.site.markdown_lines import line_end_of
from recommender.site.toml_text import check_toml, locate_toml_key, root_end
from recommender.site.yaml_text import locate_yaml_keys

_START, _END = "# related-posts:start", "# related-posts:end"
_MARKED = re.compile(
    r"^[ \t]*# related-posts:start[ \t]*\r?\n(?:(?![ \t]*# related-posts:).*\n)*?[ \t]*# related-posts:end[ \t]*\r?\n",
    re.M,
)
_MARKER = re.compile(r"^[ \t]*# related-posts:(?:start|end)[ \t]*\r?$", re.M)
_LONE_CR = re.compile(r"\r(?!\n)")
#: What finds the keys, and fails where they cannot be found.
_CHECKS: Mapping[str, Callable[[str], object]] = {
    "---": locate_yaml_keys,
    "+++": check_toml,
    "{": locate_json_keys,
    ";;;": lambda raw: locate_json_keys("{" + raw + "}"),
}


@dataclass(frozen=True)
class FrontMatterFile:
    """A post's text with the place of its front matter.

    Attributes:
        text: the whole text.
        span: where the front matter stands.
        key: the name of our list.
        value: what the key holds, None where it is not there.
        markers: whether comments say that the list is ours, where the format has comments.
    """

    text: str
    span: FrontMatterSpan
    key: str
    value: Any
    markers: bool

    @property
    def entries(self) -> list[Any]:
        """The entries of our list, none if there is none."""
        return list(self.value) if isinstance(self.value, list) and self._is_ours() else []

    def put(self, entries: Sequence[Entry]) -> str:
        """Give the text with the list in it: in place of what the key held, else behind the last key.

        Raises:
            PostError: the front matter is so written that only a person can change it.
        """
        return self._checked(self._raw_with(entries), list(entries))

    def put_names(self, names: Sequence[str]) -> str:
        """Give the text with a plain list of names under the key, whoever wrote what it held; without any, no key.

        Raises:
            PostError: the front matter is so written that only a person can change it.
        """
        if self._is_json:
            newline = line_end_of(self.text)
            braced = put_json_key(self._braced, self.key, names, newline) if names else self._without_json_key()
            return self._checked(self._unbraced(braced), list(names) or None)
        start, end = self._key_lines() or self._place
        lines = replace(self, markers=False)._written(names, line_end_of(self.text)) if names else ""
        return self._checked(self._raw[:start] + lines + self._raw[end:], list(names) or None)

    def take(self) -> str:
        """Give the text without our list; a key that somebody else wrote stays."""
        if not self._is_ours():
            return self.text
        if self._is_json:
            return self._checked(self._unbraced(self._without_json_key()), None)
        start, end = self._own_lines() or (0, 0)
        return self._checked(self._raw[:start] + self._raw[end:], None)

    @property
    def _is_json(self) -> bool:
        return self.span.fence in ("{", ";;;")

    @property
    def _raw(self) -> str:
        return self.text[self.span.start : self.span.end]

    @property
    def _braced(self) -> str:
        return "{\n" + self._raw + "}" if self.span.fence == ";;;" else self._raw

    def _unbraced(self, text: str) -> str:
        return text[2:-1] if self.span.fence == ";;;" else text

    def _without_json_key(self) -> str:
        return take_json_key(self._braced, self.key)

    @property
    def _place(self) -> tuple[int, int]:
        """Where a key goes that is not there yet."""
        end = root_end(self._raw) if self.span.fence == "+++" else len(self._raw)
        return end, end

    def _raw_with(self, entries: Sequence[Entry]) -> str:
        raw, newline = self._raw, line_end_of(self.text)
        if self._is_json:
            return self._unbraced(put_json_key(self._braced, self.key, entries, newline))
        start, end = self._own_lines() or self._key_lines() or self._place
        return raw[:start] + self._written(entries, newline) + raw[end:]

    def _written(self, entries: Sequence[Entry | str], newline: str) -> str:
        if self.span.fence == "+++":
            items = [f"  {_toml(one)}," for one in entries]
            lines = [f"{self.key} = [", *items, "]"]
        else:
            lines = [f"{self.key}:", *(f"  - {written(one)}" for one in entries)]
        marked = [_START, *lines, _END] if self.markers else lines
        indent = locate_yaml_keys(self._raw).indent if self.span.fence == "---" else ""
        return "".join(indent + line + newline for line in marked)

    def _is_ours(self) -> bool:
        if self._is_json:
            return _are_entries(self.value) and is_json_key_of_ours(
                self._braced, self.key, self.value, line_end_of(self.text)
            )
        return self._own_lines() is not None

    def _own_lines(self) -> tuple[int, int] | None:
        """Find our list between its comments, or without them as we write it."""
        raw = self._raw
        marked = _MARKED.search(raw)
        if marked is not None:
            return marked.span()
        lines = self._key_lines()
        if lines is None or not _are_entries(self.value):
            return None
        as_we_write = replace(self, markers=False)._written(self.value, "\n")
        return lines if raw[slice(*lines)].replace("\r\n", "\n") == as_we_write else None

    def _key_lines(self) -> tuple[int, int] | None:
        if self.span.fence == "+++":
            return locate_toml_key(self._raw, self.key)
        return next(((one.start, one.end) for one in locate_yaml_keys(self._raw).keys if one.name == self.key), None)

    def _checked(self, raw: str, expected: list[Any] | None) -> str:
        """Give the text with another front matter.

        Raises:
            PostError: it says something else than the old one, besides our key.
        """
        new = self.text[: self.span.start] + raw + self.text[self.span.end :]
        old_front, new_front = split_front_matter(self.text), split_front_matter(new)
        wanted = {name: value for name, value in old_front.table.items() if name != self.key}
        if expected is not None:
            wanted[self.key] = [one if isinstance(one, str) else dict(one) for one in expected]
        is_body_kept = new[new_front.body_start :] == self.text[old_front.body_start :]
        if new_front.table != wanted or not is_body_kept:
            raise PostError(
                f"its front matter cannot be changed safely; left as it is, write {self.key} as a plain list"
            )
        return new


def parse_front_matter_file(text: str, key: str, *, markers: bool) -> FrontMatterFile:
    """Find the front matter of a post.

    Raises:
        PostError: there is none, it cannot be parsed, or our comments in it do not pair.
    """
    if _LONE_CR.search(text):
        raise PostError("has carriage returns without line feeds; left as it is, convert its line ends to LF")
    span = locate_front_matter(text)
    if span is None:
        raise PostError("has no front matter to write into; begin it with two lines of ---")
    raw = text[span.start : span.end]
    if len(_MARKER.findall(raw)) != 2 * len(_MARKED.findall(raw)) or len(_MARKED.findall(raw)) > 1:
        raise PostError("the comments related-posts in its front matter do not pair; left as it is, remove them")
    try:
        _CHECKS[span.fence](raw)
    except (ValueError, RecursionError) as error:
        raise PostError(f"its front matter cannot be written into ({error}); left as it is, mend it") from error
    return FrontMatterFile(text, span, key, split_front_matter(text).table.get(key), markers)


def _toml(entry: Entry | str) -> str:
    if isinstance(entry, str):
        return value_of(entry)
    return "{" + ", ".join(f"{name} = {value_of(value)}" for name, value in entry.items()) + "}"


def _are_entries(value: object) -> bool:
    """Tell whether a value could be a list that we wrote."""
    return isinstance(value, list) and all(isinstance(one, dict) and all(map(_is_value, one.values())) for one in value)


def _is_value(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
