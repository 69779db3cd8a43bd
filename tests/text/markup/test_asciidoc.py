import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from recommender.text.markup.asciidoc import asciidoc_to_html


def prose(asciidoc):
    """The visible words, a line each, without code."""
    tree = LexborHTMLParser(asciidoc_to_html(asciidoc))
    for code in tree.css("pre"):
        code.decompose()
    return [line.strip() for line in tree.text().split("\n") if line.strip()]


def test_nothing_comes_of_nothing():
    assert asciidoc_to_html("") == ""
    assert asciidoc_to_html("\n \n") == ""


@pytest.mark.parametrize(
    ("asciidoc", "html"),
    [
        ("庭の土。\n水やり。\n\n花", "<p>庭の土。\n水やり。</p>\n<p>花</p>"),
        ("== 庭\n\n=== 土 ===\n", "<h2>庭</h2>\n<h3>土</h3>"),
        ("## 庭\n\n土", "<h2>庭</h2>\n<p>土</p>"),
        ("庭の土\n---\n\n「花」\n~~~~\n\n木", "<h2>庭の土</h2>\n<h3>「花」</h3>\n<p>木</p>"),
        ("* 庭\n続き\n** 土\n- 花\n", "<ul>\n<li>庭\n続き</li>\n<li>土</li>\n<li>花</li>\n</ul>"),
        (". 庭\n.. 土\n1. 花\n", "<ul>\n<li>庭</li>\n<li>土</li>\n<li>花</li>\n</ul>"),
        ("* [x] 庭\n* [ ] 土\n", "<ul>\n<li>庭</li>\n<li>土</li>\n</ul>"),
        ("* 庭\n+\n土\n", "<ul>\n<li>庭</li>\n</ul>\n<p>土</p>"),
        ("庭:: 土\n花::\n  木\n", "<p>庭</p>\n<ul>\n<li>土</li>\n</ul>\n<p>花</p>\n<ul>\n<li>木</li>\n</ul>"),
        ("庭::\n\n  土\n", "<p>庭</p>\n<ul>\n<li>土</li>\n</ul>"),
        ("[source,ruby]\n----\nputs <1>\n----\n<1> 庭\n", "<pre>puts &lt;1&gt;</pre>\n<ul>\n<li>庭</li>\n</ul>"),
        ("```ruby\nputs\n```\n\n庭", "<pre>puts</pre>\n<p>庭</p>"),
        ("....\n絵\n....\n\n 字下げ\n\n庭", "<pre>絵</pre>\n<pre> 字下げ</pre>\n<p>庭</p>"),
        ("&#91;庭&#93; &amp; &lt;土&gt; &x Q&A\n", "<p>&#91;庭&#93; &amp; &lt;土&gt; &amp;x Q&amp;A</p>"),
        ("> 庭\n> 土\n", "<blockquote>庭\n土</blockquote>"),
        ("庭 < 土 & 花", "<p>庭 &lt; 土 &amp; 花</p>"),
        ("image::a.png[庭の写真,100]\n", '<p><img alt="庭の写真"></p>'),
    ],
)
def test_blocks_become_elements(asciidoc, html):
    assert asciidoc_to_html(asciidoc) == html


@pytest.mark.parametrize(
    "asciidoc",
    [
        ":toc:\n:author: 花子\n:!庭:\n\n土",
        "// 庭の覚え書き\n土",
        "土\n// 庭の覚え書き",
        "////\n庭\n\n土\n////\n\n土",
        "++++\n<b>庭</b>\n++++\n\n土",
        "[stem]\n++++\n庭^2\n++++\n\n土",
        "[plantuml]\n--\n庭 -> 花\n--\n\n土",
        "[mermaid]\n....\n庭 --> 花\n....\n\n土",
        "[source]\n庭 = 1\n\n土",
        "[[niwa]]\n[.庭]\n[#niwa]\n土",
        "ifdef::庭[]\n土\nendif::[]\n",
        "ifndef::a[庭]\n土",
        "ifeval::[{庭} > 1]\nendif::[]\n土",
        "include::庭.adoc[]\n\n土",
        "video::庭.mp4[]\n\naudio::庭[]\n\ntoc::[]\n\n土",
        "'''\n\n土\n\n---\n\n<<<\n",
        "[NOTE]\n====\n土\n====\n",
        "TIP: 土",
        "土 stem:[庭^2] latexmath:[庭] icon:niwa[庭] (((庭,花)))",
        "土[[niwa,庭]]",
    ],
)
def test_what_is_not_shown_is_left_out(asciidoc):
    assert prose(asciidoc) == ["土"]


