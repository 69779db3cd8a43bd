import pytest

from recommender.text.markup.gaps import GAP, JOINT, close_gaps


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("", ""),
        (f"庭{GAP}土", "庭 土"),
        (f"庭{JOINT}土", "庭土"),
        (f"{GAP} {JOINT}\t{GAP} 庭", "庭"),
        (f"  - {GAP} {GAP} 庭", "  - 庭"),
        (f"> 1. {GAP} 庭", "> 1. 庭"),
        (f"    {GAP}庭", "    庭"),
        (f"{GAP}\n\n    x", "\n\n    x"),
    ],
)
def test_gaps_part_words_and_indent_no_line(text, closed):
    assert close_gaps(text) == closed
