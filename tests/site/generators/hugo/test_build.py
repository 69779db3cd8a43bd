"""Hugo itself builds small sites, and every address that it gives is compared with ours."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from recommender.settings import SiteSettings
from recommender.site.generators.hugo.content import find_pages
from recommender.site.post import Skipped
from recommender.site.reader import open_site

pytestmark = pytest.mark.skipif(not (shutil.which("hugo") or os.environ.get("CI")), reason="Hugo is not installed")

LAYOUT = "{{ .File.Path | safeHTML }}\t{{ .RelPermalink | safeHTML }}"
NAMES = (
    *(
        "simple",
        "UPPER Case",
        "庭の土",
        "「花」の水！",
        "a - b",
        "c--d",
        "trail-",
        "-lead",
        "v1.2_X",
        "c++",
        "e&f",
        "g'h",
    ),
    *("(paren)", "[br]", "q?r", "k=l", "m,n", "o:p", "s@t", "~tilde", "か\u3099", "①番", "İz", "ΑΣ", "é", "絵😀文字"),
    *(
        "dots...",
        "u.v.w",
        "2025-01-02-post",
        "x‑y",
        "ｶﾅ",
        "ｆｕｌｌ",
        "y$z",
        "日本 語-",
        "+plus+",
        "ß",
        "名.ja",
        "名.en",
    ),
)
DATES = (
    *("", "date: 2025-11-05T20:00:00Z", "date: 2025-11-05 23:30:00", "date: 2025-11-05", 'date: "2025-11-05T23:30:00"'),
    *("date: 2025-11-05T23:30:00+09:00", "publishDate: 2025-01-02", "lastmod: 2024-03-03", "pubdate: 2023-03-03"),
    *("published: 2022-02-02", "modified: 2021-01-01", "published: false", "draft: false\npublished: false"),
    *("publishDate: 2099-01-01\ndate: 2025-01-01", "date: 2099-01-01", "date: 2099-01-01\npublishDate: 2020-01-01"),
    *("expiryDate: 2020-01-01", "unpublishdate: 2020-01-01", "expiryDate: 2099-01-01", "draft: true", "private: true"),
    *("_build: {render: never}", "_build: {render: link}", "_build: {list: never}", "headless: true"),
    *("url: own/1", "url: /own/2", "url: /own/3.html", "url: own4/", "url: /日本/ア イ/", "url: /UP/Case/"),
    *("url: /own/5/index.html", "url: ../own6", "url: /own/7?", "slug: -dash-", 'slug: ""', "slug: 八/九", "slug: A b"),
)


def page(front_matter: str = "", title: str = "題 Title") -> str:
    return f"---\ntitle: {title}\n{front_matter}\n---\n本文\n"


def pages() -> dict[str, str]:
    """Write every rule that depends on names and front matter, as flat files and as bundles."""
    files = {f"content/names/{name}.md": page("date: 2025-03-10T09:05:07+09:00") for name in NAMES}
    files |= {f"content/bundles/{name}/index.md": page("date: 2025-03-10") for name in NAMES}
    files |= {f"content/Folder {name}/x.md": page() for name in NAMES}
    files |= {
        f"content/slugs/s{number}.md": page(f"slug: '{name}'") for number, name in enumerate(NAMES) if "'" not in name
    }
    files |= {f"content/posts/p{number}.md": page(one) for number, one in enumerate(DATES)}
    files |= {f"content/leaves/p{number}/index.md": page(one) for number, one in enumerate(DATES) if "url" not in one}
    dated = ("2024-05-06-hello", "2024-05-07_v1.2", "x-2024-05-06", "2024-05-08 庭")
    files |= {f"content/dated/{name}.md": page(title=name) for name in dated}
    return files | {
        "content/toml/a.md": '+++\ntitle = "t"\ndate = 2025-11-05T23:30:00\n+++\n',
        "content/toml/b.md": '+++\ntitle = "t"\ndate = 2025-11-05\n+++\n',
        "content/toml/c.md": '{"title": "t", "date": "2025-11-05T23:30:00"}\n本文\n',
        "content/about.md": page(),
        "content/two/index.md": page(),
        "content/two/beside.md": page(),
        "content/two/sub/index.md": page(),
        "content/closed/_index.md": page("cascade:\n  _build: {render: never}"),
        "content/closed/a.md": page(),
        "content/closed/b.md": page("_build: {render: always}"),
        "content/half/_index.md": page('cascade:\n- _target: {path: "/half/in/**"}\n  draft: true'),
        "content/half/a.md": page(),
        "content/half/in/b.md": page(),
        "content/half/in/deep/c.md": page("draft: false"),
        "content/deep/a/b/c/x.md": page(),
        "content/deep/a/_index.md": page(),
        "content/deep/a/b/y.md": page(),
        "content/deep/a/b/bundle/index.md": page(),
        "content/html/a.html": page(),
        "content/html/b.html": "<html><body>本文</body></html>",
        "content/html/c.markdown": page(),
        "content/html/d.md": "front matter を持たない本文\n",
    }


def translations() -> dict[str, str]:
    files: dict[str, str] = {}
    for language in ("ja", "en", "fr"):
        files |= {
            f"content/posts/a.{language}.md": page("date: 2025-01-02"),
            f"content/posts/b/index.{language}.md": page(),
            f"content/posts/c.{language}.md": page(f"slug: my-{language}"),
            f"content/posts/d.{language}.md": page(f"url: relative/{language}"),
            f"content/posts/e.{language}.md": page(f"url: /absolute/{language}/"),
        }
    return files | {"content/posts/only.md": page()}


def hugos(root: Path) -> dict[str, str]:
    """Build the site and give the address, after the base path, of each file that can be opened."""
    layouts = root / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text("PAGE\t" + LAYOUT, encoding="utf-8")
    (layouts / "list.html").write_text("list", encoding="utf-8")
    subprocess.run(["hugo", "--quiet", "-s", root, "-d", root / "public"], check=True, capture_output=True)
    built = {}
    for file in filter(Path.is_file, (root / "public").rglob("*")):
        text = file.read_text(encoding="utf-8")
        if text.startswith("PAGE\t"):
            _, path, link = text.split("\t")
            place = "/" + file.relative_to(root / "public").as_posix()
            built["content/" + path] = place.removesuffix("index.html") if place.endswith("/index.html") else place
            # What Hugo links to is what it wrote, except for its own slip with `url: …/index.html`.
            assert "/index.html" in link or unquote(link).endswith(built["content/" + path])
    return built


def ours(root: Path) -> dict[str, str]:
    """Give the address, after the base path, of each page that we hold for open."""
    site = open_site(root, SiteSettings(generator="hugo"))
    found = {}
    for path in all_pages(site, root):
        source = site.read(path)
        if not isinstance(source, Skipped) and source.post.concealed is None:
            assert source.post.url
            found[path] = unquote(source.post.url).removeprefix(site.generator.base_path)
    return found


def all_pages(site, root: Path) -> list[str]:
    """List pages of every section and none: which of them are posts is not Hugo's to say."""
    generator = site.generator
    found = find_pages(generator.content, root, generator.exclude)
    return [path for path, one in found.items() if not one.is_branch and one.language in generator.languages]


