"""Hugo: which files are pages and which address each of them gets."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.errors import PostError
from recommender.settings import SiteSettings
from recommender.site.fields import language_code, make_post
from recommender.site.front_matter import split_front_matter
from recommender.site.generators.hugo.config import find_config, lowered
from recommender.site.generators.hugo.content import (
    Cascade,
    Content,
    Page,
    cascades,
    find_pages,
    read_cascades,
    sections_of,
)
from recommender.site.generators.hugo.dates import DateKeys, PageDates, date_keys, page_dates
from recommender.site.generators.hugo.permalink import PagePlace, PathRules, own_link, page_link
from recommender.site.generators.hugo.site import (
    Language,
    content_roots,
    languages,
    main_sections,
    permalinks,
    taxonomies,
    ugly_sections,
    zone_of,
)
from recommender.site.generators.hugo.table import alias_paths, concealed_by_build, shared_table
from recommender.site.markup import markup_of
from recommender.site.post import Source
from recommender.site.scalars import is_true, scalar_text
from recommender.site.tables import lower_keys
from recommender.site.tags import read_tags
from recommender.site.url import hosts_of, readable_url

#: Folders at the top of a site that never hold content, unless the settings say so.
_OTHER_FOLDERS = ("archetypes", "assets", "data", "i18n", "layouts", "public", "resources", "static", "themes")


@dataclass(frozen=True)
class Hugo:
    """A Hugo site's settings, as far as its posts depend on them."""

    root: Path
    content: Content
    languages: Mapping[str, Language]
    permalinks: Mapping[str, str]
    ugly: frozenset[str] | bool
    rules: PathRules
    keys: DateKeys
    zone: ZoneInfo
    future: bool
    expired: bool
    tag_keys: tuple[str, ...]
    cascades: tuple[Cascade, ...]
    sections: frozenset[str]
    main_sections: frozenset[str]
    base_path: str
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "hugo"

    def files(self, root: Path) -> list[str]:
        """List the paths of posts, sorted.

        Posts are the pages of `mainSections` where the settings have them. Else pages that stand in no section, as
        `content/about.md`, are posts only where no section has more of them: Hugo's own choice of main sections.
        """
        found = find_pages(self.content, root, self.exclude)
        pages = {path: page for path, page in found.items() if not page.is_branch and page.language in self.languages}
        sizes = Counter(page.section for page in pages.values())
        has_posts_at_top = bool(sizes) and sizes[""] >= max(sizes.values())
        if self.main_sections:
            return [path for path, page in pages.items() if page.section.lower() in self.main_sections]
        return [path for path, page in pages.items() if page.section or has_posts_at_top]

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post with the address that Hugo gives it.

        Raises:
            PostError: Hugo would not take the file for a page.
        """
        page = self.content.find(path)
        language = self.languages.get(page.language) if page else None
        if page is None or language is None:
            raise PostError("is not in a content folder of the site's languages; see contentDir and languages")
        front = split_front_matter(text)
        markup = markup_of(path) or "markdown"
        if markup == "html" and not front.body_start and text.lstrip("\ufeff \t\r\n").startswith("<"):
            raise PostError("HTML without front matter, which Hugo copies as it stands; give it front matter")
        written = self._cascaded(lower_keys(front.table), page)
        dates = page_dates(written, self.keys, self.zone, base_name=page.base_name, file=self.root / path)
        table = self._shared(written, page)
        link = self._link(table, page, dates, language)
        body = text[front.body_start :]
        post = make_post(
            path,
            {**table, "aliases": [language.base_path + one for one in alias_paths(table, link, language.prefix)]},
            body,
            url=readable_url(language.base_path + link.replace("%", "%25")),
            date=dates.date,
            tags=tuple(dict.fromkeys(tag for key in self.tag_keys for tag in read_tags(table.get(key)))),
            categories=read_tags(table.get("categories")),
            fallback_title=page.base_name.replace("-", " "),
            now=self.now,
            future=True,
            hosts=self.hosts,
            language=language_code(language.code) if len(self.languages) > 1 else None,
        )
        concealed = post.concealed or self._concealed(table, page, dates)
        changes_at = min((one for one in (dates.publish, dates.expiry) if one and one > self.now), default=None)
        post = dataclasses.replace(post, concealed=concealed, changes_at=changes_at)
        return Source(post, body, markup=markup, trouble=front.trouble)

    def _cascaded(self, own: Mapping[str, Any], page: Page) -> dict[str, Any]:
        """Give the values that hold for a page: its own, then those of the sections around it, then the site's."""
        table = dict(own)
        for cascade in self.cascades:
            if cascade.applies_to(page):
                table = {**cascade.values, **table}
        return table

    def _shared(self, written: Mapping[str, Any], page: Page) -> dict[str, Any]:
        table = shared_table(written)
        if len(self.languages) > 1:
            table["translation_key"] = scalar_text(table.get("translationkey")) or page.place
        return table

    def _link(self, table: Mapping[str, Any], page: Page, dates: PageDates, language: Language) -> str:
        own = scalar_text(table.get("url"))
        if own:
            return own_link(own, language.prefix)
        sections = sections_of(page, self.sections)
        slug = scalar_text(table["slug"]) if "slug" in table else dates.slug
        top = sections[0].lower() if sections else ""
        place = PagePlace(
            page.parent, page.base_name, sections, scalar_text(table.get("title")), slug.strip("-"), dates.written
        )
        ugly = self.ugly if isinstance(self.ugly, bool) else top in self.ugly
        permalink = self.permalinks.get(top) or self.permalinks.get("*")
        return page_link(place, permalink, language.prefix, ugly=ugly, rules=self.rules)

    def _concealed(self, table: Mapping[str, Any], page: Page, dates: PageDates) -> str | None:
        if dates.publish and dates.publish > self.now and not self.future:
            return "future"
        if dates.expiry and dates.expiry < self.now and not self.expired:
            return "expired"
        return concealed_by_build(table, is_leaf_bundle=page.is_leaf_bundle)


