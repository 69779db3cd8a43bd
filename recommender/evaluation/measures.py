"""Measures of lists against right answers, by trec_eval through ir-measures."""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

#: Every measure by the name under which tables, `--json` and `--fail-under` know it.
_MEASURES = {
    "nDCG@3": nDCG @ 3,
    "nDCG@5": nDCG @ 5,
    "nDCG@10": nDCG @ 10,
    "recall@10": R @ 10,
    "MRR": RR @ 10,
    "hit@5": Success @ 5,
}
MEASURES = tuple(_MEASURES)

Run = Mapping[str, Sequence[str]]
Qrels = Mapping[str, Mapping[str, int]]


def measure(qrels: Qrels, run: Run) -> dict[str, float]:
    """Give the mean of each measure over the judged posts; a post without a list counts 0.

    Args:
        qrels: query → target → grade, 1 or more for a right answer.
        run: query → targets, best first.
    """
    return {name: sum(values) / len(values) for name, values in measure_each(qrels, run).items()}


def measure_each(qrels: Qrels, run: Run) -> dict[str, list[float]]:
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
