"""The same batches on the machines of a Dask cluster that already runs."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from joblib import parallel_config

from recommender.errors import SettingsError

#: Seconds to wait for an answer.
_PATIENCE = 10


@contextmanager
def on_cluster(address: str) -> Iterator[int]:
    """Send all batches to the workers of a cluster; give their number.

    The site and the folder of temporary files (`TMPDIR`) have to be on storage that all machines see under one path:
    data goes through it, only names of files go through the scheduler. A lost worker's batches run again elsewhere.

    Args:
        address: of the scheduler, `tcp://host:8786`.

    Raises:
        SettingsError: Dask is not installed, nobody answers, or the workers run several tasks in one process.
    """
    if find_spec("distributed") is None:
        raise SettingsError("--cluster: needs Dask, which is not installed; pip install 'recommender[dask]'")
    distributed = importlib.import_module("distributed")
    try:
        client = distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as error:
        raise SettingsError(f"--cluster: no Dask scheduler answers at {address}; is it running?") from error
    with client:
        threads = client.nthreads()
        if not threads:
            raise SettingsError(f"--cluster: the scheduler at {address} has no workers; start some with `dask worker`")
        # A dictionary is no good to two threads at a time.
        if max(threads.values()) > 1:
            raise SettingsError(
                f"--cluster: a worker at {address} runs {max(threads.values())} threads, expected 1 each; "
                "start them with `dask worker --nthreads 1 --nworkers auto`"
            )
        with parallel_config(backend="dask", client=client):
            yield len(threads)
