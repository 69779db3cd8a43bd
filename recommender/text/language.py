"""Which language a post is written in, told by its letters."""

import re
from collections.abc import Iterable

_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
#: Japanese posts full of names of software still have 2 % kana (measured on eight blogs); English ones quoting a
#: Japanese title have a tenth of that.
_LEAST_KANA = 0.01
#: Fewer letters than this, and most of a post is pictures.
_LEAST_LETTERS = 50


def written_language(title: str, lines: Iterable[str]) -> str | None:
    """Tell the language of a text: `ja`, `ko`, `zh` or `en`; None where there are too few letters to tell.

    Kana make a text Japanese, in its title or in one letter of a hundred. Every text in Latin letters counts as
    English, the one other language that Japanese blogs are commonly written in.
    """
    if _KANA.search(title):
        return "ja"
    text = " ".join([title, *lines])
    kana, hangul, han, latin = (len(letters.findall(text)) for letters in (_KANA, _HANGUL, _HAN, _LATIN))
    total = kana + hangul + han + latin
    if total < _LEAST_LETTERS:
        return None
    if kana >= _LEAST_KANA * total:
        return "ja"
    return max((hangul, "ko"), (han, "zh"), (latin, "en"))[1]
