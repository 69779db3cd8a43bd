"""From text to text: the block in, replaced, out, and every other byte as it was."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.injection.block import Link
from recommender.injection.placement import Tail
from recommender.injection.rewrite import BlockForm, parse_document, put_block, take_block
from recommender.settings import DROP_HEADINGS
from recommender.site.front_matter import split_front_matter
from recommender.text.prose import Prose, read_prose

HEADING = "あわせて読みたい"
START, END = "<!-- related-posts:start -->", "<!-- related-posts:end -->"
NEW = [Link("梅", "/ume/")]
BLOCK = f"---\n\n### {HEADING}\n\n- [梅](/ume/)\n\n---\n"
MARKED = f"{START}\n\n{BLOCK}\n{END}\n"
OLD_LIST = "- [柿](/kaki/)\n"


def put(text: str, *, markers: bool = True, links: list[Link] = NEW, tail: Tail | None = None) -> str:
    tail = tail or Tail(list_headings=DROP_HEADINGS)
    return put_block(parse_document(text, BlockForm(HEADING, markers)), links, tail)


def take(text: str, *, markers: bool = True) -> str:
    return take_block(parse_document(text, BlockForm(HEADING, markers)))


def prose(text: str) -> Prose:
    return read_prose(text[split_front_matter(text).body_start :], drop_headings=DROP_HEADINGS)


# Each piece is what may stand between two others; together they make the odd posts that real blogs are full of.
PIECES = [
    ("",),
    ("  ",),
    ("本文。",),
    ("本文。  ",),
    ("\u3000字下げの本文。", "\u3000", ""),
    ("本文\u2028と\x85と\x0c改頁。",),
    ("## 見出し",),
    ("見出し", "---"),
    ("見出し", "==="),
    ("---",),
    ("* * *",),
    ("```", START, f"### {HEADING}", END, "```"),
    ("~~~ md", f"### {HEADING}", "", "- [題](/b/)", "~~~"),
    ("````", "```", "````"),
    ("- 項目", "  - 子", "    - 孫"),
    ("1. 項目", "", "   続き"),
    ("- 項目", "", "  ```", f"  {START}", "  ```"),
    (f"    {START}",),
    (f"`{START}` と書く",),
    ("> 引用", "> ---"),
    ("本文[^1]",),
    ("[^1]: 脚注",),
    ("<div>", "囲み", "</div>"),
    ("<pre>", "x"),
    ("<!-- 覚え書き -->",),
    ("<!-- related-posts -->",),
    ("{/* related-posts */}",),
    ("// related-posts",),
    ("----", "// related-posts:start", "----"),
    ("'''",),
    ("<!--", "とじない"),
    ("| a | b |", "|---|---|", "| 1 | 2 |"),
    ("{% raw %}",),
    ("{: .note}",),
    ("- [記事](/c/)",),
    ("本文。", "", "### 関連記事", "", "- [記事](/c/)"),
]
HEADS = ["", "", "\ufeff", "---\ntitle: 題\n---\n", "\ufeff---\r\ntitle: 題\r\n---\r\n", "+++\ntitle = '題'\n+++\n"]


@st.composite
def posts(draw: st.DrawFn) -> str:
    """Draw a post that has no block, with one kind of line end or LF and CRLF mixed."""
    ends = draw(st.sampled_from([("\n",), ("\r\n",), ("\n", "\r\n")]))
    head = draw(st.sampled_from(HEADS))
    lines = [line for piece in draw(st.lists(st.sampled_from(PIECES), max_size=8)) for line in piece]
    body = "".join(line + draw(st.sampled_from(ends)) for line in lines)
    if draw(st.booleans()):
        body = body.rstrip("\r\n")
    text = head + body
    # A rule at the very top is refused, which has a test of its own below.
    assume(head.strip("\ufeff") or not body.lstrip().startswith("---"))
    document = parse_document(text, BlockForm(HEADING, True))
    assert (document.ours, document.others) == (None, ())
    return text


# A colon in a title has a test of its own below (a block in an empty post).
LINKS = st.lists(
    st.builds(Link, st.text("梅しごと_a[]<>|*", min_size=1, max_size=6), st.sampled_from(["/ume/", "../柿.md"])),
    min_size=1,
    max_size=3,
)
TAILS = st.sampled_from([Tail(), Tail(frozenset({"本文。", "## 見出し"}), DROP_HEADINGS)])


@settings(max_examples=200, deadline=None)
@given(posts(), LINKS, TAILS, st.booleans())
def test_for_every_post_twice_is_once(text, links, tail, markers):
    once = put(text, links=links, tail=tail, markers=markers)
    assert put(once, links=links, tail=tail, markers=markers) == once


@settings(max_examples=200, deadline=None)
@given(posts(), LINKS, TAILS, st.booleans())
def test_for_every_post_put_then_take_gives_the_very_text(text, links, tail, markers):
    assert take(put(text, links=links, tail=tail, markers=markers), markers=markers) == text


@settings(max_examples=200, deadline=None)
@given(posts(), LINKS, TAILS, st.booleans())
def test_for_every_post_the_prose_stays(text, links, tail, markers):
    assert prose(put(text, links=links, tail=tail, markers=markers)) == prose(text)


@settings(max_examples=200, deadline=None)
@given(posts(), LINKS, TAILS, st.booleans(), st.sampled_from(["mdx", "asciidoc"]))
def test_for_every_post_in_mdx_and_asciidoc_twice_is_once_and_taken_out_gives_the_very_text(
    text, links, tail, markers, markup
):
    form = BlockForm(HEADING, markers, markup=markup)
    try:
        document = parse_document(text, form)
    except PostError:
        # A fence that AsciiDoc sees and Markdown does not, and never closes.
        assume(False)
    # What is code in Markdown is none in AsciiDoc, and may be a list there.
    assume((document.ours, document.others) == (None, ()))
    once = put_block(document, links, tail)
    again = parse_document(once, form)
    assert put_block(again, links, tail) == once
    assert take_block(again) == text


@settings(max_examples=100, deadline=None)
@given(posts(), LINKS, LINKS)
def test_for_every_post_a_new_list_takes_the_place_of_the_old(text, first, second):
    assert put(put(text, links=first), links=second) == put(text, links=second)


@settings(max_examples=100, deadline=None)
@given(posts())
def test_for_every_post_without_a_block_taking_changes_nothing(text):
    assert take(text) == take(text, markers=False) == text


@pytest.mark.parametrize("markers", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\ufeff",
        "\ufeff本文",
        "本文",
        "本文\n\n\n",
        "---\ntitle: 題\n---\n",
        "本文\n\n---",
        "---\ntitle: 題\n---",
    ],
)
def test_put_twice_then_take_gives_the_very_text(text, markers):
    once = put(text, markers=markers)
    assert put(once, markers=markers) == once
    assert take(once, markers=markers) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\n本文が罫線で始まる。\n", "line 1 opens front matter that is never closed"),
        ("---\n参照: とじない\n", "line 1 opens front matter that is never closed"),
        ("本文\r", "carriage returns without line feeds"),
        ("一行目\n二行目\r三行目\r\n", "carriage returns without line feeds"),
    ],
)
def test_a_post_that_the_block_would_change_beyond_itself_is_refused(text, told):
    with pytest.raises(PostError, match=told):
        put(text)


def test_a_block_without_markers_in_an_empty_post_is_found_again():
    links = [Link("Python: 入門", "/py/")]
    once = put("", links=links, markers=False)
    assert put(once, links=links, markers=False) == once


def test_an_underline_below_an_ideographic_blank_stays_with_its_heading():
    text = "見出し\n\u3000\n---\n"
    assert prose(text).headings == ("見出し",)
    assert prose(put(text)).headings == ("見出し",)


def test_markers_in_code_right_behind_a_byte_order_mark_are_text():
    text = f"\ufeff```\n{START}\n{END}\n```\n本文\n\n```\ncode\n```\n"
    assert put(text) == f"{text}\n{MARKED}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本文\n", f"本文\n\n{MARKED}"),
        ("本文", f"本文\n\n{MARKED.removesuffix(chr(10))}"),
        ("", f"\n{MARKED}"),
        ("---\ntitle: 題\n---\n本文\n", f"---\ntitle: 題\n---\n本文\n\n{MARKED}"),
        ("本文\n\n[^1]: 脚注\n", f"本文\n\n{MARKED}\n[^1]: 脚注\n"),
        ("見出し\n---\n", f"見出し\n---\n\n{MARKED}"),
        ("本文\n\n### 関連記事\n\n- [桃](/momo/)\n", f"本文\n\n{MARKED}\n### 関連記事\n\n- [桃](/momo/)\n"),
        (
            f"```\n{START}\n### {HEADING}\n- [a](/a/)\n{END}\n```\n",
            f"```\n{START}\n### {HEADING}\n- [a](/a/)\n{END}\n```\n\n{MARKED}",
        ),
    ],
)
def test_the_block_stands_at_the_end_of_the_article(text, expected):
    assert put(text) == expected


def test_the_block_stands_before_a_tail_that_many_posts_share():
    tail = Tail(frozenset({"登録を。"}))
    assert put("本文\n\n---\n\n登録を。\n", tail=tail) == f"本文\n\n{MARKED}\n---\n\n登録を。\n"


@pytest.mark.parametrize(
    ("text", "newline"),
    [("一\r\n二\r\n", "\r\n"), ("一\n二\n", "\n"), ("一\r\n二\r\n三\n", "\r\n"), ("一", "\n")],
)
def test_the_block_has_the_line_ends_that_the_text_uses_most(text, newline):
    added = put(text).removeprefix(text)
    assert added.replace(newline, "").isprintable()


@pytest.mark.parametrize(
    "old",
    [
        f"---\n\n### {HEADING}\n\n{OLD_LIST}\n---\n",
        f"### {HEADING}\n\n{OLD_LIST}",
        f"### {HEADING}\n{OLD_LIST}",
        f"## {HEADING} ##\n\n* [柿](/kaki/)\n* [桃](/momo/)\n",
        f"### {HEADING}\n\n1. [柿](/kaki/)\n2) [桃](/momo/)\n",
        f"**{HEADING}**\n\n+ [柿](/kaki/)\n",
        f"{HEADING}\n---\n\n{OLD_LIST}",
        f"***\n\n### {HEADING}\n\n{OLD_LIST}\n___\n",
        f"### {HEADING}\n\n- [柿](/kaki/)\n  干し柿の作り方\n",
        f"{START}\n{OLD_LIST}{END}\n",
        f"<!--related-posts:start-->\n\n### {HEADING}\n\n<!--  related-posts:end  -->\n",
        f"---\n\n### {HEADING}\n\n---\n",
    ],
)
@pytest.mark.parametrize("after", ["\n後書き\n", ""])
def test_an_old_block_is_replaced_where_it_stands(old, after):
    assert put(f"本文\n\n{old}{after}") == f"本文\n\n{MARKED}{after}"


@pytest.mark.parametrize("after", ["\n後書き\n", ""])
def test_text_straight_above_the_rule_of_an_old_block_is_parted_from_it(after):
    text = f"本文\n---\n\n### {HEADING}\n\n{OLD_LIST}\n---\n{after}"
    assert put(text) == f"本文\n\n{MARKED}{after}"


def test_an_old_block_at_the_end_keeps_the_file_without_a_final_newline():
    assert put(f"本文\n\n### {HEADING}\n\n- [柿](/kaki/)") == f"本文\n\n{MARKED}".removesuffix("\n")


@pytest.mark.parametrize("count", [2, 3])
def test_several_old_blocks_become_one_where_the_first_stands(count):
    new = put("一\n\n" + f"### {HEADING}\n\n{OLD_LIST}\n続き\n\n" * count)
    assert new.startswith(f"一\n\n{MARKED}\n続き\n")
    assert (new.count(HEADING), new.count("kaki"), new.count("続き")) == (1, 0, count)


@pytest.mark.parametrize("is_first", [True, False])
def test_our_own_block_stays_and_lists_of_others_go(is_first):
    foreign = f"### {HEADING}\n\n{OLD_LIST}\n"
    new = put(f"一\n\n{foreign if is_first else ''}二\n\n{MARKED}\n三\n\n{'' if is_first else foreign}")
    assert (new.count(HEADING), new.count("kaki")) == (1, 0)
    assert f"二\n\n{MARKED}\n三\n" in new


def test_one_rule_stays_between_texts_where_an_extra_list_stood_between_two():
    text = f"### {HEADING}\n\n{OLD_LIST}\n一\n\n---\n\n### {HEADING}\n\n{OLD_LIST}\n---\n\n二\n"
    assert put(text) == f"{MARKED}\n一\n\n---\n\n二\n"


@pytest.mark.parametrize(
    "text", [f"## {HEADING}\n\n手で書いた節。\n", f"- {HEADING}\n- 本文\n", f"## {HEADING}\n\n- 牛乳\n- 卵\n"]
)
def test_the_authors_own_text_under_the_heading_stays(text):
    assert put(text) == f"{text}\n{MARKED}"


@pytest.mark.parametrize("text", [f"本文\n\n### {HEADING}\n\n{OLD_LIST}", f"{HEADING}\n---\n\n{OLD_LIST}"])
@pytest.mark.parametrize("markers", [True, False])
def test_a_list_written_by_hand_is_not_taken_out(text, markers):
    assert take(text, markers=markers) == text


def test_markers_can_be_given_up_and_taken_up_again():
    assert put(f"本文\n\n{MARKED}", markers=False) == f"本文\n\n{BLOCK}"
    assert put(f"本文\n\n{BLOCK}", markers=True) == f"本文\n\n{MARKED}"


def test_a_marked_block_is_taken_out_by_settings_without_markers():
    assert take(f"本文\n\n{MARKED}\n[^1]: 脚注\n", markers=False) == "本文\n\n[^1]: 脚注\n"


@pytest.mark.parametrize(
    "body",
    [
        f"{START}\n",
        f"{END}\n",
        f"{END}\n{START}\n",
        f"{START}\n{START}\n{END}\n",
        f"{START}\n{START}\n{END}\n{END}\n",
        f"{START}\n{END}\n{END}\n",
        f"{MARKED}\n{MARKED}",
        f"{START}\n```\n{END}\n```\n",
    ],
)
def test_markers_that_do_not_pair_are_an_error(body):
    with pytest.raises(PostError, match="related-posts"):
        parse_document("本文\n\n" + body, BlockForm(HEADING, True))


@pytest.mark.parametrize(
    ("text", "line"), [("本文\n\n```\ncode\n", 3), ("---\ntitle: 題\n---\n~~~\n```\n", 4), ("````\n```\n", 1)]
)
def test_an_open_code_block_is_an_error_that_names_its_line_in_the_file(text, line):
    with pytest.raises(PostError, match=rf"line {line} opens a code block"):
        parse_document(text, BlockForm(HEADING, True))


def test_the_targets_of_our_own_block_alone_are_listed():
    document = parse_document(f"[桃](/momo/)\n\n{MARKED}\n### {HEADING}\n\n{OLD_LIST}", BlockForm(HEADING, True))
    assert document.linked() == ["/ume/"]
    assert parse_document(f"本文\n\n### {HEADING}\n\n{OLD_LIST}", BlockForm(HEADING, True)).linked() == []


@pytest.mark.parametrize("markers", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "本文\nあわせて読みたい\n\nCTA\n",
        "本文\n\nあわせて読みたい\n",
    ],
)
def test_lines_that_look_like_headings_of_ours_do_not_make_a_second_run_differ(text, markers):
    tail = Tail(frozenset({"CTA"}), DROP_HEADINGS)
    once = put(text, markers=markers, tail=tail)
    assert put(once, markers=markers, tail=tail) == once
    assert take(once, markers=markers).startswith("本文")


def test_the_authors_paragraphs_between_two_lists_stay():
    text = f"### {HEADING}\n\n- [A](/1/)\n\n  {HEADING}\n\n- [B](/2/)\n\n本文1\n\n本文2\n"
    assert put(text) == f"{MARKED}\n本文1\n\n本文2\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("## 版 1.2 を公開\n\nCTA\n", "end"),
        ("本文\n\n## 脚注\n\n[^1]: 注\n", "end"),
        ("本文\n\n見出し\n---\n\nCTA\n", "end"),
        ("## 版 1.2 を公開\n\n本文\n\nCTA\n", "before CTA"),
    ],
)
def test_the_block_does_not_part_a_heading_from_its_text(text, place):
    tail = Tail(frozenset({"CTA"}), DROP_HEADINGS)
    expected = f"{text}\n{MARKED}" if place == "end" else text.replace("\nCTA\n", f"\n{MARKED}\nCTA\n")
    assert put(text, tail=tail) == expected


@pytest.mark.parametrize("text", ["\u3000\n", "\x0c\n", "本文の梅。\n\n## あわせて読みたい\n\n[a]: /b/\n"])
def test_without_markers_a_block_that_goes_in_can_be_taken_out(text):
    try:
        once = put(text, markers=False)
    except PostError:
        return
    assert put(once, markers=False) == once
    assert take(once, markers=False) == text


def test_a_file_that_is_a_fence_alone_is_refused():
    with pytest.raises(PostError, match="never closed"):
        put("+++")


def test_crlf_before_a_replaced_list_goes_or_stays_whole():
    text = f"---\ntitle: a\n---\n本文\r\n### {HEADING}"
    assert "\r" not in take(put(text)).replace("\r\n", "")


def test_headings_in_a_row_do_not_take_the_authors_list():
    text = (
        f"本文\n\n- [桃](/m/)\n\n### {HEADING}\n### {HEADING}\n***\n- [桃](/m/)\n* 項目\n\n### {HEADING}\n\n{OLD_LIST}"
    )
    with pytest.raises(PostError, match="several headings"):
        put(text)


PLACE = "<!-- related-posts -->"


@pytest.mark.parametrize("markers", [True, False])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (f"一\n\n{PLACE}\n", "\n二\n"),
        (f"一\n{PLACE}\n", "二\n"),
        (f"{PLACE}\n", "本文\n\n---\n\n登録を。\n"),
        (f"一\n\n{PLACE}\n", ""),
        (f"```\n{PLACE}\n```\n\n{PLACE}\n", "\n二\n"),
        (f"一\n\n{PLACE}\n", f"\n二\n\n{PLACE}\n"),
    ],
)
def test_the_block_stands_below_the_authors_placeholder(above, below, markers):
    once = put(above + below, markers=markers)
    assert once == f"{above}\n{MARKED if markers else BLOCK}{below}"
    assert put(once, markers=markers) == once
    assert take(once, markers=markers) == above + below


def test_a_placeholder_on_a_last_line_without_end_keeps_the_file_without_one():
    assert put(f"本文\n{PLACE}") == f"本文\n{PLACE}\n\n{MARKED}".removesuffix("\n")
    assert take(put(f"本文\n{PLACE}")) == f"本文\n{PLACE}"


@pytest.mark.parametrize("where", ["{place}\n\n一\n\n{block}", "{block}\n一\n\n{place}\n"])
def test_our_block_moves_to_a_placeholder_that_came_later(where):
    moved = put(where.format(place=PLACE, block=MARKED))
    assert f"{PLACE}\n\n{MARKED}" in moved
    assert moved.count(START) == 1
    assert put(moved) == moved


def test_a_list_of_others_gives_way_to_a_placeholder():
    new = put(f"一\n\n{PLACE}\n\n二\n\n### {HEADING}\n\n{OLD_LIST}\n三\n")
    assert new == f"一\n\n{PLACE}\n\n{MARKED}\n二\n\n\n三\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本文\n\n[^1]: 脚注\n", f"本文\n\n[^1]: 脚注\n\n{MARKED}"),
        ("本文\n\n---\n\n登録を。\n\n\n", f"本文\n\n---\n\n登録を。\n\n{MARKED}\n\n"),
        ("本文", f"本文\n\n{MARKED}".removesuffix("\n")),
    ],
)
def test_at_the_bottom_the_block_stands_below_the_tail(text, expected):
    tail = Tail(frozenset({"登録を。"}), is_kept_above=True)
    assert put(text, tail=tail) == expected
    assert put(expected, tail=tail) == expected
    assert take(expected) == text


@pytest.mark.parametrize(
    "old",
    [
        f"### {HEADING}\n\n[柿](/kaki/)\n",
        f"### {HEADING}\n\n[柿](/kaki/) ・ [桃](/momo/) | <a href='/ume/'>梅</a>\n",
        f"### {HEADING}\n\nhttps://example.com/kaki/\n\nhttps://example.com/momo/\n",
        f"### {HEADING}\n\n👉 [柿 [続き]](/kaki/)<br>\n👉 [桃](/momo/)\n",
        f"### {HEADING}\n\n> [柿](/kaki/)\n>\n> [桃](/momo/)\n",
        f"### {HEADING}\n\n[![柿](/k.png)](/kaki/)\n",
        f'### {HEADING}\n\n{{% linkcard https://example.com/kaki/ %}}\n\n{{{{< blogcard url="/momo/" >}}}}\n',
        f"### {HEADING}\n\n<BlogCard title='柿' url='https://example.com/kaki/' />\n",
        f"<h3>{HEADING}</h3>\n<ul>\n<li><a href='/kaki/'>柿</a></li>\n</ul>\n",
        f"<h3 class='related-heading'>{HEADING}</h3>\n\n<ol><li><a href='/kaki/'>柿</a></li></ol>\n",
    ],
)
def test_an_old_list_is_replaced_whatever_its_author_wrote_it_with(old):
    assert put(f"本文\n\n{old}\n後書き\n") == f"本文\n\n{MARKED}\n後書き\n"


@pytest.mark.parametrize(
    "text",
    [
        f"### {HEADING}\n\n[柿](/kaki/) の話をした。\n",
        f"### {HEADING}\n\n[柿]: /kaki/\n",
        f"### {HEADING}\n\n[^1]: https://example.com/\n",
        f"### {HEADING}\n\n<ul>\n<li>牛乳</li>\n",
        f"### {HEADING}\n\n<ul><li><a href='/a/'>a</a></li></ul> と続く文。\n",
        f"### {HEADING}\n\n{{% note %}}\n",
    ],
)
def test_what_holds_more_than_links_is_the_authors_own(text):
    assert text.rstrip("\n") in put(text)


@pytest.mark.parametrize("heading", ["合わせて読みたい", "■あわせて読みたい■", "併せて読みたい："])
def test_lists_under_the_headings_of_the_settings_are_taken_over_too(heading):
    form = BlockForm(HEADING, headings=("合わせて読みたい", "併せて読みたい"))
    document = parse_document(f"本文\n\n### {heading}\n\n{OLD_LIST}", form)
    assert put_block(document, NEW, Tail()) == f"本文\n\n{MARKED}"


ASCIIDOC_BLOCK = f"'''\n\n[discrete]\n=== {HEADING}\n\n* link:++/ume/++[梅]\n\n'''\n"
MARKUPS = {
    "mdx": ("{/* related-posts:start */}", "{/* related-posts:end */}", BLOCK),
    "asciidoc": ("// related-posts:start", "// related-posts:end", ASCIIDOC_BLOCK),
}


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("markers", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "本文\n",
        "本文",
        "---\ntitle: 題\n---\n本文\n\n\n",
        "本文\r\n\r\n続き\r\n",
        "本文\n\n```\n// related-posts:start\n{/* related-posts:start */}\n```\n",
    ],
)
def test_mdx_and_asciidoc_have_a_block_of_their_own_form(markup, markers, text):
    start, end, block = MARKUPS[markup]
    form = BlockForm(HEADING, markers, markup=markup)
    once = put_block(parse_document(text, form), NEW, Tail())
    shown = once.replace("\r\n", "\n")
    assert (f"\n\n{start}\n\n{block}\n{end}" if markers else f"\n\n{block}".rstrip("\n")) in shown
    assert put_block(parse_document(once, form), NEW, Tail()) == once
    assert parse_document(once, form).linked() == ["/ume/"]
    assert take_block(parse_document(once, form)) == text
    body = text[split_front_matter(text).body_start :]
    own = read_prose(body, markup=markup, drop_headings=DROP_HEADINGS)
    assert read_prose(once[split_front_matter(once).body_start :], markup=markup, drop_headings=DROP_HEADINGS) == own


def test_a_code_block_of_asciidoc_that_stays_open_is_refused():
    with pytest.raises(PostError, match="line 3 opens a code block"):
        parse_document("本文\n\n----\ncode\n---\n", BlockForm(HEADING, markup="asciidoc"))


@pytest.mark.parametrize(
    ("links", "stays"),
    [
        ("- [よそ](https://example.com/a/)\n- <https://example.org/>\n", True),
        ("> [よそ](https://example.com/a/)\n", True),
        ("<ul><li><a href='https://example.com/'>よそ</a></li></ul>\n", True),
        ("- [よそ](https://example.com/a/)\n- [柿](/kaki/)\n", False),
        ("- [柿](https://www.niwa.example/kaki/)\n", False),
        ("- [柿](kaki.md)\n", False),
    ],
)
def test_a_reading_list_of_other_sites_is_the_authors_own(links, stays):
    form = BlockForm(HEADING, hosts=frozenset({"niwa.example"}))
    text = f"本文\n\n## {HEADING}\n\n{links}"
    new = put_block(parse_document(text, form), NEW, Tail())
    assert new == (f"{text}\n{MARKED}" if stays else f"本文\n\n{MARKED}")
    assert put_block(parse_document(new, form), NEW, Tail()) == new
