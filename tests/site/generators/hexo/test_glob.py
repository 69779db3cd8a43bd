import pytest

from recommender.site.generators.hexo.glob import matches_glob


@pytest.mark.parametrize(
    ("path", "glob", "fits"),
    [
        ("_posts/a/b.md", "_posts/**", True),
        ("_posts/a/b.md", "_posts/*", False),
        ("_posts/a/b.md", "**/*.md", True),
        ("_posts/a.md", "_posts/{a,b}.md", True),
        ("_posts/c.md", "_posts/{a,b}.md", False),
        ("a", "**/a", True),
        ("a/" * 200 + "b", "**/a/" * 100 + "c", False),
        ("{" * 50, "{a,b}" * 60, False),
    ],
)
def test_globs_are_micromatchs(path, glob, fits):
    assert matches_glob(path, [glob]) is fits
