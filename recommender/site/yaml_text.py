"""YAML as people write it in front matter and settings: safe to load, dates left as they stand."""

from typing import Any

import yaml

from recommender.site.dates import YamlTimestamp


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which a timestamp stays text: `parse_date` knows the site's zone, YAML does not."""


_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: YamlTimestamp(node.value))


def parse_yaml(text: str) -> Any:
    """Parse one YAML document.

    Raises:
        ValueError: it is not YAML; the text says what was found in which line.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506  (a subclass of the safe loader)
    except yaml.MarkedYAMLError as error:
        line = f" in its line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ValueError(f"{error.problem or error.context}{line}") from error
    except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # A tag like !!int on what is none makes PyYAML stumble in its own ways.
        raise ValueError(f"a value cannot be read ({type(error).__name__})") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
