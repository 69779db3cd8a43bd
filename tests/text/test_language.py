import pytest

from recommender.text.language import written_language

ENGLISH = "We pickled three kilos of plums this year and wrote down how it was done. "


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("梅仕事のこと", "", "ja"),
        ("2026", "ことしの梅は三キロ。" * 10, "ja"),
        ("Plums", ENGLISH + "名前は梅仕事です", "ja"),
        ("Plums", ENGLISH * 10 + "「うめ」", "en"),
        ("Plums", ENGLISH, "en"),
        ("梅", "今年我腌了三公斤梅子，并记下了做法。" * 5, "zh"),
        ("매실", "올해는 매실 삼 킬로그램을 담그고 만드는 법을 적어 두었습니다. " * 3, "ko"),
        ("Plums", "", None),
        ("", "12345 67890 " * 20, None),
    ],
)
def test_letters_tell_the_language(title, text, language):
    assert written_language(title, [text]) == language
