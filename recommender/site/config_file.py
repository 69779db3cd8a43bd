"""Settings files of generators: YAML, TOML or JSON, read as one table."""

import json
import tomllib
from pathlib import Path
from typing import Any

from recommender.errors import SiteError
from recommender.site.json_text import whole_letters
from recommender.site.tables import as_table, text_keys
from recommender.site.yaml_text import parse_yaml

#: A larger file is no settings that a person wrote, and parsers take seconds for it.
_MAX_BYTES = 500_000
_PARSERS = {".toml": tomllib.loads, ".json": json.loads}


def read_config_file(file: Path) -> dict[str, Any]:
    """Read a file of settings as YAML, TOML or JSON, by its suffix; keys are texts, what is no table is empty.

    Raises:
        SiteError: it is too large, or cannot be opened or parsed.
    """
    suffix = file.suffix.lower()
    try:
        size = file.stat().st_size
        if size > _MAX_BYTES:
            raise SiteError(f"{file}: {size:,} bytes, at most {_MAX_BYTES:,} are read as settings; make it shorter")
        config = _PARSERS.get(suffix, parse_yaml)(file.read_text(encoding="utf-8-sig"))
        if suffix == ".json":
            config = whole_letters(config)
    except (ValueError, OSError, RecursionError) as error:
        kind = suffix.lstrip(".").upper() if suffix in _PARSERS else "YAML"
        raise SiteError(f"{file}: cannot be read as {kind} ({str(error).splitlines()[0]}); mend it") from error
    return text_keys(as_table(config))
