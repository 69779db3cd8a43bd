import pytest

from recommender.text.markup.formulae import without_formulae
from recommender.text.prose import read_prose


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("関数 $f(x)$ は連続", ("関数 は連続",)),
        ("$a_1$と$b_2$の和", ("と の和",)),
        ("前\n\n$$\nx = \\frac{a}{b}\n-\ny\n$$\n\n後", ("前", "後")),
        ("前\n\n\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}\n\n後", ("前", "後")),
        ("前\n\n\\[ x^2 + y^2 \\]\n\n後", ("前", "後")),
        ("点 \\(x_1\\) の近く", ("点 の近く",)),
        ("$x \\text{ ただし } y$ とする", ("とする",)),
        ("# $n$ 次元の庭", ("次元の庭",)),
        ("$a$ $b$ $c$ の和", ("の和",)),
        ("- $a$ $b$ $c$ の和", ("の和",)),
        ("> $a$ $b$ $c$ の和", ("の和",)),
        ("{{% kbd %}}$a${{% /kbd %}} {{% kbd %}}$b${{% /kbd %}} を押す", ("を押す",)),
        ("1. 庭 ```a\n   ```\n\n$x$ の土\n\n```python\ny\n```\n\n後", ("庭 ```a", "の土", "後")),
    ],
)
def test_formulae_are_no_prose(markdown, lines):
    assert read_prose(markdown).lines == lines


@pytest.mark.parametrize(
    "text",
    [
        "$100 と $200",
        "$5の土を$3で",
        "$庭$",
        "US$5、CA$6",
        "`$HOME` と `$PATH`",
        "```\n$a$\n```",
        "\\[1\\] と \\[注\\]",
        "\\[要出典\\]",
        "\\(注\\)",
        'E.From($("a")).Select("b($)")',
        "$ x $",
        "$とじない",
        "$$$ と $$$",
        "$a\n\nb$",
    ],
)
def test_money_code_and_brackets_are_no_formulae(text):
    assert without_formulae(text) == text


def test_formulae_of_html_are_no_prose():
    html = '<p>庭<span class="katex"><span>x</span></span>の\\(y_1\\)土</p>'
    assert read_prose(html, markup="html").lines == ("庭の 土",)
