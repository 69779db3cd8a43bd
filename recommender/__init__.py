"""Related articles (あわせて読みたい) for Japanese blogs.

>>> from pathlib import Path
>>> from recommender import load, train
>>> training = train(Path("examples/blog"), Path("models/blog"))  # doctest: +SKIP
>>> model = load(Path("models/blog"))  # doctest: +SKIP
>>> [one.post.title for one in model.related("ume-shigoto", limit=3)]  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recommender.model.storage import load_model as load
    from recommender.training import train

__all__ = ["load", "train"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: serving a model needs none of what training imports.
    if name == "load":
        from recommender.model.storage import load_model

        return load_model
    if name == "train":
        from recommender.training import train

        return train
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
