import pytest

from recommender.text.prose import read_prose


@pytest.mark.parametrize(
    "contents",
    [
        "* TOC\n{:toc}",
        "[toc]",
        "[[TOC]]",
        "[:contents]",
        "<!-- toc -->\n\n- [庭](#niwa)\n\n<!-- tocstop -->",
        "- [庭](#niwa)\n- [土](#tsuchi)\n  - [水](#mizu)",
        '<nav id="toc"><a href="#niwa">庭</a></nav>',
        "{{< toc >}}",
    ],
)
def test_a_table_of_contents_is_no_prose(contents):
    assert read_prose(f"前\n\n{contents}\n\n後\n").lines == ("前", "後")


@pytest.mark.parametrize("text", ["- [庭](#niwa)の話\n- [土](#tsuchi)\n", "- [庭](/niwa/)\n- [土](#tsuchi)\n"])
def test_a_list_with_words_or_other_pages_is_the_authors(text):
    assert any("庭" in line for line in read_prose(text).lines)