@pytest.mark.parametrize(
    ("asciidoc", "expected"),
    [
        ("= 庭の本\n山田 <y@engawa.example>\nv1, 2026-01-02\n:a: 花\n\n土と{a}", ["庭の本", "土と花"]),
        ("// 覚え\n:a: 花\n\n= 庭\n\n土", ["庭", "土"]),
        ("= 庭\n\n土", ["庭", "土"]),
        (".庭の表\n|===\n|甲 |乙\n\n2+|丙\na|* 丁\n* 戊\n|===\n", ["庭の表", "甲", "乙", "丙", "丁", "戊"]),
        ("|===\na|\n----\n庭\n----\n\n土\nl|花\n|木 \\| 草\n|===\n", ["土", "木 | 草"]),
        ("[separator=;]\n|===\n庭;土\n|===\n", ["庭", "土"]),
        (",===\n庭,土\n,===\n", ["庭", "土"]),
        ("====\n庭\n\n****\n土\n****\n====\n____\n花\n____\n--\n木\n--\n", ["庭", "土", "花", "木"]),
        ("[verse, 詩人]\n____\n庭\n土\n____\n", ["庭", "土"]),
        ("[horizontal]\n庭:: 土\n", ["庭", "土"]),
        ("* 庭\n+\n----\n花\n----\n* 土\n", ["庭", "土"]),
        (":a: 庭 \\\nの土\n\n{a}と{b}と{nbsp}{set:c:d}終", ["庭 の土と{b}と\u00a0終"]),
        (":a: 庭\n:a!:\n\n土", ["土"]),
        ("庭 +\n土", ["庭", "土"]),
        (":場所: 庭\n\n{場所}の土", ["庭の土"]),
    ],
)
def test_what_is_shown_is_prose(asciidoc, expected):
    assert prose(asciidoc) == expected


@pytest.mark.parametrize(
    ("asciidoc", "words"),
    [
        ("庭の**太字**は", "庭の太字は"),
        ("*太字* と _斜体_ と `等幅` と #印#。", "太字 と 斜体 と 等幅 と 印。"),
        ("庭__斜体__と``等幅``と##印##と[red]##赤##", "庭斜体と等幅と印と赤"),
        ("「*太字*」と [.lead]#印#", "「太字」と 印"),
        ("庭の*太字*は", "庭の*太字*は"),
        ("2 * 3 * 4 と a_b_c", "2 * 3 * 4 と a_b_c"),
        ("H~2~O と 2^10^", "H2O と 210"),
        ("\"`庭`\" と '`土`'", "庭 と 土"),
        (r"\*庭* と \{土}", "*庭* と {土}"),
        ("+{庭}+ と ++**土**++ と +++<u>花</u>+++ と pass:[<b>*木*</b>]", "{庭} と **土** と 花 と *木*"),
        ("庭footnote:[脚の[1]文]と土footnoteref:[a,注]", "庭 脚の[1]文と土 注"),
        ("kbd:[Ctrl+C] と btn:[決定] と menu:庭[土 > 花]", "Ctrl+C と 決定 と 庭 土 > 花"),
        ("((庭))の土 indexterm:[花]indexterm2:[木]", "庭の土 木"),
        ("<b>庭</b>", "<b>庭</b>"),
    ],
)
def test_formatting_marks_go_and_words_stay(asciidoc, words):
    assert prose(asciidoc) == [words]


