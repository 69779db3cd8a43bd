import time

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from recommender.text.markup.mdx import mdx_to_markdown


def rendered(mdx):
    html = cmarkgfm.markdown_to_html_with_extensions(mdx_to_markdown(mdx), Options.CMARK_OPT_UNSAFE, ["table"])
    return LexborHTMLParser(html)


def lines(mdx):
    tree = rendered(mdx)
    for style in tree.css("style"):
        style.decompose()
    return [line.strip() for line in tree.text().split("\n") if line.strip()]


@pytest.mark.parametrize(
    "mdx",
    [
        "",
        "## 庭の**土**\n\n- 花\n- 木\n    - 松\n",
        "庭の土を`{水}`で耕す。\n",
        "``<庭>`{土}` ``を書く。\n",
        "```jsx\nimport React from 'react'\n\n<A b={1}>{土}</A>\n```\n",
        "~~~\nexport const a = 1\n```\n{土}\n~~~\n",
        "- 手順\n\n  ```js\n  const a = {b: 1}\n  ```\n",
        "import から始まる文。\n",
        "import the soil from a neighbour and 耕す。\n",
        "庭を耕す。\nimport 土 from '庭'\n",
        "export する前に読む文。\n",
        r"\{土\}と\<庭>" + "\n",
        "<https://engawa.example/niwa/>と<niwa@engawa.example>\n",
        "1 < 2 で 3 > 2、a<1 と <庭> も文。\n",
        "[庭](/niwa/)と![花](/hana.png)\n",
        "<!-- 庭のメモ {a} -->\n\n土\n",
    ],
)
def test_markdown_without_jsx_comes_back_as_it_is(mdx):
    assert mdx_to_markdown(mdx) == mdx


@pytest.mark.parametrize(
    "mdx",
    [
        "import Chart from '../chart'\n\n土",
        "import { A,\n  B } from 'c'\nimport * as D from \"d\"\nimport 'e.css'\n\n土",
        "import A, { B } from 'c';\nimport type { C } from 'd';\n\n土",
        "export const meta = {\n  title: '庭',\n\n  tags: ['花'],\n}\n\n土",
        "export const nagasa = 1\nexport const a =\n  '庭'\n\n土",
        "export default ({ children }) => <Layout na='庭'>{children}</Layout>\n\n土",
        "export function A() {\n  return `庭 ${b({})}`\n\n}\n\n土",
        "export { a } from './b'\n土",
        "土\n\nimport A from 'a'\n",
        "{/* 庭の\n\n覚え書き { */}\n\n土",
        "{庭.map((a) => {\n  return <li>{a}</li>\n})}\n\n土",
        "{`庭 ${a}` + '}'}\n\n土",
        "{// 庭 }\n}\n\n土",
        "{`\n庭 }\n`}\n\n土",
        '<BlogCard title="庭" url="/niwa/" />\n\n土',
        '<BlogCard\n  title="庭 > 花"\n  on={() => { go("庭") }}\n  {...props}\n/>\n\n土',
        "<Chart data={[{ 名: '庭' }]} label={`庭 ${1}`}></Chart>\n\n土",
        "<style>{`.庭 { color: red }`}</style>\n\n土",
        "<Foo.Bar na='庭'/>\n\n土",
        "<></>\n\n土",
        "土 {props.庭}",
        '<div className="庭" style={{ color: "red" }} onClick={() => "庭"}>土</div>',
    ],
)
def test_what_the_author_did_not_write_for_reading_is_left_out(mdx):
    assert lines(mdx) == ["土"]


@pytest.mark.parametrize(
    ("mdx", "expected"),
    [
        ("<Note>\n庭の**土**。\n</Note>\n", ["庭の土。"]),
        ('<Note title="注意">\n\n## 庭\n\n土\n</Note>\n', ["庭", "土"]),
        ("<Tabs>\n    <Tab>\n        庭の*土*。\n\n        - 花\n    </Tab>\n</Tabs>", ["庭の土。", "花"]),
        ("庭の<Term>**土**</Term>は良い。", ["庭の土は良い。"]),
        ("<Note>庭の**土**</Note>", ["庭の土"]),
        ("> <Note>\n> 庭の**土**。\n> </Note>\n", ["庭の土。"]),
        ("- 庭\n  <Note>\n  **土**\n  </Note>\n- 花\n", ["庭", "土", "花"]),
        ("<>\n庭の**土**\n</>\n", ["庭の土"]),
        ("<div>\n庭の**土**\n</div>\n", ["庭の土"]),
        ("<div>庭の**土**</div>\n", ["庭の土"]),
        ("<Note><div>**庭**</div></Note>\n**土**\n", ["庭", "土"]),
        ("- <div>**庭**</div>\n- 土\n", ["庭", "土"]),
        ("<details>\n  <summary>**庭**</summary>\n  **土**\n</details>\n", ["庭", "土"]),
        ("<table>\n  <tr>\n    <td>庭</td>\n    <td>**土**</td>\n  </tr>\n</table>\n", ["庭", "土"]),
        ("<Center>\n\n| 庭 | 土 |\n|---|---|\n| 花 | <b>木</b> |\n\n</Center>\n", ["庭", "土", "花", "木"]),
        ("庭<br/>土<br className='a' />花\n", ["庭土花"]),
        ('庭の{"土"}{" "}と{\'花\'}', ["庭の土 と花"]),
        ("庭の{`土`}", ["庭の土"]),
        ('{"**庭** <b> {土} & \\u82b1\\n"}', ["**庭** <b> {土} & 花"]),
        ('{"\\ud83c\\udf38\\ud83c"}土', ["\U0001f338\ufffd土"]),
        ("- 庭\n    - 土\n        - 花\n", ["庭", "土", "花"]),
        ("    字下げした土\n", ["字下げした土"]),
        ("## 庭 {#niwa}\n", ["庭"]),
        ("import A from 'a'\n庭\n\nimport B from 'b'\n\n土", ["庭", "土"]),
        ("庭。\n\n  ```js\n  {a}\n  ```\n\n土", ["庭。", "{a}", "土"]),
    ],
)
def test_what_stands_between_tags_stays_markdown(mdx, expected):
    assert lines(mdx) == expected