BASE = 'baseURL = "https://niwa.example/"\n'
FRONT_MATTER = '[frontmatter]\ndate = ["date", ":filename", ":default"]\n'
PERMALINKS = """[permalinks]
names = "/:year/:month/:filename/"
bundles = "/:section/:year/:monthname/:day/:weekday/:weekdayname/:yearday/:slugorfilename"
slugs = "/s/:slug.html"
posts = "/:year-:month-:day/:filename/"
leaves = "/leaves/:year-:month-:day/:filename/"
toml = "/:year-:month-:day/:filename/"
dated = "/:year/:month/:day/:slug/"
deep = "/:sections/x/:sections[1:]/y/:sections[0]/:filename"
"""
LANGUAGES = "[languages.ja]\nweight = 1\n[languages.en]\nweight = 2\n"


@pytest.mark.parametrize(
    "config",
    [
        BASE,
        BASE.replace("example/", "example/sub/path/") + "uglyURLs = true\n",
        BASE + 'timeZone = "Asia/Tokyo"\n' + FRONT_MATTER + PERMALINKS,
        BASE + "disablePathToLower = true\nremovePathAccents = true\nbuildFuture = true\nbuildExpired = true\n",
        BASE + '[frontmatter]\ndate = [":filename", "date"]\n[uglyURLs]\nposts = true\n',
    ],
    ids=["default", "ugly below a path", "permalinks in Tokyo's time", "no lower case", "file names' dates"],
)
def test_every_page_has_the_address_that_hugo_gives_it(write, config):
    root = write({"config.toml": config, **pages()})
    assert ours(root) == hugos(root)


@pytest.mark.parametrize(
    "config",
    [
        BASE + 'defaultContentLanguage = "ja"\n' + LANGUAGES,
        BASE + LANGUAGES,
        BASE.replace("example/", "example/blog/")
        + 'defaultContentLanguage = "ja"\ndefaultContentLanguageInSubdir = true\n'
        + '[permalinks]\nposts = "/:year/:filename/"\n'
        + LANGUAGES,
        BASE + 'defaultContentLanguage = "ja"\ndisableLanguages = ["en"]\n' + LANGUAGES,
        BASE + 'defaultContentLanguage = "ja"\ndefaultContentLanguageInSubdir = true\n',
    ],
    ids=["Japanese first", "English first", "all in folders", "English off", "one language"],
)
def test_every_translation_has_the_address_that_hugo_gives_it(write, config):
    root = write({"config.toml": config, **translations()})
    assert ours(root) == hugos(root)
