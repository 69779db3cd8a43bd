import pytest

from recommender.text.prose import read_prose


@pytest.mark.parametrize(
    "card",
    [
        "[https://engawa.example/a/:embed:cite]",
        "[https://engawa.example/a/:title=よその題]",
        "[https://engawa.example/a/:title]",
        "@[card](https://engawa.example/a/)",
        "https://engawa.example/a/",
        '<BlogCard title="よその題" url="https://engawa.example/a/" />',
        '<div class="blogcard"><a href="https://engawa.example/a/">よその題</a></div>',
        '<a class="link-card" href="https://engawa.example/a/">よその題</a>',
        '{% linkcard "https://engawa.example/a/" %}',
    ],
)
def test_a_card_is_a_link_without_words(card):
    prose = read_prose(f"前\n\n{card}\n\n後\n")
    assert (prose.lines, prose.links) == (("前", "後"), ("https://engawa.example/a/",))


def test_a_frame_of_a_card_has_no_words():
    card = '<iframe class="hatenablogcard" title="よその題" src="https://hatenablog-parts.example/"></iframe>'
    assert read_prose(f"前\n\n{card}\n\n後\n").lines == ("前", "後")


def test_hatenas_photographs_are_pictures():
    prose = read_prose("[f:id:engawa:20260101120000p:plain]庭\n\n[f:id:engawa:20260101120000p:plain:alt=夏の庭]\n")
    assert (prose.lines, prose.alts) == (("庭",), ("夏の庭",))
