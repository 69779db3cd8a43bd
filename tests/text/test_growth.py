"""What a post costs grows with its length, whatever it is made of: one piece repeated without end holds no run.

Time of the processor is measured, and each claim has much room: work that grows with the square of the length takes 64
times as long for eight times the text, and what is asked for here is less than 24 times.
"""

import time
from pathlib import Path

import pytest

from recommender.injection.inject import plan_injection
from recommender.model.storage import load_model
from recommender.settings import Settings, SiteSettings, TextSettings
from recommender.site.reader import open_site
from recommender.text.corpus import tokenise_posts
from recommender.text.reading import read_site
from recommender.training import train
from tests.conftest import NOW

#: What parsers, patterns and search loops have been caught with, and every sign that means something in some markup.
# fmt: off
PIECES = (
    "<option>", "<optgroup>", "<a><p>", "<nobr><p>", "<b><p>", "<button><p>", "<p><b>", "<li><b>", "<table><td>",
    "<table>", "<table><tr><td>", "<svg><a>", "<svg>", "<select><option>", "<h1><h2>", "<form><p>", "<dd><dt>",
    "<i>", "<font>", "<rb>", "<rp>", "<ruby><rt>", "<ruby>", "<caption>", "<col>", "<math>", "<template>", "<a><b>",
    "<a><i><a>", "<nobr>", "<li><p>", "<frameset>", "<p><table>", "<b><table>", "<a href=x><div>", "<rt><p>",
    "<option><p>", "</b><p>", "<b>a</p>", "<b><i></b>", "a", "あ", "1", " ", "\n", "\t", "<", ">", "\"", "'", "-",
    "*", "_", "`", "~", "[", "]", "(", ")", "{", "}", "!", "|", "\\", "/", "=", ":", "#", "&", "%", "$", "@", ".",
    ",", "+", "^", "a ", "- ", "\n\n", "a\n", "](", "<a", "<a ", "<a href=\"", "<a href=\"/x/\">", "<div>", "<div",
    "<!--", "<!-- ", "-->", "<meta", "<script", "<script>", "<style>", "</a", "<p", "{{", "{{<", "{{% ", "{%",
    "{% raw %}", "${", "\\[", "$$", "\\(", "```\n", "~~~\n", "---\n", "+++\n", "# ", "## a\n", "* * *\n", "> ",
    "1. ", "[a](", "[a](b)", "![", "![a](", "[^1]", "[^", "[[", "(((", "**a", "***", "__", "&amp;", "&#", "http://",
    "https://a.b/", "www.", "//", "(\\", "{:", "{:[", ":[ ", "::", "::::", "====\n", "----\n", "|a", "\u200b",
    "\u202e", "\u0000", "import a from \"b\"\n", "export ", "{/*", "{/* a */}", "<A", "<A b={", "<![CDATA[", "<?",
    "<!", "ｱ", "㍿", "é", " #", "\t#", "年", "2024-", "2024年", "<br", "<br>", "<li>", "<ul><li>", "<b>", "<h1>",
    "\u95a2\u9023\u8a18\u4e8b\n", "\u3042\u308f\u305b\u3066\u8aad\u307f\u305f\u3044\n",
    "### \u3042\u308f\u305b\u3066\u8aad\u307f\u305f\u3044\n", "- [a](/b/)\n", "- [a](/b/) ",
    "<!-- related-posts:start -->\n", "<!-- related-posts:end -->\n", "\r", "\r\n", "a,", "((a))", "《", "｜a《",
    "《a》",
    ":a:", "cite", "[cite: 1]", "<rt>", "第1回", "(1)",
)
# fmt: on

