"""How the pages of this folder are built: `make docs`."""

import importlib.metadata

from pygments.lexers import TextLexer
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
    """Show Hugo's templates as they are: Pygments does not know them."""
    app.add_lexer("go-html-template", TextLexer)
