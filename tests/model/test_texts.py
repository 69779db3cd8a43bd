"""What a later text is ranked by is what was stored, or is refused."""

import numpy as np
import pytest

from recommender.model.texts import Texts, texts_from


@pytest.fixture(scope="session")
def texts(training):
    ranked = training.ranked
    return Texts(ranked.vectors, ranked.corpus.surfaces, ranked.corpus.boilerplate)


def test_vectors_are_put_together_as_they_were(texts):
    again = texts_from(texts.to_arrays(), texts.to_table(), len(texts.vectors))
    for name in ("body", "rare_body", "phrases", "presence", "title_shares", "tags"):
        assert (getattr(again.vectors, name) != getattr(texts.vectors, name)).nnz == 0, name
    assert (again.vectors.body_passages.parts != texts.vectors.body_passages.parts).nnz == 0
    assert (again.vectors.body_passages.titles != texts.vectors.body_passages.titles).nnz == 0
    assert (again.vectors.phrase_passages.starts == texts.vectors.phrase_passages.starts).all()
    assert np.array_equal(again.vectors.days, texts.vectors.days, equal_nan=True)
    assert again.vectors.words.tolist() == texts.vectors.words.tolist()
    assert again.vectors.lexicon.words.find(["梅"]) == texts.vectors.lexicon.words.find(["梅"])
    assert (again.surfaces, again.boilerplate) == (texts.surfaces, texts.boilerplate)


@pytest.mark.parametrize(
    ("name", "place", "value"),
    [
        ("body_indices", 3, 2**30),
        ("body_indices", 3, -1),
        ("phrase_passages_indptr", 2, 2**40),
        ("body_passages_starts", 1, 0),
        ("tags_data", 0, np.nan),
        ("rare_body_data", 0, np.inf),
        ("words_columns", 0, 2**30),
        ("words_idf", 0, np.nan),
    ],
)
def test_numbers_that_lead_outside_or_are_none_are_refused(texts, name, place, value):
    arrays = {key: array.copy() for key, array in texts.to_arrays().items()}
    arrays[name][place] = value
    with pytest.raises(ValueError, match=r"fit|indices|index|indptr"):
        texts_from(arrays, texts.to_table(), len(texts.vectors))


def test_texts_of_another_number_of_posts_are_refused(texts):
    with pytest.raises(ValueError, match=r"fit|indices|index|indptr"):
        texts_from(texts.to_arrays(), texts.to_table(), len(texts.vectors) + 1)