@pytest.mark.parametrize(
    ("asciidoc", "html"),
    [
        ("link:/niwa/[庭]の", '<a href="/niwa/">庭</a>の'),
        ("https://engawa.example/niwa_a_b/[*庭*^]の", '<a href="https://engawa.example/niwa_a_b/">庭</a>の'),
        ('link:/a/["庭, 土",role=b] と', '<a href="/a/">庭, 土</a> と'),
        ("link:/a/[庭,window=_blank] と", '<a href="/a/">庭</a> と'),
        ("xref:a.adoc#b[庭]と<<niwa,土>>", '<a href="a.adoc#b">庭</a>と<a href="#niwa">土</a>'),
        (":u: https://engawa.example\n\n{u}/a[庭]", '<a href="https://engawa.example/a">庭</a>'),
        (
            "（https://engawa.example/a?b=1&c=2）を",
            '（<a href="https://engawa.example/a?b=1&amp;c=2">https://engawa.example/a?b=1&amp;c=2</a>）を',
        ),
        ("庭のimage:a.png[花]の", '庭の<img alt="花">の'),
    ],
)
def test_links_and_pictures_are_elements(asciidoc, html):
    assert asciidoc_to_html(asciidoc).endswith(f"<p>{html}</p>")


def test_values_made_of_values_do_not_grow_without_end():
    lines = [":a0: 庭庭庭庭庭庭庭庭庭庭"] + [f":a{n}: {f'{{a{n - 1}}}' * 10}" for n in range(1, 12)]
    assert len(asciidoc_to_html("\n".join([*lines, "", "{a11}"]))) < 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        *("*", "*a ", "`a ", "**a", "^a", "[", "[a", "<<", "link:", "link:a[", "link:a[[", "https://", "footnote:[a"),
        *("((", "pass:[", "+a ", "++", "stem:[", "{a", "{lt}", "\\", "|", "|===\n|", "a:: b\n", "* a\n", "----\n"),
        *("====\n", "ab\n==\n", ":a: {a}{a}\n", "include::a[", "[a]\n", ".a\n", "> a\n", "    ", "image:a[", "::"),
    ],
)
def test_hostile_text_takes_linear_time(piece):
    started = time.perf_counter()
    asciidoc_to_html("庭\n\n" + piece * (200_000 // len(piece)) + "]]>>*_`+)))}\n")
    # A second or less; quadratic time would be minutes.
    assert time.perf_counter() - started < 5


PIECES = st.sampled_from(
    [
        *(
            "*",
            "**",
            "_",
            "`",
            "#",
            "^",
            "~",
            "+",
            "++",
            "[",
            "]",
            "[[",
            "<<",
            ">>",
            "((",
            ":",
            "::",
            ":a:",
            "{a}",
            "{",
        ),
        *("\n", "\n\n", " ", "----", "====", "--", "|===", "|", "////", "//", "= ", "== ", "* ", ". ", "a", "庭", "\\"),
        *("link:", "https://a", "image::", "include::", "footnote:", "pass:", "stem:", '"', "'", ".", ",", "<", "&"),
        *("\ue000", "\ue0010", "[source]", "a|", "!==="),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
@settings(max_examples=300)
def test_any_text_is_read(text):
    asciidoc_to_html(text).encode()


JAPANESE = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x9FA0, categories=["Lo"]), min_size=1)


@given(st.lists(JAPANESE, min_size=1))
def test_japanese_paragraphs_survive_whole(paragraphs):
    assert prose("\n\n".join(paragraphs)) == paragraphs


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["-----", ".....", "```", "/////"]))
def test_code_is_never_prose(code, fence):
    assume(fence not in code)
    assert prose(f"庭\n\n{fence}\nコード{code}\nコード\n{fence}\n\n土\n") == ["庭", "土"]


def test_no_file_is_read(tmp_path):
    (tmp_path / "secret.adoc").write_text("秘密")
    asciidoc = f"include::{tmp_path}/secret.adoc[]\n\n|===\na|include::{tmp_path}/secret.adoc[]\n|===\n\n土"
    assert "秘密" not in asciidoc_to_html(asciidoc)
