"""What an operator decides about the service; the lists themselves are settled in the model."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from recommender.errors import SettingsError

#: Pages of every origin.
ANY_ORIGIN = "*"

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class EventLimits:
    """How much of what readers do is kept; what is beyond is dropped and counted.

    Attributes:
        per_second: events a process takes in the long run; ten times as many at once.
        file_bytes: size of one day's file.
        total_bytes: size of all files of the folder.
    """

    per_second: int = 20
    file_bytes: int = 100_000_000
    total_bytes: int = 2_000_000_000


@dataclass(frozen=True, kw_only=True)
class ServiceSettings:
    """Settings of the service.

    Attributes:
        origins: whose pages may read answers and report events, as `https://blog.example`; `*` for all. Checked and
            brought into the form that browsers send when the settings are made.
        hosts: names that the service answers to; all where there are none.
        events: folder for what readers see and click; None to keep nothing.
        limits: how much of it is kept.
        access_log: file for a line of JSON an answer, `-` for standard output; None for no log.
    """

    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    events: Path | None = None
    limits: EventLimits = EventLimits()
    access_log: Path | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "origins", tuple(dict.fromkeys(map(_origin, self.origins))))


def _origin(text: str) -> str:
    """Give an origin as browsers send it: lower case, ASCII, no slash, no default port.

    Raises:
        SettingsError: it is none.
    """
    if text.strip() == ANY_ORIGIN:
        return ANY_ORIGIN
    try:
        parts = urlsplit(text.strip())
        name = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError:
        name, port = "", None
    is_origin = name and not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    if not is_origin or parts.scheme not in _DEFAULT_PORTS:
        raise SettingsError(f'origin is "{text}", expected the like of "https://blog.example", or "*" for all pages')
    shown = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, _DEFAULT_PORTS[parts.scheme]) else "")
