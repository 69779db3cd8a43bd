from dataclasses import replace
from datetime import UTC, datetime

import pytest

from recommender.site.generators.jekyll.permalink import (
    Document,
    collection_template,
    fill_permalink,
    slugify,
    titleize,
)

DOCUMENT = Document(
    collection="notes",
    path="_notes/庭/2024-12-30-Niwa no_X.md",
    slug="Niwa no_X",
    categories=("Web Dev", "花", "web dev"),
    date=datetime(2024, 12, 30, 9, 5, 7, tzinfo=UTC),
    output_ext=".html",
)


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("", "/"),
        ("own", "/own"),
        ("/:collection:output_ext", "/notes.html"),
        (":path", "/庭/2024-12-30-Niwa no_X"),
        (":name", "/2024-12-30-niwa-no-x"),
        (":title/:slug", "/Niwa-no_X/niwa-no-x"),
        (":categories", "/web dev/花"),
        (":slugified_categories", "/web-dev/花"),
        (":year-:short_year-:w_year", "/2024-24-2025"),
        (":month-:i_month-:short_month-:long_month", "/12-12-Dec-December"),
        (":day-:i_day-:short_day-:long_day-:w_day-:y_day-:week", "/30-30-Mon-Monday-1-365-01"),
        (":hour:minute:second", "/090507"),
        (":year_:month_x", "/2024_:month_x"),
        (":nothing/:", "/:nothing/:"),
        ("a//b/../c/./d..", "/a/b/c/d/"),
        ("50%25/:title", "/50%25/Niwa-no_X"),
    ],
)
def test_every_placeholder_has_jekylls_value(template, url):
    assert fill_permalink(template, DOCUMENT) == url


def test_a_percent_sign_in_a_value_is_escaped():
    assert fill_permalink(":categories", replace(DOCUMENT, categories=("50%20",))) == "/50%2520"


def test_a_document_without_a_date_has_an_address_where_none_is_asked_for():
    undated = replace(DOCUMENT, date=None)
    assert fill_permalink("/:title/", undated) == "/Niwa-no_X/"
    assert fill_permalink("/:year/:title/", undated) is None
    assert fill_permalink("/:year_:title/", undated) is None


@pytest.mark.parametrize(
    ("style", "end"),
    [
        ("date", ":output_ext"),
        ("none", ":output_ext"),
        ("weekdate", ""),
        ("pretty", "/"),
        ("/:title/", "/"),
        ("/x", ""),
    ],
)
def test_a_collection_takes_only_the_end_of_the_sites_style(style, end):
    assert collection_template(style) == "/:collection/:path" + end


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", ""),
        ("--", ""),
        ("a--b", "a-b"),
        (" 庭　土。", "庭-土"),
        ("か\u3099", "か\u3099"),
        ("①Ⅳ９", "９"),
        ("A_b.c", "A-b-c"),
    ],
)
def test_a_slug_is_letters_marks_and_digits_with_single_hyphens(text, slug):
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("slug", "title"), [("", ""), ("niwa-no-Tsuchi", "Niwa No Tsuchi"), ("庭-v1.2", "庭 V1.2"), ("ひとつ", "ひとつ")]
)
def test_a_title_is_made_of_the_words_of_the_slug(slug, title):
    assert titleize(slug) == title
