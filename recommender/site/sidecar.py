"""The table of a post kept beside it: `post.json` next to `post.md`."""

from pathlib import Path

from recommender.errors import PostError
from recommender.site.front_matter import MAX_CHARACTERS, opens_front_matter


def with_sidecar(file: Path, text: str) -> str:
    """Give a post's text with the JSON object beside its file as its front matter.

    A post that has front matter of its own keeps to that, and one without a neighbour stays as it is.

    Raises:
        PostError: the neighbour cannot be read, or is too large for a table.
    """
    sidecar = file.with_suffix(".json")
    if opens_front_matter(text) or not sidecar.is_file() or sidecar.is_symlink():
        return text
    try:
        if sidecar.stat().st_size > 4 * MAX_CHARACTERS:
            raise PostError(f"{sidecar.name} beside it has more than {4 * MAX_CHARACTERS:,} bytes; it is no table")
        table = sidecar.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise PostError(f"{sidecar.name} beside it cannot be read ({error.strerror}); check its permissions") from error
    return f"{table.strip()}\n{text}"
