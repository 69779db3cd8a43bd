import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.settings import DROP_HEADINGS
from recommender.text.prose import read_prose
from recommender.text.related_block import END_MARKER, START_MARKER

LINKS = '<a href="/x/">よその題</a> <a href="/y/">べつの題</a>'
LIST = f"<ul><li>{LINKS}</li></ul>"


def lines(html):
    return read_prose(html, markup="html", drop_headings=DROP_HEADINGS).lines


@pytest.mark.parametrize(
    "block",
    [
        f"<h3>関連記事</h3>{LIST}",
        f"<p>関連記事</p>{LIST}",
        f"<p><strong>あわせて読みたい</strong></p><div>{LINKS}</div>",
        f'<div class="title"><span>関連記事</span></div><section>{LINKS}</section>',
        f'<aside class="related-posts"><h4>次に</h4>{LIST}</aside>',
        f"{START_MARKER}<p>何でも</p>{END_MARKER}",
    ],
)
def test_a_list_of_other_posts_is_no_prose(block):
    assert lines(f"<p>前</p>{block}<p>後</p>") == ("前", "後")


@pytest.mark.parametrize(
    "html",
    ["<p>関連記事</p><p>庭の話</p>", f"<p>関連記事</p><p>庭は{LINKS}</p>", f"{START_MARKER}<p>関連記事</p>"],
)
def test_the_authors_own_text_stays(html):
    assert "関連記事" in lines(html)


def test_a_list_run_into_one_line_is_no_prose():
    line = "庭の話です。" * 20
    markdown = f"{line} --- ### 関連記事 - [よその題](/x/) - [べつの題](/y/) --- 後"
    assert read_prose(markdown, drop_headings=DROP_HEADINGS).lines == (f"{line} 後",)


@settings(max_examples=100, derandomize=True)
@given(
    st.lists(st.sampled_from(["<p>庭</p>", "<h2>水</h2>", "<ul><li>花</li></ul>", "<pre>関連記事</pre>"]), max_size=5),
    st.lists(st.sampled_from(["<p>土</p>", "<hr>", "<div>木</div>"]), max_size=5),
    st.sampled_from([f"<h3>関連記事</h3>{LIST}", f"{START_MARKER}<h3>X</h3>{LIST}{END_MARKER}"]),
)
def test_for_every_page_the_prose_with_our_block_is_the_prose_without_it(above, below, block):
    assert lines("".join([*above, block, *below])) == lines("".join([*above, *below]))


BLOCKS = {
    "markdown": f"{START_MARKER}\n\n### X\n\n- [よその題](/x/)\n\n{END_MARKER}",
    "mdx": "{/* related-posts:start */}\n\n### X\n\n- [よその題](/x/)\n\n{/* related-posts:end */}",
    "html": f"{START_MARKER}<h3>X</h3>{LIST}{END_MARKER}",
    "asciidoc": "// related-posts:start\n\n=== X\n\n* link:/x/[よその題]\n\n// related-posts:end",
}


@settings(max_examples=100, derandomize=True)
@given(
    st.lists(st.sampled_from(["庭の土。", "水やり。", "* 花", "`木`"]), max_size=4),
    st.lists(st.sampled_from(["夏。", "冬。", "* 実"]), max_size=4),
    st.sampled_from(sorted(BLOCKS)),
)
def test_for_every_text_and_markup_our_block_is_not_read(above, below, markup):
    with_block = "\n\n".join([*above, BLOCKS[markup], *below])
    without = "\n\n".join([*above, *below])
    prose = [read_prose(text, markup=markup, drop_headings=DROP_HEADINGS) for text in (with_block, without)]
    assert prose[0].headings == prose[1].headings
    assert prose[0].links == prose[1].links
    assert "".join(prose[0].lines) == "".join(prose[1].lines)
