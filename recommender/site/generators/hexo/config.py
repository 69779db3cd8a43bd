"""A Hexo site's own settings: whether a folder is one, what its `_config.yml` says, where its posts are."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from recommender.errors import SiteError
from recommender.site.config_file import read_config_file
from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table

_CONFIG_NAMES = ("_config.yml", "_config.yaml", "_config.json")
#: Keys that Hexo alone has; Octopress, a Jekyll, has `root`, `category_dir`, `code_dir`, `titlecase` too.
_OWN_KEYS = (
    frozenset({"source_dir", "public_dir", "archive_dir", "i18n_dir", "skip_render", "new_post_name"})
    | {"permalink_defaults", "default_category", "category_map", "tag_map", "filename_case"}
    | {"render_drafts", "post_asset_folder", "updated_option"}
)
_JEKYLL_KEYS = (
    frozenset({"source", "destination", "baseurl", "plugins", "gems", "plugins_dir", "layouts_dir", "collections"})
    | {"defaults", "markdown", "markdown_ext", "kramdown", "highlighter", "paginate", "paginate_path"}
    | {"liquid", "sass", "safe", "lsi", "remote_theme", "show_drafts"}
)
_JEKYLL_FILES = ("_posts", "_layouts", "_includes", "Gemfile", "Rakefile")
_PACKAGE_TABLES = ("dependencies", "devDependencies")
_POSTS_KEY = re.compile(r"(?:source_)?(?:posts?|articles?)_(?:dir|path|folder)")
_NEVER_POSTS = frozenset({"public", "themes", "scaffolds", "scripts", "node_modules", "docs", "test", "tests"})


def is_hexo(root: Path) -> bool:
    """Tell whether a folder is a Hexo site, by package.json, by keys of `_config.yml` or by where its posts are."""
    if _package_names_hexo(root / "package.json"):
        return True
    file = _config_file(root)
    try:
        config = read_config_file(file) if file else None
    except SiteError:
        # Whose file it is cannot be told; who asks for it next will complain.
        return False
    if config is None:
        return False
    if _OWN_KEYS & set(config) or {"root", "theme_config"} <= set(config):
        return True
    is_jekyll = bool(_JEKYLL_KEYS & set(config)) or any((root / name).exists() for name in _JEKYLL_FILES)
    return (root / "source" / "_posts").is_dir() and not is_jekyll


def read_config(root: Path) -> dict[str, Any]:
    """Read the site's settings; without a file, none.

    Raises:
        SiteError: the file cannot be parsed.
    """
    file = _config_file(root)
    return read_config_file(file) if file else {}


def find_posts_folder(root: Path, config: Mapping[str, Any], source: str) -> str:
    """Give the folder of the posts below `root`: `_posts` of the source folder, as Hexo has it, if there is one.

    Some sites copy their posts there only when they are built. Theirs is the folder that a setting like
    `posts_dir` names, else the one folder at the top that holds Markdown.
    """
    usual = f"{source}/_posts".lstrip("/")
    if (root / usual).is_dir():
        return usual
    for hint in _hints(config, depth=3):
        folder = hint.strip("/")
        if folder and ".." not in folder.split("/") and (root / folder).is_dir():
            return folder
    others = [name for name in _folders(root) if name not in _NEVER_POSTS | {source.split("/")[0]}]
    with_markdown = [name for name in others if next((root / name).rglob("*.md"), None)]
    return with_markdown[0] if len(with_markdown) == 1 else usual


def _config_file(root: Path) -> Path | None:
    return next((root / name for name in _CONFIG_NAMES if (root / name).is_file()), None)


def _package_names_hexo(file: Path) -> bool:
    try:
        package = read_config_file(file) if file.is_file() else {}
    except SiteError:
        return False
    return "hexo" in package or any("hexo" in as_table(package.get(key)) for key in _PACKAGE_TABLES)


def _hints(config: Mapping[str, Any], *, depth: int) -> Iterator[str]:
    for key, value in config.items():
        if isinstance(value, str) and _POSTS_KEY.fullmatch(scalar_text(key)):
            yield value
        elif isinstance(value, dict) and depth > 1:
            yield from _hints(value, depth=depth - 1)


def _folders(root: Path) -> list[str]:
    try:
        folders = [one.name for one in root.iterdir() if one.is_dir() and not one.is_symlink()]
    except OSError:
        return []
    return sorted(name for name in folders if name[0] not in "._")
