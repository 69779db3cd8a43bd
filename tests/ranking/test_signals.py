"""Each signal against a sum worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.signals import SIGNALS
from recommender.ranking.signals.paired import ComparedPairs, best_passage, paired_dot
from recommender.text.corpus import PostTokens
from recommender.text.passages import Passages
from recommender.text.tokens import Tokens
from recommender.text.vectors import Vectors, make_vectors, pick_terms


def value(name: str, vectors: Vectors, query: int, target: int) -> float:
    pair = ComparedPairs.of(vectors, np.array([query]), np.array([target]))
    return float(SIGNALS[name](vectors, pair)[0])


def idf(n_posts: int, df: int) -> float:
    return math.log((1 + n_posts) / (1 + df)) + 1


def test_text_is_the_cosine_of_sublinear_tf_and_idf_twice(vectors_of):
    vectors = vectors_of([("", "梅 梅 塩"), ("", "梅 瓶")])
    ume, other = idf(2, 2), idf(2, 1)
    first = np.array([(1 + math.log(2)) * ume**2, other**2, 0])
    second = np.array([ume**2, 0, other**2])
    expected = first @ second / np.linalg.norm(first) / np.linalg.norm(second)
    assert value("text", vectors, 0, 1) == pytest.approx(expected, abs=1e-6)


def test_text_looks_for_the_nearest_passage_of_the_target(vectors_of):
    far = " ".join(f"語{i}" for i in range(600))
    vectors = vectors_of(
        [("", "梅 塩 瓶"), ("", "梅 塩 瓶"), ("", f"{far} 梅 塩 瓶"), ("", f"{far} 梅 {far} 塩 {far} 瓶")]
    )
    same, in_one_place, scattered = (value("text", vectors, 0, target) for target in (1, 2, 3))
    assert same == pytest.approx(1)
    assert same > in_one_place > 2 * scattered > 0


def test_text_reads_the_whole_query(vectors_of):
    far = " ".join(f"語{i}" for i in range(600))
    vectors = vectors_of([("", "梅 塩 瓶"), ("", f"{far} 梅 塩 瓶")])
    assert value("text", vectors, 1, 0) < value("text", vectors, 0, 1)


def test_a_title_counts_three_times_in_the_text(vectors_of):
    with_title = vectors_of([("梅", "塩"), ("", "梅 塩")])
    spelled_out = vectors_of([("", "梅 梅 梅 塩"), ("", "梅 塩")])
    assert value("text", with_title, 0, 1) == pytest.approx(value("text", spelled_out, 0, 1))


def test_phrases_hear_the_order_of_words(vectors_of):
    vectors = vectors_of([("", "機械 学習"), ("", "機械 学習"), ("", "学習 機械")])
    assert value("phrases", vectors, 0, 1) == pytest.approx(1)
    assert value("phrases", vectors, 0, 2) == 0


def test_phrases_do_not_cross_the_end_of_a_sentence(vectors_of):
    vectors = vectors_of([("", "機械 学習"), ("", "機械 \n 学習")])
    assert value("phrases", vectors, 0, 1) == 0


def test_title_coverage_is_the_share_of_the_title_that_the_other_text_speaks_of(vectors_of):
    vectors = vectors_of([("梅 仕事", ""), ("", "梅 塩")])
    known, unknown = idf(2, 2), idf(2, 1)
    assert value("title_covered_by_text", vectors, 0, 1) == pytest.approx(known / (known + unknown), abs=1e-6)
    assert value("text_covers_title", vectors, 1, 0) == pytest.approx(known / (known + unknown), abs=1e-6)
    assert value("text_covers_title", vectors, 0, 1) == 0, "a post without a title has nothing to cover"


def test_a_rare_tag_in_common_says_more_than_a_common_one(vectors_of):
    tags = [("日記", "梅"), ("日記", "梅"), ("日記", "旅"), ("日記", "本")]
    vectors = vectors_of([("", f"語{i}") for i in range(4)], tags=tags)
    assert value("tags", vectors, 0, 1) == pytest.approx(1)
    common, rare, once = idf(4, 4), idf(4, 2), idf(4, 1)
    expected = common**2 / math.hypot(common, rare) / math.hypot(common, once)
    assert value("tags", vectors, 0, 2) == pytest.approx(expected, abs=1e-6)


def test_tags_are_compared_without_regard_to_case_and_width(vectors_of):
    vectors = vectors_of([("", "a語"), ("", "b語")], tags=[("Node.js",), ("ｎｏｄｅ．ＪＳ",)])
    assert value("tags", vectors, 0, 1) == pytest.approx(1)


@pytest.mark.parametrize(
    ("days", "expected"),
    [((1, 1), 1.0), ((1, 31), (math.exp(-30 / 60) + math.exp(-30 / 365)) / 2), ((1, None), 0.0), ((None, None), 0.0)],
)
def test_date_falls_off_over_two_months_and_over_a_year(vectors_of, days, expected):
    vectors = vectors_of([("", "梅 塩"), ("", "梅 塩")], days=days)
    assert value("date", vectors, 0, 1) == pytest.approx(expected, abs=1e-6)


def test_posts_of_one_day_with_no_word_in_common_are_not_close(vectors_of):
    vectors = vectors_of([("", "梅 塩"), ("", "鉄道 雪")], days=[7, 7])
    assert value("date", vectors, 0, 1) == 0


def test_a_wordless_post_is_like_no_other(vectors_of):
    vectors = vectors_of([("", ""), ("", "梅"), ("", "")])
    for name in SIGNALS:
        assert value(name, vectors, 0, 1) == 0, name
        assert value(name, vectors, 0, 2) == 0, name


words = st.lists(st.sampled_from(list("梅塩瓶旅本鉄道庭")), max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_every_signal_of_every_pair_lies_between_0_and_1(posts):
    vectors = make_vectors(
        pick_terms([PostTokens(Tokens(title), Tokens(body)) for title, body in posts]),
        [title.split() for title, _ in posts],
        [None] * len(posts),
    )
    queries, targets = (side.ravel() for side in np.indices((len(posts), len(posts))))
    pairs = ComparedPairs.of(vectors, queries, targets)
    for name, signal in SIGNALS.items():
        values = signal(vectors, pairs)
        assert values.dtype == np.float32
        assert ((values >= 0) & (values <= 1)).all(), name


def test_paired_dot_is_the_dot_product_of_each_pair_of_rows():
    rng = np.random.default_rng(7)
    dense = np.round(rng.random((40, 30)) * (rng.random((40, 30)) < 0.2), 3).astype(np.float32) / 10
    queries, targets = rng.integers(0, 40, 20_000), rng.integers(0, 40, 20_000)
    plain: NDArray[np.float32] = (dense[queries] * dense[targets]).sum(axis=1)
    np.testing.assert_allclose(paired_dot(csr_matrix(dense), csr_matrix(dense), queries, targets), plain, atol=1e-6)


def test_a_few_words_are_found_in_long_rows_and_missed_where_they_do_not_stand():
    rng = np.random.default_rng(7)
    few, long = np.zeros((4, 200), np.float32), rng.random((5, 200)).astype(np.float32) / 200
    few[0, [0, 199]], few[1, 7], few[3, 100] = 0.5, 1, 1
    long[2, [0, 7, 199]] = 0
    queries, targets = (side.ravel() for side in np.indices((4, 5)))
    found = paired_dot(csr_matrix(few), csr_matrix(long), queries, targets)
    np.testing.assert_allclose(found.reshape(4, 5), few @ long.T, atol=1e-7)


def test_best_passage_is_the_highest_cosine_with_two_neighbouring_parts_and_the_title_of_the_target():
    rng = np.random.default_rng(7)
    rows = np.round(rng.random((5, 9)) * (rng.random((5, 9)) < 0.3), 2).astype(np.float32) / 9
    counts = [(rng.integers(0, 4, (n, 9)) * (rng.random((n, 9)) < 0.3)).astype(np.uint8) for n in (16, 5)]
    weights = rng.random(9).astype(np.float32)
    parts, titles = (np.where(one, 1 + np.log(np.maximum(one, 1, dtype=np.float64)), 0) * weights for one in counts)
    starts = np.array([0, 2, 5, 7, 14, 16])
    owners = np.repeat(np.arange(5), np.diff(starts))
    lengths = np.append(np.linalg.norm(parts[:-1] + parts[1:] + titles[owners[:-1]], axis=1), 0)
    lengths[starts[1:] - 1] = 0
    queries, targets = np.sort(rng.integers(0, 5, 30)), rng.integers(0, 5, 30)
    plain = [
        max(
            float(rows[query] @ (parts[first] + parts[first + 1] + titles[target]) / lengths[first])
            if lengths[first]
            else 0
            for first in range(starts[target], starts[target + 1] - 1)
        )
        for query, target in zip(queries, targets, strict=True)
    ]
    passages = Passages(*map(csr_matrix, counts), starts, lengths.astype(np.float32), weights)
    found = best_passage(csr_matrix(rows), passages, queries, targets)
    np.testing.assert_allclose(found, np.minimum(plain, 1), atol=1e-6)
