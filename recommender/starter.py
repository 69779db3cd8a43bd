"""The recommender.toml that a blogger begins with: every key with its default, and what was found on the blog."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from importlib import resources

from recommender.site.post import Post
from recommender.site.reader import Site
from recommender.site.tags import normalise_tag
from recommender.text.own_links import link_resolver, own_links
from recommender.text.reading import Reading
from recommender.text.summary import hidden_reasons

_KEY = re.compile(r"^(?=\w+ = )", re.MULTILINE)
#: What is no difference to a reader of tags.
_MARKS = re.compile(r"[\W_]+")
_MOST_ALIASES = 20
#: Fewer own links do not fit weights.
_LINKS_TO_TUNE = 100


def starter_settings(site: Site, reading: Reading) -> str:
    """Give the text of a recommender.toml that changes nothing: whatever is not a heading is a comment."""
    example = resources.files("recommender.settings").joinpath("example.toml").read_text(encoding="utf-8")
    body = _KEY.sub("# ", example[example.index("[site]") :])
    aliases = "".join(f"# {line}\n" for line in _aliases([one.post for one in reading.posts]))
    body = body.replace("[tags.alias]\n", f"[tags.alias]\n{aliases}")
    head = "\n".join(f"# {line}".rstrip() for line in _findings(site, reading))
    return f"{head}\n\n{body}"


def _findings(site: Site, reading: Reading) -> Iterator[str]:
    posts = [one.post for one in reading.posts]
    yield "Settings of あわせて読みたい for this blog. Take a line's # away to change what it says;"
    yield "what stands here is what holds without it."
    yield ""
    yield f"Found: {len(posts)} posts, read as {site.generator.name} ([site] generator)"
    example = next((post.url for post in posts if post.is_recommendable and post.url), None)
    if example:
        yield f"  with addresses like {_one_line(example)}: if that is wrong, [site] permalink"
    for reason, count in hidden_reasons(posts).items():
        yield f"  {count} are not recommended: {reason}"
    if reading.skipped:
        yield f"  {len(reading.skipped)} files were skipped: `recommender train --dry-run` says why"
    undated = sum(post.date is None for post in posts)
    if undated:
        yield f"  {undated} have no date; closeness in time says nothing about them"
    tagged = sum(bool(post.tags) for post in posts)
    yield f"  {tagged} have tags"
    links = own_links(reading.posts, link_resolver(site.generator, reading.posts))
    yield f"  {len(links)} links in their texts lead to other posts" + (
        ": enough for `recommender tune`, which fits the weights to them" if len(links) >= _LINKS_TO_TUNE else ""
    )


def _aliases(posts: Sequence[Post]) -> Iterator[str]:
    """Propose one spelling where tags differ in nothing but marks and blanks (Node.js, nodejs)."""
    counts: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    for tag in (tag for post in posts for tag in post.tags):
        counts[normalise_tag(tag)] += 1
        spellings.setdefault(normalise_tag(tag), tag)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for tag, _ in counts.most_common():
        groups[_MARKS.sub("", tag)].append(tag)
    alike = [group for letters, group in groups.items() if letters and len(group) > 1]
    for first, *others in alike[:_MOST_ALIASES]:
        names = ", ".join(_quoted(spellings[one]) for one in others)
        yield f"{_quoted(spellings[first])} = [{names}]  # found on this blog"


def _quoted(text: str) -> str:
    """Give a TOML string; JSON's are TOML's but for DEL."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
