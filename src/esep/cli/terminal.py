"""Where tables and texts for people are printed. No text of others may command the terminal: what would move the
cursor, set colours or turn the direction of writing is shown as a sign instead."""

import re
import sys
from collections.abc import Iterator
from typing import IO, Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """The text, each sign that a terminal would obey replaced by one that it shows. Lines and tabs stay."""
    return _COMMANDS.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "�"


class Terminal(Console):
    """A console that obeys our styles and nobody's text."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Any:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else plain(text), style, control)


def terminal(stream: IO[str] | None = None) -> Console:
    """Where tables for people are printed."""
    return Terminal(file=stream or sys.stdout, highlight=False, soft_wrap=False)


def wrapped(line: str, width: int) -> Iterator[tuple[int, int]]:
    """The rows that a line fills: where each begins and ends. A row ends after a space where it can,
    and never at a space that holds the parts of a number together."""
    start = 0
    while True:
        stop = _fitting(line, start, width)
        if stop < len(line):
            space = line.rfind(" ", start, stop + 1) + 1
            stop = space if space > start else stop
        yield start, stop
        if stop >= len(line):
            return
        start = stop


def _fitting(line: str, start: int, width: int) -> int:
    """The end of what fits into that many columns; at least one character."""
    stop = min(start + width, len(line))
    if line[start:stop].isascii():
        return stop
    while stop > start + 1 and cell_len(line[start:stop]) > width:
        stop -= 1
    return stop
