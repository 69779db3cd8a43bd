"""How the pages of this folder are built: `make docs`."""

import importlib.metadata

from pygments.lexers import HtmlDjangoLexer
from sphinx.application import Sphinx

project = "recommender"
release = importlib.metadata.version("recommender")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "recommender"
html_show_copyright = False
# Types stand in the signatures.
autodoc_typehints = "signature"
myst_heading_anchors = 3
exclude_patterns = ["_build"]
# Links are held to what is there by the tests.
suppress_warnings = ["myst.xref_missing"]


def setup(app: Sphinx) -> None:
    """Colour Hugo's templates, which Pygments does not know, as others of their kind."""
    app.add_lexer("go-html-template", HtmlDjangoLexer)
