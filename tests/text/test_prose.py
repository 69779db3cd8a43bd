import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import PostError
from recommender.settings import DROP_HEADINGS
from recommender.text.prose import normalise_text, read_prose
from recommender.text.related_block import END_MARKER, START_MARKER


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("", ()),
        ("\n \n\u3000\n", ()),
        ("庭の土。\n\n夏の水やり。\n", ("庭の土。", "夏の水やり。")),
        ("庭の土。\r\n\r\n夏の水やり。\r\n", ("庭の土。", "夏の水やり。")),
        ("[toc]\r\n\r\n## 庭 {#niwa}\r\n\r\n庭の土。\r夏\r\n", ("庭", "庭の土。", "夏")),
        ("## 庭の**土**\n\n- 花\n- 木\n", ("庭の土", "花", "木")),
        ("| 庭 | 土 |\n|---|---|\n| 花 | 木 |\n", ("庭", "土", "花", "木")),
        ("> 引いた文。\n", ("引いた文。",)),
        ("庭[^1]です。\n\n[^1]: 注の文。\n", ("庭です。", "注の文。")),
        ("<div>庭</div><div>土</div>\n", ("庭", "土")),
        ("庭<br>土<br />花\n", ("庭", "土", "花")),
        ("<ruby>庭<rp>(</rp><rt>にわ</rt><rp>)</rp></ruby>の土\n", ("庭の土",)),
        ("塩 &amp; 麹\n", ("塩 & 麹",)),
        ("![庭の写真](/niwa.jpg)\n\n土\n", ("土",)),
    ],
)
def test_paragraphs_items_cells_and_headings_are_the_lines(markdown, lines):
    assert read_prose(markdown).lines == lines


@pytest.mark.parametrize(
    "markdown",
    [
        "```python\nprint('庭')\n```\n\n土\n",
        "    print('庭')\n\n土\n",
        "<!-- 庭のメモ -->\n\n土\n",
        "{% include card.html title='庭' %}\n\n土\n",
        "{{ page.title }}\n\n土\n",
        '{{< youtube id="x" >}}\n\n土\n',
        "土\n{: .note}\n",
        "https://engawa.example/niwa/?a=1#b\n\n土\n",
        "<https://engawa.example/>\n\n土\n",
    ],
)
def test_what_the_author_did_not_write_for_reading_is_left_out(markdown):
    assert read_prose(markdown).lines == ("土",)


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>var a = '庭'</script>\n\n土\n",
        "<style>\n.a { color: red }\n</style>\n\n土\n",
        "<iframe src='https://engawa.example/'>庭</iframe>\n\n土\n",
    ],
    ids=["script", "style", "iframe"],
)
def test_scripts_styles_and_frames_within_markdown_are_left_out(markdown):
    assert read_prose(markdown).lines == ("土",)


def test_words_between_liquid_tags_stay():
    assert read_prose("{% raw %}庭の土{% endraw %}\n").lines == ("庭の土",)


def test_code_within_a_sentence_stays():
    assert read_prose("`git rebase` を使う\n").lines == ("git rebase を使う",)


def test_a_line_that_is_repeated_counts_once():
    assert read_prose("土\n\n庭\n\n土\n").lines == ("土", "庭")


def test_headings_are_told_in_order():
    assert read_prose("# 庭\n\n本文\n\n土\n---\n\n<h3>Ｑ＆Ａ</h3>\n").headings == ("庭", "土", "Q&A")


def test_code_holds_no_headings():
    assert read_prose("```\n# 庭\n```\n").headings == ()


@pytest.mark.parametrize("markdown", ["#\n\n本文\n", "# 庭 https://engawa.example/\n"], ids=["empty", "with address"])
def test_every_heading_is_one_of_the_lines(markdown):
    prose = read_prose(markdown)
    assert set(prose.headings) <= set(prose.lines)


@pytest.mark.parametrize(
    ("markdown", "links"),
    [
        ("庭", ()),
        ("[土](/tsuchi/)と[水](mizu.md#a)、[土](/tsuchi/)", ("/tsuchi/", "mizu.md#a", "/tsuchi/")),
        ("[土]({% post_url 2026-01-01-tsuchi %})", ("post-url:2026-01-01-tsuchi",)),
        ("[土]({{ site.baseurl }}{% post_url 2026-01-01-tsuchi %})", ("post-url:2026-01-01-tsuchi",)),
        ("[土]({% link _posts/2026-01-01-tsuchi.md %})", ("/_posts/2026-01-01-tsuchi.md",)),
        ("[土]({{ site.baseurl }}/tsuchi/)", ("/tsuchi/",)),
        ('[土]({{< ref "tsuchi.md" >}})', ("tsuchi.md",)),
        ("[土][t]\n\n[t]: /tsuchi/\n", ("/tsuchi/",)),
        ('<a href="/tsuchi/">土</a><a name="x">庭</a>', ("/tsuchi/",)),
        ("```\n[土](/tsuchi/)\n```\n", ()),
    ],
)
def test_links_are_told_as_they_stand(markdown, links):
    assert read_prose(markdown).links == links


def test_a_dropped_link_goes_with_its_text_and_is_still_told():
    prose = read_prose("[土の話](/tsuchi/)と[水](/mizu/)", drop_link=lambda href: href == "/tsuchi/")
    assert (prose.lines, prose.links) == (("と水",), ("/tsuchi/", "/mizu/"))


