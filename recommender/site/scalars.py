"""Values of front matter as text and as switches, whatever their author wrote."""


def scalar_text(value: object) -> str:
    """Give a value as text; "" for nothing, for a list or table, and for a number too long to print."""
    if value is None or isinstance(value, (list, dict)):
        return ""
    try:
        return str(value)
    except ValueError:
        return ""


def is_true(value: object) -> bool:
    """Tell whether a switch is on: YAML's booleans and the words that people write for them."""
    return scalar_text(value).strip().lower() in ("true", "yes", "on", "1")


def is_false(value: object) -> bool:
    """Tell whether a switch is off; neither on nor off is possible."""
    return scalar_text(value).strip().lower() in ("false", "no", "off", "0")
