"""A part of the site: pages that are made together, and a key of all that they are made from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

Content = bytes | Iterable[bytes]
"""Of a file; in pieces where it is long."""
Opened = Callable[[str], BinaryIO]
"""Opens a file of this very site, by its address, to be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are made together."""

    name: str
    """Each its own, the same from one record to the next."""
    make: Callable[[Opened], Iterable[tuple[str, Content]]]
    """Makes the pages, each with its address; it may read those of the parts before it only where it is `late`."""
    key: str | None = None
    """Equal keys, equal pages. Missing: None where it is made anew each time."""
    near: str = ""
    """Parts that are made from the same have the same, so that one process makes them one after another."""
    late: bool = False
    """Whether it is made when all others are there."""
