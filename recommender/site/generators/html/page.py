"""A built page of HTML: what it says of itself in its head, and the part of it that is the post."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from recommender.site.html_nesting import check_nesting

#: In the order in which they are believed: https://ogp.me, https://schema.org, Dublin Core.
_DATE_NAMES = (
    *("article:published_time", "datepublished", "date", "pubdate", "dc.date", "dc.date.issued", "dcterms.created"),
    *("dcterms.date", "publish_date", "sailthru.date"),
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"\n]{1,40})"')
_AROUND_THE_POST = frozenset({"nav", "header", "footer", "aside", "script", "style", "template", "noscript", "form"})
#: Nobody writes more keywords about one page; more are a word list for search engines.
_MAX_KEYWORDS = 30
_KEYWORD_ENDS = re.compile("[,、，]")


@dataclass(frozen=True)
class HtmlPage:
    """One page, read alone.

    Attributes:
        title: of the post itself where the page tells it apart from the site's name.
        date: of publication as written, "" where there is none.
        tags: those of `article:tag`, else the keywords.
        sections: the page's `article:section`.
        canonical: the address that the page gives as its own, "" where it gives none.
        robots: what robots are told, in lower case.
        redirect: what a page that only leads on says of where, else "".
        language: as the page names it, "" where it does not.
        translations: addresses of the page in its languages, itself among them, where it lists them.
        is_article: whether anything shows that the page is an article and no list of them.
        has_text: whether there is anything to read.
        body: HTML of the post without what stands around it on every page.
    """

    title: str
    date: str
    tags: tuple[str, ...]
    sections: tuple[str, ...]
    canonical: str
    robots: str
    redirect: str
    language: str
    translations: tuple[str, ...]
    is_article: bool
    has_text: bool
    body: str


def read_html_page(text: str) -> HtmlPage:
    """Read a page of HTML; every text is one, as it is to browsers.

    Raises:
        PostError: its elements are nested too deeply to be parsed.
    """
    check_nesting(text)
    tree = LexborHTMLParser(text)
    meta = _meta(tree)
    articles = list(_outermost(tree.root, {"article"}))
    post = _post_node(tree, articles)
    json_ld = _JSON_LD_DATE.findall(" ".join(one.text() for one in tree.css('script[type="application/ld+json"]')))
    dated = next((meta[name][0] for name in _DATE_NAMES if name in meta), "")
    title = _first(meta, "og:title") or _text_of(post, "h1") or _text_of(tree.root, "title")
    time = _time(post)
    for node in _outermost(post, _AROUND_THE_POST):
        node.decompose()
    return HtmlPage(
        title=title,
        date=dated or next(iter(json_ld), "") or time,
        tags=tuple(meta.get("article:tag", ())) or _keywords(_first(meta, "keywords")),
        sections=tuple(meta.get("article:section", ())),
        canonical=next(_links(tree, "canonical"), ("", ""))[1],
        robots=" ".join([*meta.get("robots", ()), *meta.get("googlebot", ())]).lower(),
        redirect=_first(meta, "refresh"),
        language=_attribute(tree.css_first("html"), "lang") or _first(meta, "content-language"),
        translations=tuple(href for language, href in _links(tree, "alternate") if language not in ("", "x-default")),
        is_article=_first(meta, "og:type") == "article" or bool(dated) or len(json_ld) == 1 or len(articles) == 1,
        has_text=bool(post and post.text(strip=True)),
        body=(post.html or "") if post else "",
    )


def _meta(tree: LexborHTMLParser) -> Mapping[str, Sequence[str]]:
    """Gather what `<meta>` elements say, by their names in lower case, empty ones left out."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        name = next(filter(None, (_attribute(node, key) for key in ("property", "name", "itemprop", "http-equiv"))), "")
        content = _attribute(node, "content")
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _links(tree: LexborHTMLParser, relation: str) -> Iterator[tuple[str, str]]:
    """Give language and address of the head's links of a kind."""
    for node in tree.css("link[rel][href]"):
        if relation in _attribute(node, "rel").lower().split():
            yield _attribute(node, "hreflang").lower(), _attribute(node, "href")


def _post_node(tree: LexborHTMLParser, articles: Sequence[LexborNode]) -> LexborNode | None:
    """Choose the article, of several the only one under a first heading, else the main part, else the whole body."""
    headed = [one for one in articles if one.css_first("h1")] if len(articles) > 1 else articles
    if len(headed) == 1:
        return headed[0]
    return tree.css_first("main, [role=main]") or tree.body or tree.root


def _outermost(root: LexborNode | None, tags: Container[str]) -> Iterator[LexborNode]:
    """Give the elements of these kinds that are not within another one of them; the caller may remove each."""
    node = root.child if root else None
    depth = 0
    while node is not None:
        is_wanted = node.tag in tags
        below = None if is_wanted else node.child
        if below is not None:
            node, depth = below, depth + 1
            continue
        found = node
        while node is not None and node.next is None and depth > 0:
            node, depth = node.parent, depth - 1
        node = node.next if node is not None else None
        if is_wanted:
            yield found


def _time(post: LexborNode | None) -> str:
    """Give the machine's form of the post's date, the one that is marked as publication before the first."""
    if post is None:
        return ""
    marked = post.css_first("time[datetime][pubdate], time[datetime][itemprop=datePublished], time.published[datetime]")
    return _attribute(marked or post.css_first("time[datetime]"), "datetime")


def _keywords(text: str) -> tuple[str, ...]:
    keywords = tuple(dict.fromkeys(one.strip() for one in _KEYWORD_ENDS.split(text) if one.strip()))
    return keywords if len(keywords) <= _MAX_KEYWORDS else ()


def _first(meta: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(meta.get(name, ())), "")


def _text_of(node: LexborNode | None, selector: str) -> str:
    found = node.css_first(selector) if node else None
    return found.text(strip=True) if found else ""


def _attribute(node: LexborNode | None, name: str) -> str:
    return ((node.attributes.get(name) or "") if node else "").strip()
