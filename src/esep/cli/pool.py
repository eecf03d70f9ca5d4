"""Work shared out to processes: a `map` that keeps the order, whatever becomes of a process.

    items -> batches -> processes -> results, in the order of the items

Only a few batches are under way: the next items are taken when the oldest results have been given out, so neither an
endless input nor a slow reader of the output makes memory grow.

The processes are AnyIO's, each at a pipe of its own: one that is killed takes nothing with it but the batch it had,
which is worked again. Pools whose processes share a queue (concurrent.futures, loky, Pebble) break as a whole.
"""

import logging
import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from anyio import CapacityLimiter
    from anyio.from_thread import BlockingPortal

T = TypeVar("T")
R = TypeVar("R")

_SOON = 1.0
"""Seconds of work after which it is worth starting processes."""
_ITEMS, _BYTES = 32, 2**18
"""A full batch: so many items, or so many bytes of them."""
_PATIENCE = 1.0
"""A batch whose items took so many seconds to come is sent off as it is."""
_AHEAD = 3
"""Batches under way for each process: it works one, the others wait for it or for their turn."""
_TRIES = 6
"""A batch that ends its process is worked item by item; an item that ends so many by itself is given up. Fewer would
accuse the innocent where processes are killed as fast as they start."""


@dataclass(frozen=True, slots=True)
class _Batch:
    items: Sequence[bytes]
    """Pickled, so that their size is known."""
    full: bool
    error: Exception | None = None
    """What ended the items."""


@dataclass(frozen=True, slots=True)
class _Results:
    values: list[Any]
    """A result for each item, or `_Lost`."""
    error: Exception | None = None
    """What ended them."""


@dataclass(frozen=True, slots=True)
class _Lost:
    """In the place of a result: an item that no process outlives."""

    item: Any


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """So many processes, started when they are first needed and ended with the `with` block.

    Without a number there is one for each processor, and none before the work has kept this process busy for a while:
    a single file, or a feed of a few documents an hour, starts none.
    """

    def __init__(self, jobs: int | None, lost: Callable[[Any], None]) -> None:
        """`lost` is told of each item that no process outlives; it has no result."""
        self._jobs = jobs or cores()
        self._at_once = jobs is not None
        self._lost = lost
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> bool | None:
        return self._open.__exit__(*error)

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of the items; an error, of the work or of the items, after the results before it.

        Work, items and results go through pickle.
        """
        if self._jobs == 1:
            return map(work, items)
        return self._shared(work, iter(items)) if self._at_once else self._shared_soon(work, iter(items))

    def _shared_soon(self, work: Callable[[T], R], items: Iterator[T]) -> Iterator[R]:
        began, spent = monotonic(), process_time()
        for item in items:
            yield work(item)
            if process_time() - spent > max(_SOON, (monotonic() - began) / 2):  # it is not the input that is slow
                self._at_once = True
                yield from self._shared(work, items)

    def _shared(self, work: Callable[[T], R], items: Iterator[T]) -> Iterator[R]:
        under_way: deque[Future[_Results]] = deque()
        for batch in _batches(items):
            under_way.append(self._portal.start_task_soon(self._worked, work, batch.items, batch.error))
            while len(under_way) > (self._jobs * _AHEAD if batch.full else 0):  # where the input is slow, nothing waits
                results = under_way.popleft().result()
                for value in results.values:
                    if isinstance(value, _Lost):
                        self._lost(value.item)
                    else:
                        yield value
                if results.error:
                    raise results.error

    @cached_property
    def _portal(self) -> "BlockingPortal":
        """To the thread that talks to the processes."""
        from anyio.from_thread import start_blocking_portal

        self._open.enter_context(_setting("PYTHONSAFEPATH", "1"))  # no module from the folder the user happens to be in
        logging.getLogger("asyncio").setLevel(logging.ERROR)  # it would warn of every process that was killed
        return self._open.enter_context(start_blocking_portal())

    @cached_property
    def _places(self) -> "CapacityLimiter":
        from anyio import CapacityLimiter

        return CapacityLimiter(self._jobs)

    async def _worked(self, work: Callable[[T], R], items: Sequence[bytes], error: Exception | None) -> _Results:
        """The results of a batch, and after them the error that ended its items."""
        from anyio import BrokenWorkerProcess, to_process

        if not items:
            return _Results([], error)
        for _ in range(_TRIES if len(items) == 1 else 1):
            with suppress(BrokenWorkerProcess, ProcessLookupError, KeyboardInterrupt):  # killed, by Ctrl-C perhaps
                results = await to_process.run_sync(_work, work, items, cancellable=True, limiter=self._places)
                return _Results(results.values, results.error or error)
        if len(items) == 1:
            return _Results([_Lost(pickle.loads(items[0]))], error)  # noqa: S301 (our own)
        values: list[Any] = []
        for item in items:
            results = await self._worked(work, (item,), None)
            values += results.values
            if results.error:
                return _Results(values, results.error)
        return _Results(values, error)


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    """Gives the environment, and so the processes started in it, a variable; takes it back at the end."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _work(work: Callable[[Any], Any], items: Iterable[bytes]) -> _Results:
    """In a process: the results up to the first error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which ends the others
    values: list[Any] = []
    try:
        for item in items:
            values.append(work(pickle.loads(item)))  # noqa: S301 (our own)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return _Results(values, error)
    return _Results(values)


def _batches(items: Iterator[Any]) -> Iterator[_Batch]:
    """The items in batches. The last one is not full, and tells of the error that ended the items if one did."""
    batch: list[bytes] = []
    size, until, error = 0, monotonic() + _PATIENCE, None
    try:
        for item in items:
            batch.append(pickle.dumps(item))
            size += len(batch[-1])
            full = len(batch) == _ITEMS or size >= _BYTES
            if full or monotonic() > until:
                yield _Batch(batch, full)
                batch, size, until = [], 0, monotonic() + _PATIENCE
    except Exception as raised:
        error = raised
    yield _Batch(batch, full=False, error=error)
