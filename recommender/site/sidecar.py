"""The table of a post kept beside it: `post.json` next to `post.md`."""

import json
import os
import stat
from pathlib import Path

from recommender.site.front_matter import MAX_CHARACTERS, opens_front_matter
from recommender.site.markup import markup_of
from recommender.site.text_file import TextFile

#: What a table of the longest kind takes in UTF-8.
_MAX_BYTES = 4 * MAX_CHARACTERS


def with_sidecar(file: Path, read: TextFile) -> TextFile:
    """Give a post's text with the JSON object beside its file as its front matter.

    A post that has front matter of its own keeps to that, and one without a neighbour stays as it is; so does a page
    of HTML, whose builder keeps data of its own beside it. Where `post.md` and `post.mdx` stand side by side, the
    neighbour belongs to `post.md`. A neighbour that is no table leaves the post as it is, and the trouble says so.
    """
    if markup_of(file.name) == "html" or opens_front_matter(read.text):
        return read
    sidecar = find_sidecar(file)
    if sidecar is None:
        return read
    try:
        table = _read_table(sidecar)
    except OSError as error:
        reason = f"{error.strerror}; check its permissions"
    except ValueError as error:
        reason = str(error)
    else:
        return TextFile(f"{table}\n{read.text}", read.trouble)
    trouble = f"{sidecar.name} beside it was not read: {reason}"
    return TextFile(read.text, f"{read.trouble}; {trouble}" if read.trouble else trouble)


def find_sidecar(file: Path) -> Path | None:
    """Give the file of a table beside a post's file, None where there is none."""
    sidecar = file.with_suffix(".json")
    try:
        is_file = stat.S_ISREG(os.lstat(sidecar).st_mode)
    except (OSError, ValueError):
        return None
    return sidecar if is_file and not _belongs_to_another(file) else None


def _belongs_to_another(file: Path) -> bool:
    return file.suffix.lower() != ".md" and file.with_suffix(".md").is_file()


def _read_table(sidecar: Path) -> str:
    """Read the text of a JSON object that can stand as front matter.

    Raises:
        OSError: it cannot be read.
        ValueError: it is none; the text says what was found and what to do.
    """
    size = sidecar.stat().st_size
    if size > _MAX_BYTES:
        raise ValueError(f"{size:,} bytes, at most {_MAX_BYTES:,} are a table; make it shorter")
    text = sidecar.read_text(encoding="utf-8-sig", errors="replace").strip()
    try:
        table = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply; a table is flat") from error
    except ValueError as error:
        raise ValueError(f"it is no JSON ({str(error).splitlines()[0]}); mend it") from error
    if not isinstance(table, dict):
        raise ValueError(f'found a {type(table).__name__}, expected an object like {{"title": "…"}}')
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"{len(text):,} characters, at most {MAX_CHARACTERS:,} are a table; make it shorter")
    return text
