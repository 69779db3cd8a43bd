import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.ranking.duplicates import Twins, clusters, find_near_duplicates


def cosines(count, pairs):
    matrix = np.zeros((count, count), np.float32)
    for (one, other), cosine in pairs.items():
        matrix[one, other] = matrix[other, one] = cosine
    return csr_matrix(matrix)


def find(pairs, *, lengths=(50, 50, 50), titles=(0, 1, 2)):
    twins = find_near_duplicates(cosines(len(lengths), pairs), np.array(lengths), np.array(titles))
    return {post: twins.twins_of(post) for post in twins.all_posts()}


def test_two_versions_of_a_text_are_found_from_either_side():
    assert find({(0, 1): 0.85, (0, 2): 0.79}) == {0: [1], 1: [0]}


def test_short_notes_of_one_form_are_no_copies_of_one_another():
    assert find({(0, 1): 0.95}, lengths=(29, 50, 50)) == {}


@pytest.mark.parametrize(
    ("cosine", "titles", "found"), [(0.4, (7, 7, 2), True), (0.29, (7, 7, 2), False), (0.4, (-1, -1, 2), False)]
)
def test_posts_of_one_title_are_the_same_sooner_unless_the_title_says_nothing(cosine, titles, found):
    assert bool(find({(0, 1): cosine}, titles=titles)) is found


def test_a_post_is_no_copy_of_itself():
    assert find({(0, 0): 1.0}) == {}


def test_copies_of_copies_are_one_cluster_and_the_largest_stands_first():
    twins = Twins.of(np.array([5, 1, 3, 2]), np.array([0, 2, 2, 1]), 7)
    assert twins.twins_of(2) == [1, 3]
    assert clusters(twins) == [[1, 2, 3], [0, 5]]


def test_without_copies_there_are_no_clusters():
    assert clusters(Twins.of(np.array([], int), np.array([], int), 3)) == []
