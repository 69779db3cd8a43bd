"""Values of front matter as text and as switches, whatever their author wrote."""


def scalar_text(value: object) -> str:
    """Give a value as text; "" for nothing, for a list or table, for bytes and for a number too long to print.

    A boolean is spelled as YAML, TOML and JSON spell it.
    """
    if value is None or isinstance(value, (list, tuple, dict, set, bytes)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        return str(value)
    except ValueError:
        return ""


def title_text(value: object) -> str:
    """Give a title as text, also where its author made it a list (`[庭, 土]`) or a table by its punctuation.

    A list's parts are joined by commas; of a table the first text stands for all, or its first key.
    """
    if isinstance(value, list):
        return ", ".join(text for text in map(scalar_text, value) if text)
    if isinstance(value, dict):
        texts = [text for text in map(scalar_text, [*value.values(), *value]) if text]
        return texts[0] if texts else ""
    return scalar_text(value)


def is_true(value: object) -> bool:
    """Tell whether a switch is on: YAML's booleans and the words that people write for them."""
    return scalar_text(value).strip().lower() in ("true", "yes", "on", "1")


def is_false(value: object) -> bool:
    """Tell whether a switch is off; neither on nor off is possible."""
    return scalar_text(value).strip().lower() in ("false", "no", "off", "0")
