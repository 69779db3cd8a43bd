"""Runs and right answers in the formats of TREC, for ir-measures, ranx, trec_eval and their like."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from recommender.evaluation.measures import Qrels, Run


class Judgement(NamedTuple):
    """One right answer: its grade is 1 or more, 0 for a wrong one."""

    query: str
    target: str
    grade: int


def run_text(run: Run, name: str) -> str:
    """Write a run, `QUERY Q0 TARGET RANK SCORE NAME` a line; scores fall by 1, so that every tool keeps the order."""
    return "".join(
        f"{_escape(query)} Q0 {_escape(target)} {rank} {len(targets) - rank + 1} {_escape(name)}\n"
        for query, targets in run.items()
        for rank, target in enumerate(targets, start=1)
    )


def qrels_text(judged: Qrels) -> str:
    """Write right answers, `QUERY 0 TARGET GRADE` a line."""
    return "".join(
        f"{_escape(query)} 0 {_escape(target)} {grade}\n"
        for query, targets in judged.items()
        for target, grade in targets.items()
    )


def trec_files(judged: Qrels, runs: Mapping[str, Run]) -> Iterator[tuple[str, str]]:
    """Give name and text of each file: `qrels` and a `.run` a contestant."""
    yield "qrels", qrels_text(judged)
    for name, run in runs.items():
        file = "-".join("".join(one if one.isalnum() else " " for one in name.casefold()).split())
        yield f"{file}.run", run_text(run, file)


def is_qrels_line(line: str) -> bool:
    """Tell whether a line is one of qrels rather than a pair of paths, which one tab parts."""
    return line.count("\t") != 1 and qrels_line(line) is not None


def qrels_line(line: str) -> Judgement | None:
    """Read a line of qrels, None if it is none."""
    parts = line.split()
    if len(parts) != 4 or not parts[3].lstrip("-").isdecimal() or not parts[3].isascii():
        return None
    return Judgement(unquote(parts[0]), unquote(parts[2]), max(0, int(parts[3][:9])))


def _escape(path: str) -> str:
    """Escape blanks, which part the columns, as `export --format trec` does."""
    return "".join(quote(one) if one.isspace() or one == "%" else one for one in path)
