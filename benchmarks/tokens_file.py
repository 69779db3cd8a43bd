"""The words of posts in a file, of which no more is in memory than is asked for."""

import os
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, overload

from recommender.text.corpus import PostTokens
from recommender.text.tokens import Tokens

_BEHIND_TITLE = "\0"


class TokensFile(Sequence[PostTokens]):
    """Posts that are written one by one, and read from any place."""

    def __init__(self, path: Path) -> None:
        """Begin a file without posts."""
        self._path, self._ends = path, array("q", [0])
        path.write_bytes(b"")
        self._open()

    def _open(self) -> None:
        self._file = os.open(self._path, os.O_RDWR | os.O_APPEND)

    def append(self, tokens: PostTokens) -> None:
        """Write one more post."""
        text = f"{tokens.title.text}{_BEHIND_TITLE}{tokens.body.text}".encode("utf-8", "surrogatepass")
        os.write(self._file, text)
        self._ends.append(self._ends[-1] + len(text))

    def __len__(self) -> int:
        """Count the posts."""
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> PostTokens: ...
    @overload
    def __getitem__(self, place: slice) -> list[PostTokens]: ...
    def __getitem__(self, place: int | slice) -> PostTokens | list[PostTokens]:
        """Read one post, or several."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        text = os.pread(self._file, self._ends[place + 1] - self._ends[place], self._ends[place])
        title, _, body = text.decode("utf-8", "surrogatepass").partition(_BEHIND_TITLE)
        return PostTokens(Tokens(title), Tokens(body))

    def __getstate__(self) -> dict[str, Any]:
        """Send where the file is, and where each post ends."""
        return {"_path": self._path, "_ends": self._ends}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Open the file anew."""
        vars(self).update(state)
        self._open()
