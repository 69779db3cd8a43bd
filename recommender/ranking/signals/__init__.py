"""What speaks for recommending one post under another.

A signal is a function `(vectors, pairs) → values`: pairs of post numbers in, for each a float32 in [0, 1] out. A new
one is a file of its own and a line in `SIGNALS`.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.date import date
from recommender.ranking.signals.paired import ComparedPairs
from recommender.ranking.signals.phrases import phrases
from recommender.ranking.signals.tags import tags
from recommender.ranking.signals.text import text
from recommender.ranking.signals.title_coverage import text_covers_title, title_covered_by_text
from recommender.text.vectors import Vectors

Signal: TypeAlias = Callable[[Vectors, ComparedPairs], NDArray[np.float32]]

#: All signals by the name under which settings, models and reasons know them.
SIGNALS: Mapping[str, Signal] = {
    "text": text,
    "phrases": phrases,
    "text_covers_title": text_covers_title,
    "title_covered_by_text": title_covered_by_text,
    "tags": tags,
    "date": date,
}
