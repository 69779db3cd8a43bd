"""One run at a time writes into a site."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from recommender.errors import SiteError
from recommender.folder_lock import lock_folder

#: A run over thousands of posts takes a few seconds: whoever comes second has its turn after it.
WAIT_SECONDS = 10.0


@contextlib.contextmanager
def lock_site(root: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Keep other runs from writing into a site while the block runs.

    Where the file system has no locks, a file that another run changed is left alone in any case.

    Args:
        wait: seconds to wait for the other run.

    Raises:
        SiteError: the other run is still writing.
    """
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(lock_folder(root, wait=wait))
        except TimeoutError as error:
            raise SiteError(
                f"{root}: another run of inject is writing there, expected none; wait until it is done, then "
                "run this again"
            ) from error
        except OSError as error:
            raise SiteError(f"{root}: cannot be opened ({error.strerror}); check its permissions") from error
        yield
