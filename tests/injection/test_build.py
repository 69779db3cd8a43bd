"""The generators themselves build what was injected, by the snippets of docs/, and no link of a list is dead."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from recommender.injection.inject import plan_injection, plan_removal, write_changes
from recommender.settings import InjectSettings, Settings, SiteSettings
from recommender.site.reader import open_site

ROOT = Path(__file__).parent.parent.parent
MODULES = ROOT / ".hexo" / "node_modules"
FIELDS = ("title", "url", "date", "reason")
TITLES = {"ume": "梅しごと", "kaki": '[柿] "渋" | {{ x }} <b>', "momo": "桃_と_桜"}
NAMES = {"ume": "ume", "kaki": "kaki-2", "momo": "桃"}


def snippet(page: str, path: str) -> str:
    """Give the code that a page of docs/ shows for a file."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.search(rf"^`{re.escape(path)}`:\n\n```[\w-]+\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]


def post(name: str, fence: str = "---") -> str:
    title = TITLES[name].replace('"', '\\"')
    is_toml = fence == "+++"
    table = (
        f'title = "{title}"\ndate = 2026-02-20\n' if is_toml else f'title: "{title}"\ndate: 2026-02-20\nlayout: post\n'
    )
    return f"{fence}\n{table}{fence}\n本文\n"


@dataclass(frozen=True)
class Blog:
    """A small blog under /blog/ whose theme is made of the snippets."""

    posts: dict[str, str]
    theme: dict[str, str]
    built: str
    command: tuple[str, ...]
    tag: str = "url"


def jekyll() -> Blog:
    layout = "<article>{{ content }}{% include related.html %}</article>"
    return Blog(
        posts={f"_posts/2026-02-20-{NAMES[name]}.md": post(name) for name in NAMES},
        theme={
            "_config.yml": "baseurl: /blog\npermalink: pretty\ntimezone: Asia/Tokyo\nexclude: [recommender.toml]\n",
            "_layouts/post.html": f"<html><body>{layout}</body></html>",
            "_includes/related.html": snippet("jekyll.md", "_includes/related.html"),
        },
        built="_site",
        command=("jekyll", "build", "--quiet", "--disable-disk-cache"),
        tag="post_url",
    )


def hugo() -> Blog:
    layout = '<article>{{ .Content }}{{ partial "recommended.html" . }}</article>'
    posts = {f"content/posts/{NAMES[name]}.md": post(name, "+++") for name in ("ume", "kaki")}
    return Blog(
        posts={**posts, f"content/posts/{NAMES['momo']}/index.md": post("momo")},
        theme={
            "hugo.toml": 'baseURL = "https://niwa.example/blog/"\ndisableKinds = ["RSS", "sitemap"]\n',
            "layouts/_default/single.html": f"<html><body>{layout}</body></html>",
            "layouts/_default/list.html": "<html><body>{{ range .Pages }}{{ .Title }}{{ end }}</body></html>",
            "layouts/partials/recommended.html": snippet("hugo.md", "layouts/partials/recommended.html"),
        },
        built="public",
        command=("hugo", "--quiet"),
        tag="ref",
    )


def hexo() -> Blog:
    return Blog(
        posts={f"source/_posts/{NAMES[name]}.md": post(name) for name in NAMES},
        theme={
            "_config.yml": "url: https://niwa.example/blog\nroot: /blog/\ntheme: plain\ntimezone: Asia/Tokyo\n",
            "package.json": '{"hexo": {"version": "8.0.0"}, "dependencies": {}}',
            "themes/plain/layout/post.njk": "<html><body><article>{{ page.content | safe }}</article></body></html>",
            "scripts/markdown.js": "hexo.extend.renderer.register('md', 'html', data => data.text, true);",
            "scripts/related.js": snippet("hexo.md", "scripts/related.js"),
        },
        built="public",
        command=(
            "node",
            "-e",
            "const H=require('hexo');const h=new H(process.cwd(),{silent:true});"
            "h.init().then(()=>h.call('generate',{})).then(()=>h.exit())",
        ),
    )


BLOGS = {"jekyll": jekyll, "hugo": hugo, "hexo": hexo}


@pytest.fixture(params=BLOGS)
def blog(request, tmp_path):
    is_there = (MODULES / "hexo").is_dir() if request.param == "hexo" else shutil.which(request.param)
    if not is_there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{request.param} is not installed")
    made = BLOGS[request.param]()
    for path, text in {**made.theme, **made.posts}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return made


def build(root: Path, blog: Blog) -> None:
    environment = {**os.environ, "LANG": "C.UTF-8", "TZ": "Asia/Tokyo", "NODE_PATH": str(MODULES)}
    done = subprocess.run(blog.command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout


def inject(root: Path, make_model, planner=plan_injection, **changes) -> None:
    site = open_site(root, SiteSettings())
    posts = {path: site.read(path).post for path in site.files()}
    model = make_model(
        {path: {other: 0.5 for other in posts if other != path} for path in posts},
        urls={path: one.url for path, one in posts.items()},
        titles={path: one.title for path, one in posts.items()},
    )
    list(write_changes(site, planner(site, model, Settings(inject=InjectSettings(**changes)))))


def linked(root: Path, blog: Blog) -> list[list[tuple[str, str]]]:
    """Give title and target of the lists of all pages; every target is the file of a page."""
    found = []
    for page in sorted((root / blog.built).rglob("*.html")):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        links = [
            (a.css_first("strong") or a, unquote(urlsplit(a.attributes["href"]).path)) for a in tree.css("article li a")
        ]
        for _, target in links:
            assert target.startswith("/blog/")
            assert (root / blog.built / target.removeprefix("/blog/") / "index.html").is_file(), target
        if links:
            found.append([(node.text(), target) for node, target in links])
    return found


def titles_of(lists):
    # The generators' typography: quotes become curly, in titles as in the text around.
    return sorted(sorted(re.sub("[“”]", '"', title) for title, _ in one) for one in lists)


EVERY_LIST = sorted(sorted(title for name, title in TITLES.items() if name != own) for own in TITLES)


def test_the_theme_of_the_docs_shows_the_lists_as_cards(blog, tmp_path, make_model):
    inject(tmp_path, make_model, style="data", fields=FIELDS)
    build(tmp_path, blog)
    assert titles_of(linked(tmp_path, blog)) == EVERY_LIST


def test_sections_in_built_pages_link_to_built_pages(blog, tmp_path, make_model):
    build(tmp_path, blog)
    before = {page: page.read_bytes() for page in (tmp_path / blog.built).rglob("*.html")}
    inject(tmp_path, make_model, style="html")
    assert titles_of(linked(tmp_path, blog)) == EVERY_LIST
    inject(tmp_path, make_model, plan_removal, style="html")
    assert {page: page.read_bytes() for page in before} == before


@pytest.mark.parametrize("blog", ["jekyll", "hugo"], indirect=True)
def test_blocks_link_to_built_pages_by_the_generators_own_tags(blog, tmp_path, make_model):
    inject(tmp_path, make_model, links=blog.tag)
    build(tmp_path, blog)
    assert titles_of(linked(tmp_path, blog)) == EVERY_LIST


#: What the docs say to change in a snippet for a list in the front matter.
BY_FRONT_MATTER = {
    "_includes/related.html": (
        "{% assign related = site.data.related[page.path] %}",
        "{% assign related = page.related_articles %}",
    ),
    "layouts/partials/recommended.html": (
        '{{ with .File }}{{ with index site.Data "related" }}{{ with index . $.File.Path }}',
        "{{ with .Params.related_articles }}",
    ),
    "scripts/related.js": ("lists[post.source]", "post.related_articles"),
}


def test_the_theme_of_the_docs_shows_a_list_in_front_matter_after_the_change_that_they_name(blog, tmp_path, make_model):
    inject(tmp_path, make_model, style="front-matter", fields=FIELDS)
    path = next(one for one in BY_FRONT_MATTER if one in blog.theme)
    old, new = BY_FRONT_MATTER[path]
    changed = blog.theme[path].replace(old, new).replace("{{ end }}{{ end }}{{ end }}", "{{ end }}")
    assert changed != blog.theme[path]
    (tmp_path / path).write_text(changed, encoding="utf-8")
    build(tmp_path, blog)
    assert titles_of(linked(tmp_path, blog)) == EVERY_LIST
