"""Evaluate the lists of a site against the links that its authors set in their text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from recommender.errors import GoldError
from recommender.evaluation.ablation import lists_without, our_lists
from recommender.evaluation.clicks import ClickLog, read_clicks
from recommender.evaluation.comparison import Comparison, compare
from recommender.evaluation.contestants import baselines
from recommender.evaluation.existing import ExistingLists, read_existing
from recommender.evaluation.figures import ClickFigures, Evaluation, ExistingFigures
from recommender.evaluation.gold import (
    Gold,
    asked_since,
    find_hubs,
    mask_titles,
    older_only,
    qrels,
    read_gold,
    without_hubs,
)
from recommender.evaluation.list_shape import ListShape, cut, list_shape
from recommender.evaluation.measures import Run
from recommender.progress import Progress, silent
from recommender.ranking.blend import fitted_on
from recommender.settings import Settings, load_settings
from recommender.site.names import PostNames
from recommender.site.reader import open_site
from recommender.text.own_links import link_resolver, own_links
from recommender.text.reading import Reading, read_site
from recommender.training import Ranked, rank_reading

#: Our own lists among the contestants.
OURS = "recommender"
EXISTING = "existing lists"


@dataclass(frozen=True)
class Task:
    """A site with its right answers taken out of the text, ready to be ranked.

    Attributes:
        reading: the posts, in-site links and the titles of linked posts masked.
        pairs: gold pairs of paths, source to target.
        judged: query → target → grade; pairs hold in either direction.
        hubs: posts that link to so many others that they are lists themselves.
        log: the clicks that the right answers were taken from, None where they were not.
        read_existing: finds the lists that the posts have today; it reads their files once more.
    """

    reading: Reading
    pairs: Sequence[tuple[str, str]]
    judged: dict[str, dict[str, int]]
    hubs: frozenset[str] = frozenset()
    log: ClickLog | None = None
    read_existing: Callable[[], ExistingLists] = ExistingLists


def prepare_task(
    root: Path,
    settings: Settings,
    *,
    now: datetime,
    gold: Path | None = None,
    clicks: Path | None = None,
    since: datetime | None = None,
    past_only: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
) -> Task:
    """Read a site twice: once for its links, once without them.

    Every link to a post of the site is taken out of the text with its anchor before words are counted, and so
    is the title of a linked post where it stands as text: both would give the answer away.

    Args:
        gold: pairs or TREC qrels to find instead of the site's own links.
        clicks: a log of impressions and clicks to take the right answers from.
        since: only posts from this time on ask.
        past_only: only answers that are no newer than the post that asks are right.

    Raises:
        GoldError: there is nothing to measure against.
        SiteError, SettingsError: as the rooms raise them.
    """
    site = open_site(root, settings.site, now=now)
    reading = read_site(site, settings.text, jobs=jobs, progress=progress)
    posts = [one.post for one in reading.posts]
    resolver = link_resolver(site.generator, reading.posts)
    links = own_links(reading.posts, resolver)
    if gold and clicks:
        raise GoldError("both gold and clicks are given, and either says what is right; give one of them")
    log = read_clicks(clicks, PostNames(posts), posts) if clicks else None
    if log:
        answers = Gold([(query, target) for query, targets in log.judged.items() for target in targets], log.judged)
    else:
        answers = read_gold(gold, PostNames(posts), posts) if gold else Gold(links, qrels(links, posts))
    asked = asked_since(answers.judged, posts, since) if since else answers.judged
    judged = older_only(asked, posts) if past_only else asked
    if not judged:
        raise GoldError(_nothing_to_find(root, answers, since, log))
    masked = read_site(site, settings.text, jobs=jobs, progress=progress, mask=resolver)
    # What readers click stands in no text.
    written = links if log else [*links, *answers.pairs]
    without_titles = mask_titles(masked.posts, written)
    # Pins are the authors' own answer to the question that is asked.
    unpinned = (one.with_post(replace(one.post, pins=())) for one in without_titles)
    return Task(
        reading=replace(masked, posts=tuple(unpinned)),
        pairs=answers.pairs,
        judged=judged,
        hubs=find_hubs(written),
        log=log,
        read_existing=partial(read_existing, site, reading.posts, resolver, settings.text.drop_headings),
    )


def evaluate(
    root: Path,
    *,
    gold: Path | None = None,
    clicks: Path | None = None,
    since: datetime | None = None,
    settings: Settings | None = None,
    past_only: bool = False,
    ablation: bool = False,
    jobs: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
) -> Evaluation:
    """Rank a site with its in-site links masked, and see how many of them the lists find again.

    Args:
        gold: pairs or TREC qrels to find instead of the site's own links.
        clicks: a log of impressions and clicks to take the right answers from (see `clicks`).
        since: only posts from this time on ask; all may be answers.
        past_only: a post may only be given posts that are no newer, as a build on its day could have.
        ablation: rank anew without each signal.

    Raises:
        GoldError: there is nothing to measure against.
        SiteError, SettingsError: as the rooms raise them.
    """
    settings = settings or load_settings(root)
    if past_only:
        settings = replace(settings, ranking=replace(settings.ranking, include_newer=False))
    clock = now or datetime.now(UTC)
    task = prepare_task(
        root,
        settings,
        now=clock,
        gold=gold,
        clicks=clicks,
        since=since,
        past_only=past_only,
        jobs=jobs,
        progress=progress,
    )
    ranked = rank_reading(task.reading, settings, now=clock, keep_words=True, jobs=jobs, progress=progress)
    others = baselines(ranked, settings, progress=progress)
    paths = [one.post.path for one in task.reading.posts]
    runs = {name: with_paths(run, paths) for name, run in {OURS: our_lists(ranked.ranking), **others.runs}.items()}
    rest = without_hubs(task.judged, task.hubs)
    return Evaluation(
        posts=len(paths),
        pairs=len(task.pairs),
        limit=settings.ranking.limit,
        own_weights=bool(settings.ranking.weights),
        is_known=_is_known(root.resolve().name, len(paths)),
        past_only=past_only,
        hubs=len(task.hubs),
        comparison=compare(task.judged, runs),
        without_hubs=compare(rest, runs) if task.hubs and rest else None,
        lists=_shapes(ranked, runs, settings.ranking.limit),
        existing=_existing(task, ranked, runs[OURS]),
        ablation=_ablation(task, ranked, settings, runs[OURS], jobs) if ablation else None,
        not_installed=others.not_installed,
        runs=runs,
        judged=task.judged,
        ranked=ranked,
        settings=settings,
        clicks=ClickFigures(task.log, _shown_shares(task.log, runs)) if task.log else None,
    )


def _is_known(name: str, posts: int) -> bool:
    """Tell whether the weights that ship were fitted on a blog of this name and about this size."""
    then = fitted_on().get(name)
    return then is not None and abs(posts - then) <= then / 10


def _shown_shares(log: ClickLog, runs: Mapping[str, Run]) -> dict[str, float]:
    """Give the share of each contestant's first ten that readers ever saw: of the others nothing is known."""
    shares = {}
    for name, run in runs.items():
        links = [target in log.shown[query] for query in log.shown for target in run.get(query, ())[:10]]
        shares[name] = sum(links) / len(links) if links else 0.0
    return shares


