"""Where lists of links end."""

import pytest

from recommender.site.markdown_lines import split_lines
from recommender.text.link_list import list_end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("- [a](/a/)\n- [b](/b/)\n本文\n", 2),
        ("- [a](/a/)\n  続き\n\n- [b](/b/)\n\n本文\n", 4),
        ("[a](/a/)\n\n[b](/b/)\n本文\n", 3),
        ("<https://example.com/>\nhttps://example.com/b\n", 2),
        ("[a](/a/) ・ [b](/b/)\n", 1),
        ("> [a](/a/)\n>\n> [b](/b/)\n", 3),
        ("<ul>\n<li><a href='/a/'>a</a></li>\n</ul>\n本文\n", 3),
        ("<ol><li><a href='/a/'>a</a></li></ol>\n<p>本文</p>\n", 1),
        ("{% linkcard /a/ %}\n本文\n", 1),
        ("- [a](/a/)\n---\n- [b](/b/)\n", 1),
        ("本文\n", 0),
        ("[a](/a/) の話\n", 0),
        ("[a]: /a/\n", 0),
        ("<ul>\n<li>a\n\n本文\n", 0),
        ("<ul><li>a</li></ul> 本文\n", 0),
        (">\n> 引用\n", 0),
        ("[" * 1_000 + "\n", 0),
        ("[a](/a/)" * 300 + "\n", 0),
        ("", 0),
    ],
)
def test_a_list_ends_before_what_is_no_link(text, end):
    assert list_end(split_lines(text), 0) == end