def find_hugo(root: Path, settings: SiteSettings, now: datetime) -> Hugo | None:
    """Read the site as Hugo's if it has Hugo's files, else None.

    Raises:
        SiteError: a file of its settings cannot be parsed.
    """
    config = find_config(root)
    if config is None and settings.generator != "hugo":
        return None
    config = config or {}
    zone = zone_of(config, settings)
    known = languages(config, settings)
    default = next(iter(known))
    content = Content(content_roots(config, settings, known), frozenset(known), default)
    outside = tuple(
        one for one in _OTHER_FOLDERS if not any(f"{each.folder}/".startswith(one + "/") for each in content.roots)
    )
    exclude = settings.exclude + outside
    lists = {path: page for path, page in find_pages(content, root, exclude).items() if page.is_branch}
    return Hugo(
        root=root,
        content=content,
        languages={key: one for key, one in known.items() if one.is_built},
        permalinks={"*": settings.permalink} if settings.permalink else permalinks(config),
        ugly=ugly_sections(config),
        rules=PathRules(not is_true(config.get("disablepathtolower")), is_true(config.get("removepathaccents"))),
        keys=date_keys(config),
        zone=zone,
        future=settings.future if settings.future is not None else is_true(config.get("buildfuture")),
        expired=is_true(config.get("buildexpired")),
        tag_keys=taxonomies(config),
        cascades=(*read_cascades(root, lists), *cascades(lowered(config.get("cascade")))),
        sections=frozenset(page.folder for page in lists.values()),
        main_sections=main_sections(config),
        base_path=known[default].base_path,
        hosts=hosts_of(settings.url or "").union(one.host for one in known.values() if one.host),
        exclude=exclude,
        now=now.astimezone(zone),
    )
