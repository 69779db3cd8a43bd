import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import SettingsError
from recommender.text.tokens import BREAK, Tokenizer, open_tokenizer, tokenizer_versions, word_key


@pytest.fixture(scope="module")
def tokenizer():
    return open_tokenizer(None, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("トマトを育てる", ["トマト", "育てる"]),
        ("味噌を仕込みました", ["味噌", "仕込む"]),
        ("寒い朝にきれいな花", ["寒い", "朝", "奇麗", "花"]),
        ("Rustで書く", ["rust", "書く"]),
        ("日本橋を歩く", ["日本橋", "歩く"]),
        ("2025年の夏", ["年", "夏"]),
    ],
)
def test_content_words_are_kept(tokenizer, text, words):
    assert tokenizer.tokenise([text]).words() == words


@pytest.mark.parametrize("text", ["", "……。", "今回の場合", "これは、それです。", "する", "三つ", "2025", "a b", "あ"])
def test_words_without_a_meaning_of_their_own_are_left_out(tokenizer, text):
    assert tokenizer.tokenise([text]).words() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("食べた", "食べる"),
        ("走っています", "走る"),
        ("サーバー", "サーバ"),
        ("コンピューター", "コンピュータ"),
        ("Python", "python"),
        ("水やり", "水遣り"),
    ],
)
def test_spellings_and_forms_of_one_word_have_one_key(tokenizer, one, other):
    assert tokenizer.tokenise([one]).words() == tokenizer.tokenise([other]).words() != []


def sentences(tokens):
    """List the words of each sentence; phrases do not cross from one to the next."""
    return [words for one in tokens.text.split(BREAK) if (words := one.split())]


def test_sentences_are_told_apart(tokenizer):
    tokens = tokenizer.tokenise(["庭の土。夏の水遣り", "朝の花"])
    assert sentences(tokens) == [["庭", "土"], ["夏", "水遣り"], ["朝", "花"]]


@pytest.mark.parametrize("lines", [[], [""], ["", ""]])
def test_no_text_has_no_words(tokenizer, lines):
    tokens = tokenizer.tokenise(lines)
    assert tokens.words() == sentences(tokens) == []


def test_a_long_text_is_cut_into_chunks_that_lose_no_word(tokenizer):
    assert tokenizer.tokenise(["庭の土"] * 4000).words() == ["庭", "土"] * 4000


def test_no_sentence_crosses_from_chunk_to_chunk(tokenizer):
    assert sentences(tokenizer.tokenise(["庭の土"] * 4000)) == [["庭", "土"]] * 4000


def test_a_line_longer_than_a_chunk_is_read_to_its_end(tokenizer):
    words = tokenizer.tokenise(["庭の土。" * 5000]).words()
    assert words == ["庭", "土"] * 5000


LINES = st.lists(
    st.sampled_from(["庭の土", "夏の水遣り。", "Rustで書く", "味噌を仕込む、朝", "……", "2025", ""]), max_size=8
)


@settings(max_examples=100, derandomize=True)
@given(LINES)
def test_for_every_lines_each_line_is_a_sentence_of_its_own(lines):
    tokenizer = open_tokenizer(None, ())
    together, apart = tokenizer.tokenise(lines), [tokenizer.tokenise([line]) for line in lines]
    assert sentences(together) == [sentence for one in apart for sentence in sentences(one)]


@settings(max_examples=100, derandomize=True)
@given(st.text())
def test_for_every_text_words_hold_no_blanks(text):
    tokens = open_tokenizer(None, ()).tokenise([text])
    assert all(word and not word.isspace() for word in tokens.words())


def test_stop_words_are_left_out():
    assert Tokenizer(stop_words=["庭", "PYTHON"]).tokenise(["庭でPythonを学ぶ"]).words() == ["学ぶ"]


@pytest.mark.parametrize("word", ["サーバー", "水やり", "ＰＹＴＨＯＮ"])
def test_a_stop_word_is_stopped_in_the_spelling_of_the_text(word):
    assert Tokenizer(stop_words=[word]).tokenise([word.replace("ＰＹＴＨＯＮ", "PYTHON")]).words() == []


def test_nouns_are_listed_as_the_text_spells_them():
    _, nouns = Tokenizer().split(["ことしの半分、サーバーとサーバとサーバーが走る。"])
    assert nouns == ["サーバ\tサーバー", "サーバ", "サーバ\tサーバー"]


def test_an_absent_user_dictionary_is_the_users_to_mend(tmp_path):
    with pytest.raises(SettingsError, match="mecab-dict-index"):
        Tokenizer(str(tmp_path / "none.dic"))


def analysis(surface, lemma, kind):
    return f"{surface}\t{','.join([*kind.split('-'), *'*' * (6 - kind.count('-') - 1), 'ヨミ', lemma, surface])}"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("EOS", ""),
        ("", ""),
        (analysis("食べ", "食べる", "動詞-一般"), "食べる"),
        (analysis("コンピューター", "コンピューター-computer", "名詞-普通名詞-一般"), "コンピュータ"),
        (analysis("日本橋", "ニホンバシ", "名詞-固有名詞-地名-一般"), "日本橋"),
        (analysis("Rust", "", "名詞-普通名詞-一般"), "rust"),
        (analysis("Rust", "*", "名詞-普通名詞-一般"), "rust"),
        ("Rust\t名詞,普通名詞,一般,*,*,*", "rust"),
        ('"\t補助記号,一般,*,*,*,*,,"""",",",,"""",,記号,*,*,*,*,*,*,,,*,*,*,*,*,*', BREAK),
        ('1,000円\t名詞,普通名詞,一般,*,*,*,"ヨ,ミ","1,000円",1', "1,000円"),
        (analysis("、", "、", "補助記号-読点"), BREAK),
        (analysis("を", "を", "助詞-格助詞"), ""),
        (analysis("三", "三", "名詞-数詞"), ""),
        (analysis("バー", "バー", "名詞-普通名詞-一般"), "バー"),
        (analysis("a", "a", "名詞-普通名詞-一般"), ""),
        (analysis("庭", "庭", "名詞-普通名詞-一般"), "庭"),
        (analysis("所", "所", "名詞-普通名詞-副詞可能"), ""),
    ],
)
def test_a_words_key_is_its_lemma_or_its_spelling(line, key):
    assert word_key(line) == key


def test_the_versions_name_what_splits_the_words():
    versions = tokenizer_versions()
    assert versions["tokenizer"].startswith("fugashi ")
    assert versions["dictionary"].startswith("unidic-lite ")