def with_paths(run: Sequence[Sequence[int]], paths: Sequence[str]) -> dict[str, list[str]]:
    """Name the posts of lists by their paths."""
    return {paths[query]: [paths[target] for target in targets] for query, targets in enumerate(run)}


def _nothing_to_find(root: Path, answers: Gold, since: datetime | None, log: ClickLog | None) -> str:
    if answers.judged and since:
        return f"{root}: no post from {since:%Y-%m-%d} on has a right answer; give an earlier --since"
    if answers.judged:
        return f"{root}: no right answer is older than the post that asks for it; measure without --past-only"
    if log:
        return f"{root}: none of the {log.clicks} clicks is on a post that readers can open now; give a newer log"
    return (
        f"{root}: no link between its posts was recognised; if they link one another by address, "
        "set [site] url and permalink in recommender.toml, else give pairs with --gold FILE.tsv"
    )


def _shapes(ranked: Ranked, runs: Mapping[str, Run], limit: int) -> dict[str, ListShape]:
    posts = [one.post for one in ranked.reading.posts]
    days = {post.path: post.date.timestamp() / 86400 for post in posts if post.date}
    twins = ranked.ranking.twins
    paths = {
        posts[post].path: frozenset(posts[other].path for other in twins.twins_of(post)) for post in twins.all_posts()
    }
    return {name: list_shape(cut(run, limit), ranked.public, paths, days) for name, run in runs.items()}


def _existing(task: Task, ranked: Ranked, ours: Run) -> ExistingFigures | None:
    """Hold the lists that posts have today against ours of the same length, post by post."""
    existing = task.read_existing()
    if not existing.links:
        return None
    judged = {query: targets for query, targets in task.judged.items() if query in existing.lists}
    same_length = {query: ours[query][: len(targets)] for query, targets in existing.lists.items()}
    runs: dict[str, Run] = {OURS: same_length, EXISTING: existing.lists}
    longest = max(map(len, existing.lists.values()), default=0)
    return ExistingFigures(
        posts=len(existing.lists),
        links=existing.links,
        dead=len(existing.dead),
        lists=_shapes(ranked, runs, longest),
        comparison=compare(judged, runs) if judged else None,
        runs=runs,
    )


def _ablation(task: Task, ranked: Ranked, settings: Settings, ours: Run, jobs: int) -> Comparison:
    paths = [one.post.path for one in task.reading.posts]
    without = {
        f"without {name}": with_paths(lists, paths) for name, lists in lists_without(ranked, settings, jobs=jobs)
    }
    return compare(task.judged, {OURS: ours, **without})
