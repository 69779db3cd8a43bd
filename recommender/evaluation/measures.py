"""Measures of lists, by trec_eval through ir-measures."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

#: What the table shows, in its order.
_MEASURES = {"nDCG@10": nDCG @ 10, "recall@10": R @ 10, "MRR": RR @ 10, "hit@5": Success @ 5}

Run = Mapping[str, Sequence[str]]


def measure(qrels: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, float]:
    """Give the mean of each measure over the judged posts; a post without a list counts 0.

    Args:
        qrels: query → target → 1.
        run: query → targets, best first.
    """
    return {name: sum(values) / len(values) for name, values in measure_each(qrels, run).items()}


def measure_each(qrels: Mapping[str, Mapping[str, int]], run: Run) -> dict[str, list[float]]:
    """Give each measure for every judged post, in the order of `qrels`; a post without a list counts 0."""
    judged = {
        query: {target: float(len(targets) - place) for place, target in enumerate(targets)}
        for query, targets in run.items()
    }
    asked = {query: judged.get(query, {}) for query in qrels}
    found = {
        (one.query_id, one.measure): float(one.value)
        for one in ir_measures.iter_calc(list(_MEASURES.values()), qrels, asked)
    }
    return {name: [found.get((query, one), 0.0) for query in qrels] for name, one in _MEASURES.items()}


def reach(run: Run, public: Sequence[str], depth: int) -> dict[str, float]:
    """Tell how evenly the lists reach the site's posts.

    Args:
        run: query → targets, best first.
        public: the posts that may be recommended.
        depth: how long the lists are that readers see.

    Returns:
        `unreached`: share of public posts that stand in no list; `largest`: share of the lists that the
        most recommended post stands in.
    """
    counts: dict[str, int] = {}
    for targets in run.values():
        for target in targets[:depth]:
            counts[target] = counts.get(target, 0) + 1
    return {
        "unreached": sum(post not in counts for post in public) / len(public) if public else 0.0,
        "largest": max(counts.values(), default=0) / len(run) if run else 0.0,
    }
