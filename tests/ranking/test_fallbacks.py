from recommender.ranking.fallbacks import closest_tags_first, newest_first, posts_of_tags


def test_newest_posts_come_first_undated_ones_last_and_equal_dates_by_path(vectors_of):
    vectors = vectors_of([("", f"語{i}") for i in range(5)], days=[3, 9, None, 9, 1])
    assert newest_first(vectors).tolist() == [1, 3, 0, 4, 2]


def test_posts_with_rarer_tags_in_common_come_first_and_those_without_are_left_out(vectors_of):
    tags = [("日記", "梅"), ("日記",), ("日記", "梅"), ("庭",)]
    vectors = vectors_of([("", f"語{i}") for i in range(4)], tags=tags, days=[1, 4, 2, 3])
    order = newest_first(vectors)
    by_tag = posts_of_tags(vectors.tags, order)
    assert list(closest_tags_first(vectors.tags[0], by_tag, order)) == [2, 0, 1]
    others = order[order != 3]
    assert list(closest_tags_first(vectors.tags[3], posts_of_tags(vectors.tags, others), others)) == []
