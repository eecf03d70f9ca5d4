"""Rows of a list: of a line that begins with an area, each number counts what the one above it counts.

Norte: 246 cases (+24) and 35 deaths
Algarve: 16 (+4) and 3
"""

from collections import Counter
from collections.abc import Sequence

from esep.read.frame import Frame
from esep.read.mentions import Mention
from esep.read.territory import Territory

_LINES = ("\n", ";")


class Rows:
    """The numbers of a sentence by line, and what those of the line above count."""

    def __init__(self, numbers: Sequence[Territory], found: Sequence[Mention], above: Sequence[Frame]) -> None:
        self._lines: list[int] = []
        line, reached = 0, 0
        for one in numbers:
            line += sum(mention.mark[:1] in _LINES for mention in found[reached : one.place]) if self._lines else 0
            self._lines.append(line)
            reached = one.place
        self._sizes = Counter(self._lines)
        self._above = list(above)
        self._row: list[Frame] = []
        self._area: tuple[str, ...] = ()

    def above(self, n: int, area: tuple[str, ...]) -> Frame | None:
        """What the number above the nth counts; `area`: that of the nth, by its own words. To be asked in turn.

        Missing: None in a line that begins with no area, names a second one, or is of another form than the one above.
        """
        if n and self._lines[n] != self._lines[n - 1]:
            self._above, self._row = self.last(), []
        if not self._row or area not in ((), self._area):
            self._area = () if self._row or len(area) != 1 else area
        at = len(self._row)
        alike = len(self._above) == self._sizes[self._lines[n]] > max(1, at)
        return self._above[at] if alike and self._area else None

    def add(self, frame: Frame) -> None:
        """What that number counts."""
        self._row.append(frame)

    def last(self) -> list[Frame]:
        """What the numbers of the last line count. Shape: empty for a line that begins with no area."""
        return self._row if self._area else []

    def goes_on(self) -> bool:
        """Whether the next number stands in a line of several that begins with an area, and is not its first."""
        return len(self._sizes) > 1 and bool(self._area and self._row)
