"""What can go wrong by the user's doing, as one tree; every room raises these and only these on bad input.

RecommenderError
├── SettingsError      recommender.toml or an option holds what cannot be used
├── SiteError          the folder given as SITE cannot be read as a blog
├── PostError          one post cannot be read or changed; never stops a run over many posts
├── UnknownPostError   no post of the model goes by the given path, URL, slug or id
├── ModelError         the model folder is absent, damaged or of another format
└── GoldError          a gold file cannot be read, or names nothing that the site has
"""


class RecommenderError(Exception):
    """A fault that the user can mend: its text says what was found, what was expected, what to do."""


class SettingsError(RecommenderError):
    """A setting is unknown, of the wrong type or out of range."""


class SiteError(RecommenderError):
    """The site folder is absent or holds no posts."""


class PostError(RecommenderError):
    """One post cannot be read or changed; its file stays as it is."""


class UnknownPostError(RecommenderError):
    """No post, or more than one, answers to the given name."""


class ModelError(RecommenderError):
    """The model cannot be loaded."""


class GoldError(RecommenderError):
    """The gold pairs cannot be used."""
