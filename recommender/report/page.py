"""Templates to pages: everything that is put into one is escaped, but for charts and scripts, which are made here."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from recommender.report.tables import spoken
from recommender.wording import Text


def render(template: str, *, script: str | None = None, **values: object) -> str:
    """Fill a template of this room.

    Args:
        script: a file of this room, the one script that the page's policy lets run.
    """
    code = _environment().get_template(script).render() if script else ""
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return _environment().get_template(template).render(values, script=code, script_digest=digest)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("recommender.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(both=_both, signed=lambda value: spoken(value, "+.3f"))
    # Letters as they are: half the size.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals.update(t=lambda ja, en: _both(Text(ja, en)), drawn=Markup)
    return environment


def _both(text: Text) -> Markup:
    """Write a text in both languages, of which the page shows one."""
    if text.ja == text.en:
        return Markup.escape(text.ja)
    return Markup('<span lang="ja">{}</span><span lang="en">{}</span>').format(text.ja, text.en)