def test_html_is_read_as_html():
    assert read_prose("<h2>庭</h2><p>土と\u3000*花*</p><p>水</p>", markup="html").lines == ("庭", "土と *花*", "水")


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ul><li>庭<ul><li>花<li>木</ul></ul>", ("庭", "花", "木")),
        ("<dl><dt>題<dd>説明</dl>", ("題", "説明")),
        ("<div>庭<p>土</p></div>", ("庭", "土")),
        ("庭<pre>x</pre>土", ("庭", "土")),
        ("庭<b>の</b>土<p>花", ("庭の土", "花")),
    ],
)
def test_blocks_part_lines_though_their_tags_do_not_close(html, lines):
    assert read_prose(html, markup="html").lines == lines


def test_html_in_capitals_is_html():
    assert read_prose("<P>庭</P><P>土</P>", markup="html").lines == ("庭", "土")


def test_a_related_list_of_an_html_post_is_not_read():
    html = '<p>本文</p><h3>関連記事</h3><ul><li><a href="/x/">よその題</a></li></ul>'
    assert read_prose(html, markup="html", drop_headings=DROP_HEADINGS).lines == ("本文",)


@pytest.mark.parametrize("heading", DROP_HEADINGS)
def test_a_list_of_related_posts_is_not_the_authors_text(heading):
    markdown = f"本文\n\n---\n\n### {heading}\n\n- [よその題](/x/)\n\n---\n"
    prose = read_prose(markdown, drop_headings=DROP_HEADINGS)
    assert (prose.lines, prose.headings, prose.links) == (("本文",), (), ())


LIST = "---\n\n### あわせて読みたい\n\n- [よその題](/x/)\n- [べつの題](/y/)\n\n---"
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "庭の土。",
            "## 水やり",
            "- 花\n- 木",
            "> 引いた文。",
            "```\n### 関連記事\n```",
            "[土](/tsuchi/)の話",
            "1. 一",
            "---",
        ]
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(PARAGRAPHS, PARAGRAPHS, st.sampled_from([LIST, f"{START_MARKER}\n\n{LIST}\n\n{END_MARKER}"]))
def test_for_every_text_the_prose_with_our_block_is_the_prose_without_it(above, below, block):
    with_block = read_prose("\n\n".join([*above, block, *below]), drop_headings=DROP_HEADINGS)
    assert with_block == read_prose("\n\n".join([*above, *below]), drop_headings=DROP_HEADINGS)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    st.text() | st.text(st.sampled_from("庭 \n#-*`[](){}%<>!&:\\|")),
    st.sampled_from(["markdown", "mdx", "html", "asciidoc"]),
)
def test_for_every_text_lines_are_clean_and_each_stands_once(text, markup):
    lines = read_prose(text, markup=markup, drop_headings=DROP_HEADINGS).lines
    assert len(set(lines)) == len(lines)
    assert all(line == line.strip() and line for line in lines)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("ＡＢＣ１２３ﾄﾏﾄ㍑", "ABC123トマトリットル"),
        ("か\u3099", "が"),
        ("庭\u200bの\ufeff土\u00ad", "庭の土"),
        ("庭\u3000 \tの  土", "庭 の 土"),
        (" 庭\n土 ", "庭\n土"),
        ("庭\x00\x1bの土", "庭の土"),
        ("庭\ud800の土", "庭の土"),
    ],
)
def test_width_composition_and_invisible_marks_are_folded(text, normal):
    assert normalise_text(text) == normal


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("前\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n後", ("前", "後")),
        ("前{% comment %}秘密{% endcomment %}後", ("前 後",)),
        ("{{< highlight go >}}func{{< /highlight >}}後", ("後",)),
        ("{% comment %}とじない", ("とじない",)),
        ("https://example.com/pageを参照", ("を参照",)),
    ],
)
def test_what_templates_enclose_and_addresses_are_no_prose(markdown, lines):
    assert read_prose(markdown).lines == lines


@pytest.mark.parametrize("link", ['{{ "/a/" | relative_url }}', "{{ site.baseurl }}/a/", "{{ '/a/' | absolute_url }}"])
def test_links_that_liquid_makes_are_links(link):
    assert read_prose(f"[庭]({link})の話").links == ("/a/",)


def test_html_posts_lose_their_liquid_too():
    assert read_prose("<p>庭</p>{% include ad.html %}", markup="html").lines == ("庭",)


def test_the_words_of_pictures_are_told_apart_and_names_of_files_are_none():
    prose = read_prose("庭\n\n![夏の庭](/a.png) ![image.png](/b.png) ![画像 1](/c.png) ![](/d.png)\n")
    assert (prose.lines, prose.alts) == (("庭",), ("夏の庭",))


@pytest.mark.parametrize(
    ("markdown", "lead"),
    [("", ""), ("# 庭\n\n土の話。\n\n水の話。\n", "土の話。 水の話。"), ("土" * 300, "土" * 200)],
)
def test_the_lead_is_the_first_two_hundred_characters_below_headings(markdown, lead):
    assert read_prose(markdown).lead == lead


@pytest.mark.parametrize(
    "sign",
    ["$", "[", "{", "{%", "<", "`", ":", "(", "> ", "- ", "\\(", "{{<", "<ul><li><a href='#a'>", "<div>関連記事"],
)
@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_two_hundred_kilobytes_of_one_sign_take_less_than_some_seconds(sign, markup):
    start = time.process_time()
    # What nests too deeply is refused; that may not take long either.
    with suppress(PostError):
        read_prose(sign * (200_000 // len(sign)), markup=markup, drop_headings=DROP_HEADINGS)
    assert time.process_time() - start < 5
