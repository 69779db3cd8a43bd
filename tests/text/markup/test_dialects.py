import pytest

from recommender.text.prose import read_prose


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        (":::message\n庭\n:::\n", ("庭",)),
        (":::message alert\n庭\n:::\n", ("庭",)),
        (":::note warn\n庭\n:::\n", ("庭",)),
        (":::details 題\n庭\n:::\n", ("題", "庭")),
        ("> [!NOTE]\n> 庭\n", ("庭",)),
        ("庭\n{: .note}\n", ("庭",)),
        ("## 庭 {#niwa}\n", ("庭",)),
        ("![](/a.png =500x) ![図](/b.png =x300)\n\n庭\n", ("庭",)),
        ("{漢字|かんじ}の話", ("漢字の話",)),
        ("｜縁側《えんがわ》の話", ("縁側の話",)),
        ("縁側《えんがわ》の話", ("縁側の話",)),
        ("映画《庭》の話", ("映画《庭》の話",)),
        ("庭 :smile: です", ("庭 です",)),
        ("12:30:45 と std::vector::size", ("12:30:45 と std::vector::size",)),
        ("庭です [cite: 参照]。[cite_start]土", ("庭です 。 土",)),
        ("> " * 5000 + "庭", ("庭",)),
    ],
)
def test_marks_go_and_their_words_stay(markdown, lines):
    assert read_prose(markdown).lines == lines
