"""What caches may keep of an answer, and how they ask whether it is still the same."""

from flask import Response, request

from recommender.model.model import Model

#: Seconds that an answer of the model may be kept unasked.
_MAX_AGE = 60
#: Scripts and style sheets change with the program alone.
FILE_MAX_AGE = 3600


def cached(response: Response, model: Model) -> Response:
    """Let caches keep an answer for a minute, and ask whether the model is still the same after that."""
    response.set_etag(f"{model.manifest.version}-{model.manifest.trained_at}")
    return _kept(response, _MAX_AGE)


def cached_as_it_is(response: Response, max_age: int = _MAX_AGE) -> Response:
    """Let caches keep an answer that more than the model has a part in, and ask whether its bytes are the same."""
    response.add_etag()
    return _kept(response, max_age)


def _kept(response: Response, max_age: int) -> Response:
    response.cache_control.public = True
    response.cache_control.max_age = max_age
    response.make_conditional(request)
    return response
