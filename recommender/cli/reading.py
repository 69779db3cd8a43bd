"""What was read of a site, for the eye and for scripts."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from recommender.cli.console import printable
from recommender.site.post import Post
from recommender.site.reader import Site, find_marker_nearby
from recommender.text.own_links import link_resolver
from recommender.text.reading import Reading, ReadPost
from recommender.text.summary import Summary, characters, hidden_reasons, summarise

_SHOWN_TROUBLES = 10


def print_reading(console: Console, site: Site, reading: Reading) -> None:
    """Say in a few lines how many posts were read, which are not recommended, and what was wrong with files."""
    posts = [one.post for one in reading.posts]
    console.print(
        f"{_name(site)}: {len(posts)} posts read (as {site.generator.name}), {len(reading.skipped)} files skipped"
    )
    for reason, count in hidden_reasons(posts).items():
        console.print(f"  {count:>5} not recommended: {reason}")
    for heading, files in (("skipped", reading.skipped), ("read with trouble", reading.troubles)):
        for one in files[:_SHOWN_TROUBLES]:
            console.print(f"  {heading}: {printable(one.path)}: {printable(one.reason)}", soft_wrap=True)
        if len(files) > _SHOWN_TROUBLES:
            console.print(f"  … and {len(files) - _SHOWN_TROUBLES} more {heading}; --dry-run --json lists all")
    for line in _advice(site, posts):
        console.print(f"  {printable(line)}", soft_wrap=True)


def print_details(console: Console, site: Site, reading: Reading, *, shown: int) -> None:
    """Lay out what was read: the site in numbers, then some posts as they will be known."""
    console.print()
    console.print(_numbers_table(_summary(site, reading)))
    console.print()
    console.print(_posts_table(_spread(reading.posts, shown)))


def reading_json(site: Site, reading: Reading) -> dict[str, Any]:
    """Give all that was read as plain data: numbers, faults, and every post without its text."""
    summary = asdict(_summary(site, reading))
    del summary["hidden"]
    dates = {end: summary[end].isoformat() if summary[end] else None for end in ("first", "last")}
    return {
        "name": _name(site),
        "generator": site.generator.name,
        **summary,
        **dates,
        **faults_json(reading),
        "read": [_post_json(one) for one in reading.posts],
    }


def faults_json(reading: Reading) -> dict[str, Any]:
    """Give what keeps posts out of lists, and what was wrong with files, as plain data."""
    return {
        "not_recommended": hidden_reasons(one.post for one in reading.posts),
        "skipped": [{"path": one.path, "reason": one.reason} for one in reading.skipped],
        "troubles": [{"path": one.path, "reason": one.reason} for one in reading.troubles],
    }


def _summary(site: Site, reading: Reading) -> Summary:
    return summarise(reading, link_resolver(site.generator, reading.posts))


def _name(site: Site) -> str:
    return site.root.resolve().name


def _numbers_table(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim")
    table.add_column(justify="right")
    table.add_column(style="dim")
    languages = ", ".join(f"{language} {count}" for language, count in summary.languages.items())
    dates = f"{summary.first:%Y-%m-%d} – {summary.last:%Y-%m-%d}" if summary.first and summary.last else ""
    rows = (
        ("posts", summary.posts, f"of these recommendable: {summary.recommendable}"),
        ("languages", len(summary.languages), languages),
        ("tags", summary.tags, f"posts without: {summary.untagged}"),
        ("dates", summary.posts - summary.undated, f"{dates}  posts without: {summary.undated}".strip()),
        ("characters a post", summary.characters, f"median; recommendable without text: {summary.wordless}"),
        ("links between posts", summary.links, "in the authors' own text; `evaluate` measures by them"),
        ("links to no post", summary.lost_links, "of those within the site: other pages, or dead"),
    )
    for what, number, remark in rows:
        table.add_row(what, f"{number:,}", remark)
    return table


def _posts_table(posts: Sequence[ReadPost]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading, ratio in (("date", None), ("title", 4), ("address", 4), ("tags", 2)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    table.add_column("characters", justify="right")
    for one in posts:
        post = one.post
        address = post.url or post.path
        hidden = post.concealed or post.withheld
        table.add_row(
            f"{post.date:%Y-%m-%d}" if post.date else "–",
            printable(post.title),
            printable(f"{address}\n({hidden})" if hidden else address),
            printable(" ".join(f"#{tag}" for tag in post.tags)),
            f"{characters(one):,}",
        )
    return table


def _spread(posts: Sequence[ReadPost], count: int) -> Sequence[ReadPost]:
    """Choose posts spread over the whole site."""
    step = max(1, len(posts) // max(count, 1))
    return posts[step // 2 :: step][:count]


def _advice(site: Site, posts: Sequence[Post]) -> list[str]:
    """Say what the settings must still tell for the addresses to be right, and where the site may really be."""
    advice = []
    if site.generator.name == "folder" and _has_no_addresses(posts):
        advice.append(
            "addresses: each post's file; if your pages have others, set [site] permalink in recommender.toml"
        )
    if site.generator.name == "zenn" and all((post.url or "").startswith("/articles/") for post in posts):
        advice.append(
            'addresses: without your name, since no article links to another; set [site] url = "https://zenn.dev/NAME"'
        )
    marker = find_marker_nearby(site.root) if site.generator.name == "folder" else None
    if marker:
        advice.append(f"is this the whole blog? there is {marker}; if not, give the folder of that file as SITE")
    return advice


def _has_no_addresses(posts: Sequence[Post]) -> bool:
    """Tell a folder whose posts are linked as files, since nothing says what their pages are called."""
    return all((post.url or "").endswith("/" + post.path.rsplit("/", 1)[-1]) for post in posts)


def _post_json(one: ReadPost) -> dict[str, Any]:
    post = one.post
    return {
        "id": post.id,
        "path": post.path,
        "url": post.url,
        "title": post.title,
        "date": post.date.isoformat() if post.date else None,
        "tags": list(post.tags),
        "categories": list(post.categories),
        "language": post.language,
        "not_recommended": post.concealed or post.withheld,
        "characters": characters(one),
    }
