"""The example blog keeps what the tests and a newcomer's first run rely on."""

import re

import pytest

from recommender.site.url import url_key
from tests.conftest import EXAMPLE

POSTS = sorted((EXAMPLE / "_posts").glob("*.md"))


def body(file) -> str:
    return file.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def test_there_are_about_sixty_posts_of_readable_length():
    assert 60 <= len(POSTS) <= 80
    assert {file.name: len(body(file)) for file in POSTS if not 150 <= len(body(file)) <= 3000} == {}


def test_every_link_but_the_old_dead_one_leads_to_a_post_that_was_there_before(model):
    dead = []
    for file in POSTS:
        for target in re.findall(r"\]\((/[^)]*)\)", body(file)):
            number = model.names.by_url(target)
            if number is None:
                dead.append(target)
            else:
                own = model.posts[model.names.by_path(f"_posts/{file.name}")]
                assert model.posts[number].date <= own.date, file.name
    assert dead == ["/2023/01/28/kanazawa-yukitsuri/"]


def test_addresses_are_unique(model):
    keys = [url_key(post.url) for post in model.posts if post.url]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("query", "first"), [("python-2-loop", "はじめてのPython"), ("nisa-hajime", "つみたてNISA一年目")]
)
def test_the_obvious_neighbour_stands_first(model, query, first):
    assert model.related(model.names.find(query), 1)[0].post.title.startswith(first)


def test_a_revised_edition_is_not_recommended_under_the_original(model):
    shown = {item.post.path for item in model.related(model.names.find("ichiban-dashi"), 20)}
    assert "_posts/2026-02-11-ichiban-dashi-kaitei.md" not in shown


def test_a_pin_stands_first_and_says_so(model):
    item = model.related(model.names.find("toshi-no-sanbon"), 1)[0]
    assert (item.post.path, item.source) == ("_posts/2024-11-10-koda-aya-daidokoro.md", "pin")
