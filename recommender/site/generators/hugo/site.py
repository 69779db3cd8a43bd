"""What a Hugo site's settings say of all its pages: languages, content folders, permalinks, taxonomies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from recommender.settings import SiteSettings
from recommender.site.folders import folder_path
from recommender.site.generators.hugo.config import tables
from recommender.site.generators.hugo.content import ContentRoot
from recommender.site.scalars import is_true, scalar_text
from recommender.site.tables import as_table
from recommender.site.tags import read_tags
from recommender.site.url import base_path, host, url_path
from recommender.site.zone import named_zone

# Hugo reads dates without a zone as UTC unless `timeZone` says otherwise.
_DEFAULT_ZONE = "UTC"
_DEFAULT_LANGUAGE = "en"
#: Taxonomies that say where a post belongs or who wrote it, not what it is about.
_NO_TAGS = frozenset({"categories", "series", "authors", "author", "archives", "years", "months"})


@dataclass(frozen=True)
class Language:
    """One language of a site.

    Attributes:
        code: as Hugo knows it, `ja`.
        prefix: folder of its addresses, "" for the default language.
        base_path: what stands before every address.
        host: of its `baseURL`, None where there is none.
        is_built: whether its pages are on this site: neither disabled nor on a host of its own.
    """

    code: str
    prefix: str
    base_path: str
    host: str | None
    is_built: bool = True


def languages(config: Mapping[str, Any], settings: SiteSettings) -> dict[str, Language]:
    """Read the languages by their keys, the default one first.

    Where every language has a host of its own, only one host's pages are posts, since a list leads nowhere but to its
    own site: the host of `settings.url`, else that of the default language.
    """
    default = scalar_text(config.get("defaultcontentlanguage")).lower() or _DEFAULT_LANGUAGE
    own = {key: one for key, one in as_table(config.get("languages")).items() if isinstance(one, dict)}
    default = default if default in own or not own else next(iter(own))
    off = {one.lower() for one in read_tags(config.get("disablelanguages"))}
    off |= {key for key, one in own.items() if is_true(one.get("disabled"))} - {default}
    is_multihost = sum(1 for one in own.values() if one.get("baseurl")) > 1
    in_folder = is_true(config.get("defaultcontentlanguageinsubdir")) and len(own) > 1
    site_url = scalar_text(config.get("baseurl")) or (settings.url or "")
    home = host(settings.url or scalar_text(own.get(default, {}).get("baseurl")) or site_url)
    found: dict[str, Language] = {}
    for key in dict.fromkeys((default, *own)):
        url = scalar_text(own.get(key, {}).get("baseurl")) or site_url
        prefix = "" if is_multihost or (key == default and not in_folder) else key
        is_built = key not in off and (not is_multihost or host(url) == home)
        found[key] = Language(key, prefix, base_path(unquote(url_path(url))), host(url), is_built)
    return found


def content_roots(config: Mapping[str, Any], settings: SiteSettings, known: Iterable[str]) -> tuple[ContentRoot, ...]:
    """List the folders of content: mounts, else those of each language, else `contentDir`."""
    if settings.posts:
        return (ContentRoot(folder_path(settings.posts)),)
    mounts = [_mounted(one) for one in tables(as_table(config.get("module")).get("mounts"))]
    found = [one for one in mounts if one]
    if found:
        return tuple(found)
    common = folder_path(scalar_text(config.get("contentdir")) or "content")
    own = {key: scalar_text(as_table(as_table(config.get("languages")).get(key)).get("contentdir")) for key in known}
    roots = [ContentRoot(folder_path(folder), "", key) for key, folder in own.items() if folder]
    return tuple(roots) if roots and all(own.values()) else (*roots, ContentRoot(common))


def permalinks(config: Mapping[str, Any]) -> dict[str, str]:
    """Read the patterns for pages by section, "" for those without one; older settings name no kind of page."""
    found = as_table(config.get("permalinks"))
    kinds = {"page", "section", "term", "taxonomy"}
    patterns = {**{key: one for key, one in found.items() if key not in kinds}, **as_table(found.get("page"))}
    return {key.strip(" /"): one for key, one in patterns.items() if isinstance(one, str) and one}


def ugly_sections(config: Mapping[str, Any]) -> frozenset[str] | bool:
    """Read `uglyURLs`: for all pages, or the sections for which it is on."""
    value = config.get("uglyurls")
    return frozenset(key for key, one in value.items() if is_true(one)) if isinstance(value, dict) else is_true(value)


def taxonomies(config: Mapping[str, Any]) -> tuple[str, ...]:
    """List the keys that hold tags: `tags`, then every taxonomy of the site but those that are no matter of topic."""
    own = (scalar_text(one).lower() for one in as_table(config.get("taxonomies")).values())
    return tuple(dict.fromkeys(("tags", *(one for one in own if one and one not in _NO_TAGS))))


def main_sections(config: Mapping[str, Any]) -> frozenset[str]:
    """Read `mainSections`, the sections whose pages are the blog's posts; none where the settings are silent."""
    params = as_table(config.get("params"))
    return frozenset(one.lower() for one in read_tags(params.get("mainsections") or config.get("mainsections")))


def zone_of(config: Mapping[str, Any], settings: SiteSettings) -> ZoneInfo:
    """Give the zone of dates that have none.

    Raises:
        SiteError: `timeZone` is no zone.
    """
    return named_zone(settings.timezone or scalar_text(config.get("timezone")) or _DEFAULT_ZONE, "Hugo's timeZone")


def _mounted(mount: Mapping[str, Any]) -> ContentRoot | None:
    source, target = folder_path(scalar_text(mount.get("source"))), folder_path(scalar_text(mount.get("target")))
    if target.split("/")[0] != "content" or source.startswith(".."):
        return None
    return ContentRoot(source, target.partition("/")[2], scalar_text(mount.get("lang")).lower() or None)
