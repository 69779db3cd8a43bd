import pytest

from recommender.site.generators.hexo.permalink import category_slug, fill_permalink, parse_post_name, slugize


def test_a_name_that_new_post_name_does_not_fit_becomes_a_slug():
    assert parse_post_name(":year-:title", "sub/Niwa no.tsuchi") == {"title": "sub-Niwa-no-tsuchi"}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("庭 の  Tsuchi!", "庭-の-Tsuchi"),
        ("「庭」の土！", "「庭」の土！"),
        ("a　b\ufeffc", "a-b-c"),
        ("Café Ｗide Œuvre", "Cafe-Wide-OEuvre"),
        ("がぎ", "がぎ"),
        ("...", ""),
    ],
)
def test_a_slug_loses_blanks_ascii_punctuation_and_accents(text, slug):
    assert slugize(text) == slug


@pytest.mark.parametrize(
    ("rule", "name", "values"),
    [
        (":title", "sub/Niwa no", {"title": "sub/Niwa no"}),
        (":year-:month-:day-:title", "2014-02-03-庭", {"year": "2014", "month": "02", "day": "03", "title": "庭"}),
        (":lang/:title", "en/a/b", {"lang": "en", "title": "a/b"}),
        (":lang", "en", {"lang": "en", "title": "en"}),
        (":a:b:c:d", "abcd", {"title": "abcd"}),
    ],
)
def test_a_name_is_read_by_new_post_name(rule, name, values):
    assert parse_post_name(rule, name) == values


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (":a/:b-:a/", "1/2-1/"),
        (":a_b:a", "undefined1"),
        (":a_/x", "1_/x"),
        (":c/", "undefined/"),
        (":unknown_date", None),
        ("::a", ":1"),
    ],
)
def test_placeholders_are_filled_as_javascript_would(rule, path):
    assert fill_permalink(rule, {"a": "1", "b": "2", "unknown_date": None}) == path


@pytest.mark.parametrize(
    ("categories", "case", "slug"),
    [
        (None, 0, None),
        ([], 0, None),
        ("Web Dev", 0, "Web-Dev"),
        (["Web Dev", "庭"], 1, "web-dev/庭"),
        ([["A"], ["B", "C"]], 0, "B/C"),
        ([["A"], "B", []], 2, "B"),
        (["", 2013, None], 0, "2013"),
        ("音楽", 0, "music"),
        ("...", 0, ""),
    ],
)
def test_the_last_path_of_categories_is_the_address(categories, case, slug):
    assert category_slug(categories, {"音楽": "music"}, case=case) == slug