@pytest.mark.parametrize(
    ("mdx", "markdown"),
    [
        ('<Link href="/niwa/">庭</Link>の土', "[庭](/niwa/)の土"),
        ("<LinkTo to='/niwa/' className='a'>庭</LinkTo>", "[庭](/niwa/)"),
        ('<Link href={"/niwa/"}>庭</Link>', "[庭](/niwa/)"),
        ('<Link href="/niwa/"><B>庭</B></Link>', '<a href="/niwa/">庭</a>'),
        ('<Link href="/niwa (1)/">庭</Link>', '<a href="/niwa (1)/">庭</a>'),
        ("<Link href={url}>庭</Link>", "庭"),
        ('庭<Link href="/niwa/" />', "庭"),
        ('<a className="b" href="/niwa/?a=1&amp;b=2">庭</a>', '<a href="/niwa/?a=1&amp;b=2">庭</a>'),
        ("<a href={`/niwa/`} target=_blank>庭</a>", '<a href="/niwa/" target="_blank">庭</a>'),
        ("庭<img src='/a.png' alt='花' width={100} />", '庭<img src="/a.png" alt="花" />'),
    ],
)
def test_links_keep_their_targets(mdx, markdown):
    assert mdx_to_markdown(mdx) == markdown


def test_a_component_that_links_a_block_is_a_link():
    (anchor,) = rendered('<Card href="/niwa/">\n\n## 庭\n\n土\n\n</Card>\n').css("a")
    assert anchor.attributes["href"] == "/niwa/"


@pytest.mark.parametrize(
    "mdx",
    [
        "{土",
        "土}",
        "<土",
        "<Note 土",
        '<Note title="土',
        "<Note on={土",
        "</Note 土",
        "{/* 土",
        "<!-- 土",
        "`土",
        "{'土",
        "{`土",
        "庭の { は\n\n土 } と",
        "import { 土",
        "<Note>\n土\n",
        "土\n</Note>",
        '<Link href="/niwa/">土',
        "土</Link>",
    ],
)
def test_words_stay_where_something_never_closes(mdx):
    assert "土" in mdx_to_markdown(mdx + "\n\n花\n") or mdx.startswith("import")
    assert lines(mdx + "\n\n花\n")[-1].endswith("花")


def test_line_ends_of_other_systems_are_line_ends():
    assert lines("import A from 'a'\r\n\r\n庭\r\n\r\n<Note>\r\n**土**\r\n</Note>\r\n") == ["庭", "土"]


@pytest.mark.parametrize(
    "piece",
    [
        *("{", "<", "<A ", "{/*", "{//", "import {", "import {\n\n", "export const a = (\n\n", "`", "{`", "${`", "{'"),
        *('{"\\', "<A b='", "<A b={'", "<!--", "```\n", "    ", "<L to='/'>", "<div>\n", "{\n\n", "- {\n", "> "),
    ],
)
def test_hostile_text_takes_linear_time(piece):
    for closing in ("", "}`'\"*/-->>)"):
        started = time.perf_counter()
        mdx_to_markdown(piece * (200_000 // len(piece)) + closing)
        # A second or less; quadratic time would be minutes.
        assert time.perf_counter() - started < 5


PIECES = st.sampled_from(
    [
        *(
            "import ",
            "export ",
            "{",
            "}",
            "<",
            ">",
            "/",
            "A",
            "a",
            "=",
            '"',
            "'",
            "`",
            "```",
            "\n",
            "\n\n",
            " ",
            "    ",
        ),
        *("- ", "> ", "{/*", "*/}", "${", "<!--", "-->", "//", "\\", "庭", "(", ")", "const", "from", "href", "</"),
        *("/>", "...", "#", "\\ud83c"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
@settings(max_examples=300)
def test_any_text_is_read(text):
    mdx_to_markdown(text).encode()


JAPANESE = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x9FA0, categories=["Lo"]), min_size=1)


@given(st.lists(JAPANESE, min_size=1))
def test_japanese_paragraphs_survive_whole(paragraphs):
    text = "\n\n".join(paragraphs)
    assert mdx_to_markdown(text) == text
    assert mdx_to_markdown(f"import A from 'a'\n\n<A>\n{text}\n</A>\n").split() == text.split()


@given(st.lists(PIECES.filter(lambda piece: "`" not in piece), max_size=30).map("".join))
def test_code_is_never_prose(code):
    tree = rendered(f"庭\n\n```\n{code} コード\n```\n\n土\n")
    for node in tree.css("pre"):
        node.decompose()
    assert "コード" not in tree.text()
    assert tree.text().split() == ["庭", "土"]
