"""What pages call things, in Japanese and English."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Text(NamedTuple):
    """The same in both languages."""

    ja: str
    en: str


#: Takes a text in one of the languages.
Language = Callable[[Text], str]


def in_both(say: Callable[[Language], str]) -> Text:
    """Say something once in each language."""
    return Text(say(lambda text: text.ja), say(lambda text: text.en))


def same(text: str) -> Text:
    """Say what needs no translation."""
    return Text(text, text)


_SIGNALS: Mapping[str, Text] = {
    "text": Text("本文", "text"),
    "phrases": Text("語のつながり", "phrases"),
    "text_covers_title": Text("相手の題が本文に", "text covers title"),
    "title_covered_by_text": Text("題が相手の本文に", "title covered by text"),
    "tags": Text("タグ", "tags"),
    "date": Text("日付の近さ", "date"),
}

_SOURCES: Mapping[str, Text] = {
    "pin": Text("著者の指定", "pinned by the author"),
    "same_tag": Text("同じタグの補充", "filled in: same tag"),
    "recent": Text("新着の補充", "filled in: recent"),
}


def signal(name: str) -> Text:
    """Name a signal; one that has no name here goes by its own."""
    return _SIGNALS.get(name, same(name.replace("_", " ")))


def source(name: str) -> Text | None:
    """Say where an item came from, None where it came by its score."""
    return None if name == "scored" else _SOURCES.get(name, same(name))
