"""What schemathesis is told beyond the description: a rule that no schema can say, and posts that there are."""

import json
import os

import schemathesis
from schemathesis import GenerationMode

NAMES = ("url", "path", "id")
#: A URL, and fields of events, that the served model knows.
KNOWN = json.loads(os.environ["KNOWN"])


@schemathesis.hook
def before_call(context, case, kwargs):
    """Give one name of a post where several are described, and let half of what is right name posts that there are."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    knows = len(str(case.query) + str(case.body)) % 2 == 0
    described = {parameter.name for parameter in case.operation.query}
    if described >= set(NAMES):
        given = [name for name in NAMES if name in case.query]
        for name in given[1:]:
            del case.query[name]
        if knows or not given:
            case.query = {name: value for name, value in case.query.items() if name not in NAMES} | {
                "url": KNOWN["url"]
            }
    if knows and isinstance(case.body, dict):
        case.body |= {name: value for name, value in KNOWN["event"].items() if name in case.body}
