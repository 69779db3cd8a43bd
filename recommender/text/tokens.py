"""Japanese prose to words: MeCab with UniDic through fugashi, one stable key a word."""

import csv
import functools
import hashlib
import importlib.metadata
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import fugashi
import unidic_lite

from recommender.errors import SettingsError

#: Separates the words of one stretch of text; phrases do not cross a `BREAK`.
BREAK = "\n"

#: The spelling and all that the dictionary says: written a fifth faster than what its own format picks from it.
_FORMAT = r'-O "" -F "%m\t%H\n"'

#: MeCab's memory grows with the length of one call's text.
_CHUNK = 5_000
_MEMO_LIMIT = 500_000

# Nouns, verbs, adjectives and adjectival nouns with a meaning of their own; numerals, pronouns, affixes and the
# verbs that only help others (する, いる, なる …) carry none.
_CONTENT = ("名詞,普通名詞", "名詞,固有名詞", "動詞,一般", "形容詞,一般", "形状詞,一般")
_PUNCTUATION = ("補助記号", "記号,一般", "空白")
_NAMING_NOUN = re.compile(r"\t名詞,(?!普通名詞,(?:副詞可能|助数詞可能))")
_EMPTY_NOUNS = frozenset("事物為時所訳方者中後前上下内形人今") | {
    "今回",
    "場合",
    "以上",
    "以下",
    "自分",
    "感じ",
    "通り",
}
_LEMMA = 7
_KANA = range(ord("ぁ"), ord("ヿ") + 1)


@dataclass(frozen=True)
class Tokens:
    """The words of one text as keys, in reading order, blanks between them and `BREAK`s where a sentence ends."""

    text: str

    def words(self) -> list[str]:
        """List the words."""
        return self.text.split()


class Tokenizer:
    """Splits text into words; one MeCab a process, and the last half million analyses remembered."""

    def __init__(self, user_dictionary: str | None = None, stop_words: Iterable[str] = ()) -> None:
        """Open the dictionary.

        Raises:
            SettingsError: the user dictionary cannot be opened.
        """
        options = f'-r "{unidic_lite.DICDIR}/mecabrc" -d "{unidic_lite.DICDIR}" {_FORMAT}'
        if user_dictionary:
            if not Path(user_dictionary).is_file() or '"' in user_dictionary:
                raise SettingsError(
                    f"text.user_dictionary: no file {user_dictionary}; give what mecab-dict-index compiled"
                )
            options += f' -u "{user_dictionary}"'
        try:
            self._mecab = fugashi.GenericTagger(options)
        except RuntimeError as error:
            raise SettingsError(
                f"text.user_dictionary: MeCab cannot open {user_dictionary!r}; compile it with mecab-dict-index"
            ) from error
        self._words = _WordMemo(frozenset())
        stopped = (self.tokenise([unicodedata.normalize("NFKC", word)]).words() for word in stop_words)
        # A word that MeCab takes for several would take those away from other words too.
        self._words = _WordMemo(frozenset(keys[0] for keys in stopped if len(keys) == 1))

    def tokenise(self, lines: Iterable[str]) -> Tokens:
        """Split lines of normalised text into words; each line ends a sentence."""
        return self.split(lines)[0]

    def split(self, lines: Iterable[str]) -> tuple[Tokens, list[str]]:
        """Split lines into words, and list the nouns among them as they are spelt, to show keys as readers know them.

        Words of time and counting (ことし, 毎日, 時間, 半分) are no such nouns: shown as a reason they say nothing.

        Returns:
            The words, and for each such noun its key, behind which stand a tab and its spelling where that is another.
        """
        if len(self._words) > _MEMO_LIMIT:
            self._words.clear()
        keys: list[str] = []
        nouns: list[str] = []
        for chunk in _chunks(lines):
            words = map(self._words.__getitem__, self._mecab.parse(chunk).split("\n"))
            own_keys, own_nouns = zip(*words, strict=True)
            keys += own_keys
            keys.append(BREAK)
            nouns += filter(None, own_nouns)
        return Tokens(" ".join(filter(None, keys))), nouns

    def spellings(self, lines: Iterable[str]) -> list[str]:
        """List every word as it is spelt, particles and marks among them, as `mecab -Owakati` does."""
        analyses = (one for chunk in _chunks(lines) for one in self._mecab.parse(chunk).split("\n"))
        return [one.split("\t", 1)[0] for one in analyses if "\t" in one]