#: Where in a file the pieces stand.
PLACES = {
    "body": lambda text: f"---\ntitle: t\n---\n梅の話。\n{text}\n",
    "bare": lambda text: text,
    "title": lambda text: f"---\ntitle: {one_line(text)}\n---\n梅の話。\n",
    "quoted title": lambda text: f'---\ntitle: "{quotable(text)}"\n---\n梅の話。\n',
    "date": lambda text: f'---\ntitle: t\ndate: "1 {quotable(text)} 1"\n---\n梅の話。\n',
    "tags": lambda text: f'---\ntitle: t\ntags: "{quotable(text)}"\n---\n梅の話。\n',
    "front matter": lambda text: f"---\ntitle: t\n{text}\n---\n梅の話。\n",
    "toml": lambda text: f"+++\ntitle = 't'\n{text}\n+++\n梅の話。\n",
    "json": lambda text: f'{{"title": "t", {text}}}\n\n梅の話。\n',
    "heading": lambda text: f"# a{one_line(text)}a\n\n梅の話。\n",
    "page": lambda text: f"<html><head><title>t</title></head><body><article>梅の話。{text}</article></body></html>",
}
LETTERS, TIMES, MOST_GROWTH = 8_000, 8, 24
#: What takes less than this is no trouble, however it grew.
SECONDS = 0.4


def one_line(text: str) -> str:
    return text.replace("\n", " ")


def quotable(text: str) -> str:
    return one_line(text).replace("\\", "").replace('"', "")


@pytest.fixture
def seconds_to_read(tmp_path: Path):
    """Read a post, and give the seconds that it took, the least of several tries where they are many."""
    for name, text in (("y.md", "# y\n\n庭の話。"), ("y.html", PLACES["page"](""))):
        (tmp_path / name).write_text(text, encoding="utf-8")

    def read(name: str, text: str) -> float:
        file, generator = tmp_path / name, "html" if name.endswith(".html") else "folder"
        file.write_text(text, encoding="utf-8", newline="")

        def once() -> float:
            start = time.process_time()
            reading = read_site(open_site(tmp_path, SiteSettings(generator=generator)), TextSettings())
            assert name in {one.post.path for one in reading.posts} | {one.path for one in reading.skipped}
            tokenise_posts(reading.posts, TextSettings())
            return time.process_time() - start

        took = once()
        took = min(took, once(), once()) if took > SECONDS else took
        file.unlink()
        return took

    return read


def outgrown(read, name: str, place: str) -> list[str]:
    """Name the pieces for which reading takes far longer than eight times as long for eight times the text."""
    found = []
    for piece in PIECES:
        count = LETTERS // len(piece)
        long = read(name, PLACES[place](TIMES * count * piece))
        if long > SECONDS and long > MOST_GROWTH * read(name, PLACES[place](count * piece)):
            found.append(f"{piece!r}: {long:.1f} s")
    return found


def test_reading_grows_with_the_length_of_a_post(seconds_to_read):
    assert outgrown(seconds_to_read, "x.md", "body") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "place"),
    [*((".md", place) for place in PLACES), (".mdx", "body"), (".adoc", "body"), (".html", "page")],
)
def test_reading_grows_with_the_length_whatever_markup_and_place(seconds_to_read, suffix, place):
    assert outgrown(seconds_to_read, f"x{suffix}", place) == []


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".md", ".mdx", ".adoc"])
def test_injecting_grows_with_the_length_of_a_post(tmp_path, suffix):
    site = tmp_path / "site"
    site.mkdir()
    for name in ("x" + suffix, "y.md"):
        (site / name).write_text("---\ntitle: t\n---\n梅の話。", encoding="utf-8")
    train(site, tmp_path / "m", now=NOW)
    model = load_model(tmp_path / "m")

    def plan(text: str) -> float:
        (site / f"x{suffix}").write_text(PLACES["body"](text), encoding="utf-8", newline="")
        start = time.process_time()
        list(plan_injection(open_site(site, SiteSettings(generator="folder")), model, Settings()))
        return time.process_time() - start

    found = []
    for piece in PIECES:
        count = LETTERS // len(piece)
        long = plan(TIMES * count * piece)
        if long > SECONDS and long > MOST_GROWTH * plan(count * piece):
            found.append(f"{piece!r}: {long:.1f} s")
    assert found == []
