"""One bad post costs itself: a site of hostile files beside good ones, read, ranked, served and written into."""

import json
import os
import shutil
from pathlib import Path

import pytest

from recommender.export import export_lists
from recommender.injection.inject import plan_injection, write_changes
from recommender.model.storage import load_model
from recommender.report.site_page import site_page
from recommender.report.survey import survey
from recommender.settings import load_settings
from recommender.site.reader import open_site
from recommender.training import train
from recommender.web.app import create_app
from tests.conftest import EXAMPLE, NOW

GOOD = 70
SCRIPT = "</script><script>alert(1)</script>"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
POSTS = {
    "alias-bomb": f"---\ntitle: 爆弾\n{BOMB}---\n梅の話。\n",
    "deep-yaml": "---\ntitle: 深い\ntags: " + "[" * 20_000 + "]" * 20_000 + "\n---\n梅の話。\n",
    "deep-html": "---\ntitle: 深い\n---\n" + "<div>" * 50_000 + "梅の話。\n",
    "deep-quote": "---\ntitle: 深い\n---\n" + ">" * 50_000 + "梅の話。\n",
    "deep-list": "---\ntitle: 深い\n---\n" + "".join(" " * depth + "- a\n" for depth in range(1500)),
    "null": "---\ntitle: 零\n---\n梅\x00の話。\n",
    "bidi": "---\ntitle: 梅\u202e\u2066gpj.exe\u2069\n---\n梅の話。\n",
    "terminal": '---\ntitle: "梅\\e[2J\\e]0;x\\a"\n---\n梅の話。\n',
    "markup": f"---\ntitle: '{SCRIPT}](javascript:alert(1))'\ntags: ['{SCRIPT}']\n---\n梅の話。\n",
    "formula": "---\ntitle: \"=HYPERLINK('http://evil.example')\"\n---\n梅の話。\n",
    "javascript": "---\ntitle: 道\npermalink: 'javascript:alert(1)'\n---\n梅の話。\n",
    "data": "---\ntitle: 道\npermalink: 'data:text/html,<script>alert(1)</script>'\n---\n梅の話。\n",
    "elsewhere": "---\ntitle: 道\npermalink: //evil.example/\n---\n梅の話。\n",
    "traversal": "---\ntitle: 道\npermalink: /../../../../etc/passwd\nslug: ../../../x\n---\n梅の話。\n",
    "long-line": "---\ntitle: 長い\n---\n" + "梅" * 2_000_000,
    "too-large": "---\ntitle: 大きい\n---\n" + "a" * 25_000_000,
    "open-front-matter": "---\ntitle: 閉じない\n梅の話。\n",
    "pins": "---\ntitle: 全\nrelated_posts: [" + ", ".join(f"x{number}" for number in range(5_000)) + "]\n---\n梅。\n",
    "many-tags": "---\ntitle: 札\ntags: [" + ", ".join(f"t{number}" for number in range(20_000)) + "]\n---\n梅の話。\n",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Train the example blog with all of them, and links that lead out or in a circle, and a pipe among its posts."""
    root = tmp_path_factory.mktemp("hostile")
    blog = Path(shutil.copytree(EXAMPLE, root / "blog"))
    for name, text in POSTS.items():
        (blog / "_posts" / f"2026-01-01-{name}.md").write_text(text, encoding="utf-8")
    (blog / "_posts" / "2026-01-01-latin.md").write_bytes(b"---\ntitle: \xff\xfe\xe9\n---\n\x81\x00\xff\n")
    (root / "secret.md").write_text("---\ntitle: 秘密\n---\n秘密の話。\n", encoding="utf-8")
    (blog / "_posts" / "2026-01-02-out.md").symlink_to(root / "secret.md")
    (blog / "_posts" / "2026-01-02-circle.md").symlink_to("2026-01-02-circle.md")
    (blog / "_posts" / "folder").symlink_to("..", target_is_directory=True)
    os.mkfifo(blog / "_posts" / "2026-01-02-pipe.md")
    train(blog, root / "model", now=NOW)
    return blog, load_model(root / "model")


def test_the_good_posts_are_all_read_and_listed(hostile, model):
    _, other = hostile
    assert {post.path for post in model.posts} <= set(other.numbers)
    for post in model.posts:
        assert len(other.related(post.path, 5)) == len(model.related(post.path, 5))


def test_what_could_not_be_read_is_told_in_one_line_each(hostile):
    _, other = hostile
    for one in other.manifest.skipped:
        assert one["reason"].isprintable()
        assert len(one["reason"]) < 500
    told = {Path(one["path"]).stem.removeprefix("2026-01-01-") for one in other.manifest.skipped}
    assert {"deep-html", "null", "too-large", "open-front-matter"} <= told


def test_every_address_is_a_place_on_the_site(hostile):
    _, other = hostile
    for post in other.posts:
        assert post.url is None or (post.url.startswith("/") and not post.url.startswith("//"))
        assert post.url is None or ".." not in post.url.split("/")


def test_every_output_holds_titles_as_text(hostile, tmp_path):
    _, other = hostile
    page = site_page(survey(other), now=NOW)
    assert "<script>alert(1)" not in page
    for line in export_lists(other, 5, "csv").splitlines():
        assert not line.startswith("=")
        assert ",=" not in line
    assert len([json.loads(line) for line in export_lists(other, 5, "jsonl").splitlines()]) == len(other.posts)


def test_the_service_answers_for_each_of_them(hostile):
    blog, other = hostile
    client = create_app(blog.parent / "model").test_client()
    for post in other.posts:
        if post.concealed is None:
            for path in ("/api/v1/related", "/embed/related", "/"):
                answer = client.get(path, query_string={"id": post.id})
                assert answer.status_code == 200
                if path != "/api/v1/related":
                    assert "<script>alert" not in answer.get_data(as_text=True)


def test_injection_writes_the_good_posts_and_nothing_outside(hostile):
    blog, other = hostile
    outside = (blog.parent / "secret.md").read_bytes()
    settings = load_settings(blog)
    site = open_site(blog, settings.site, now=NOW)
    list(write_changes(site, plan_injection(site, other, settings)))
    assert (blog.parent / "secret.md").read_bytes() == outside
    written = [file for file in (blog / "_posts").glob("*.md") if file.is_file() and not file.is_symlink()]
    injected = [file for file in written if file.stat().st_size < 1_000_000 and "あわせて読みたい" in _text(file)]
    assert len(injected) >= GOOD - 10
    for file in injected:
        assert "](javascript:" not in _text(file).partition("related-posts:start")[2]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