@functools.lru_cache(maxsize=2)
def open_tokenizer(user_dictionary: str | None, stop_words: tuple[str, ...]) -> Tokenizer:
    """Give this process's tokenizer for the given settings, opened once."""
    return Tokenizer(user_dictionary, stop_words)


def dictionary_digest(file: str | None) -> str | None:
    """Give the SHA-256 of a user dictionary, None where there is none that can be read."""
    if file is None:
        return None
    try:
        with Path(file).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def tokenizer_versions() -> dict[str, str]:
    """Name what splits the words, as a model's manifest keeps it."""
    return {
        "tokenizer": f"fugashi {importlib.metadata.version('fugashi')}",
        "dictionary": f"unidic-lite {importlib.metadata.version('unidic-lite')}",
    }


class _WordMemo(dict[str, tuple[str, str]]):
    """Maps a line of MeCab's output to a word's key, and to its noun as `Tokenizer.split` lists it, "" for none.

    A text repeats the same analyses all the time, so that one look-up replaces splitting and judging a line.
    """

    def __init__(self, stop_words: frozenset[str]) -> None:
        super().__init__()
        self._stop_words = stop_words

    def __missing__(self, analysis: str) -> tuple[str, str]:
        key = word_key(analysis)
        if key in self._stop_words:
            key = ""
        noun = ""
        if key not in ("", BREAK) and _NAMING_NOUN.search(analysis):
            surface = analysis.split("\t", 1)[0]
            noun = key if key == surface else f"{key}\t{surface}"
        self[analysis] = key, noun
        return key, noun


def word_key(analysis: str) -> str:
    """Give the key of a word from one line of MeCab's output: the spelling, a tab, and UniDic's fields.

    "" for a word without meaning, BREAK for punctuation.
    Common words are keyed by their lemma, so that 食べた and 食べる are one; names and words unknown to the
    dictionary by their spelling, since UniDic's lemma of a name is its reading (日本橋 → ニホンバシ).
    """
    surface, tab, feature = analysis.partition("\t")
    if not tab:
        return ""
    if feature.startswith(_PUNCTUATION):
        return BREAK
    if not feature.startswith(_CONTENT):
        return ""
    fields = next(csv.reader([feature])) if '"' in feature else feature.split(",")
    # A word that the dictionary does not know has no more than its first six fields.
    has_lemma = len(fields) > _LEMMA and fields[_LEMMA] not in ("", "*") and not feature.startswith("名詞,固有名詞")
    lemma = fields[_LEMMA] if has_lemma else surface
    # UniDic marks loan words with their origin: コンピューター-computer.
    word = lemma.split("-", 1)[0] if lemma != surface else surface
    key = word.casefold()
    if len(key) > 3 and key.endswith("ー"):
        key = key[:-1]
    if key in _EMPTY_NOUNS or (len(key) == 1 and (key.isascii() or ord(key) in _KANA)) or key.isnumeric():
        return ""
    return key


def _chunks(lines: Iterable[str]) -> Iterable[str]:
    held: list[str] = []
    size = 0
    for line in lines:
        for part in _cut(line):
            if size + len(part) > _CHUNK and held:
                yield "\n。\n".join(held)
                held, size = [], 0
            held.append(part)
            size += len(part)
    if held:
        yield "\n。\n".join(held)


def _cut(line: str) -> Sequence[str]:
    if len(line) <= _CHUNK:
        return (line,)
    return [line[start : start + _CHUNK] for start in range(0, len(line), _CHUNK)]
