"""The baselines that are measured beside our lists, in the order of the tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recommender.evaluation.baselines import hugo_related, newest, plain_tfidf, random_posts, shared_tags
from recommender.evaluation.text_search import bm25, is_installed, more_like_this, textbook_tfidf
from recommender.progress import Progress, silent
from recommender.settings import Settings
from recommender.text.prose import normalise_text
from recommender.text.tokens import open_tokenizer
from recommender.training import Ranked

Lists = list[list[int]]

#: Libraries of `recommender[peers]`, by the contestant that needs each.
_LIBRARIES = {"BM25": "bm25s", "Lucene more-like-this": "tantivy"}


@dataclass(frozen=True)
class Baselines:
    """What the contestants recommend.

    Attributes:
        runs: contestant → one list of post numbers a post.
        not_installed: libraries whose contestants are missing.
    """

    runs: Mapping[str, Lists]
    not_installed: tuple[str, ...]


def baselines(ranked: Ranked, settings: Settings, *, progress: Progress = silent) -> Baselines:
    """Make every contestant's lists from the same masked posts, under the same rules."""
    vectors, rules = ranked.vectors, ranked.rules
    posts = [one.post for one in ranked.reading.posts]
    words = [one.title.words() + one.body.words() for one in ranked.corpus.tokens]
    makers: dict[str, Callable[[], Lists]] = {
        "TF-IDF of our words": lambda: plain_tfidf(vectors, rules),
        "textbook TF-IDF": lambda: textbook_tfidf(_spellings(ranked, settings), vectors, rules),
        "BM25": lambda: bm25(words, vectors, rules),
        "Lucene more-like-this": lambda: more_like_this(words, vectors, rules),
        "shared tags": lambda: shared_tags(vectors, rules),
        "Hugo": lambda: hugo_related(posts, vectors, rules),
        "newest": lambda: newest(vectors, rules),
        "random": lambda: random_posts(vectors, rules),
    }
    missing = {name: library for name, library in _LIBRARIES.items() if not is_installed(library)}
    runs = {}
    for done, name in enumerate(makers):
        progress("baselines", done, len(makers))
        if name not in missing:
            runs[name] = makers[name]()
    progress("baselines", len(makers), len(makers))
    return Baselines(runs, tuple(missing.values()))


def _spellings(ranked: Ranked, settings: Settings) -> list[list[str]]:
    tokenizer = open_tokenizer(settings.text.user_dictionary, settings.text.stop_words)
    return [tokenizer.spellings([normalise_text(one.post.title), *one.prose.lines]) for one in ranked.reading.posts]
