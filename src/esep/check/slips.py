"""How people slip when they write figures down: what each kind makes of a value, and how readily it happens.

A slip is told backwards: from the value that was stated to the ones that may have been meant. Its cost is a whole
number that grows as the slip gets rarer, about ten times the logarithm (base 2) of how many figures pass between two of
its kind. Only the order of the costs is relied on, and it follows what the corrections of public data show: one digit
is off far more often than two cells change places, and that more often than a row stands under another date.

Source: errors that readers of JHU CSSE, COVID Tracking and dsfsi/covid19za reported 2020-2022; the kinds of
single-digit slips are those of F. Damerau (1964) and J. Verhoeff, Error Detecting Decimal Codes (1969).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from esep.figure import Claim

SLIP = 300
"""The cost of any slip at all, besides that of its kind: two of them are rarer than one of any kind."""
COSTS: Mapping[str, int] = {
    "transposed": 100,
    "tenfold": 100,  # a nought too many at the end
    "digit": 110,
    "extra-digit": 115,
    "missing-digit": 115,
    "repeated": 130,  # the total of the day before stands once more
    "unchanged": 140,  # it should have been that of the day before
    "copied": 140,  # the value of a neighbour in the table
    "new-for-total": 130,
    "total-for-new": 130,
    "other-event": 135,  # cases in the column of deaths
    "other-track": 140,  # one definition counted in the other
    "twice": 150,  # what was new was added twice
    "swapped": 145,
    "areas": 160,  # all figures of two areas
    "shifted": 170,  # a column, by one
    "blank": 150,  # a nought where a value is missing
    "value": 200,  # any other
    "row": 230,  # under another date
    "carried": 30,  # the error of a part stands in the whole too
}


class Slip(NamedTuple):
    """One slip, and what it says was meant."""

    kind: str
    cost: int
    meant: tuple[tuple[Claim, int | None], ...]
    """The figures that it made wrong and what each should be. Missing: None where it does not say."""


def of_digits(value: int) -> Iterator[tuple[str, int]]:
    """Values that one slip of the hand makes into this one, each with the least costly kind; none for a value below
    nothing."""
    found: dict[int, str] = {}
    for kind, text in _meant(str(value)) if value >= 0 else ():
        if text == "0" or not text.startswith("0"):
            found.setdefault(int(text), kind)
    found.pop(value, None)
    for meant, kind in sorted(found.items()):
        yield kind, meant


def _meant(text: str) -> Iterator[tuple[str, str]]:
    for at in range(len(text) - 1):
        yield "transposed", text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    for at in range(len(text)):
        for digit in "0123456789":
            yield "digit", text[:at] + digit + text[at + 1 :]
    if len(text) > 1:
        if text.endswith("0"):
            yield "tenfold", text[:-1]
        for at in range(len(text)):
            yield "extra-digit", text[:at] + text[at + 1 :]
    for at in range(len(text) + 1):
        for digit in "0123456789":
            yield "missing-digit", text[:at] + digit + text[at:]


# Among the cells of a row --------------------------------------------------------------------------------------------

Fits = Callable[[Claim, int], bool]
"""Whether a cell may hold a value, as far as figures elsewhere tell."""


def swapped(row: Sequence[Claim], values: Mapping[Claim, int], fits: Fits) -> Iterator[Slip]:
    """Two cells that changed places."""
    for one, other in combinations(row, 2):
        if values[one] != values[other] and fits(one, values[other]) and fits(other, values[one]):
            yield Slip("swapped", COSTS["swapped"], ((one, values[other]), (other, values[one])))


def areas_swapped(page: Sequence[Claim], values: Mapping[Claim, int], fits: Fits) -> Iterator[Slip]:
    """Two areas all of whose figures changed places."""
    by_area: dict[str, dict[tuple[object, ...], Claim]] = defaultdict(dict)
    for claim in page:
        by_area[claim.area][claim[2:]] = claim
    for one, other in combinations(by_area.values(), 2):
        meant: list[tuple[Claim, int]] = []
        for name, cell in one.items():
            its = other.get(name)
            if its is None or values[cell] == values[its]:
                continue
            if not (fits(cell, values[its]) and fits(its, values[cell])):
                break
            meant += ((cell, values[its]), (its, values[cell]))
        else:
            if len(meant) > 2:
                yield Slip("areas", COSTS["areas"], tuple(meant))


def shifted(row: Sequence[Claim], values: Mapping[Claim, int], fits: Fits) -> Iterator[Slip]:
    """A run of cells in the order of the table that moved by one, up or down."""
    for cells in (row, row[::-1]):
        for stretch in _stretches(cells, values, fits):
            for first, last in combinations(range(len(stretch)), 2):
                if last - first >= _RUN:
                    yield _moved(stretch[first : last + 1], values)


_RUN = 2
"""So many cells at least move together, besides the one that was lost."""


def _stretches(cells: Sequence[Claim], values: Mapping[Claim, int], fits: Fits) -> Iterator[Sequence[Claim]]:
    """The row in pieces within which each cell may hold what stands in the one before it."""
    start = 0
    for at in range(1, len(cells)):
        if not fits(cells[at], values[cells[at - 1]]):
            yield cells[start:at]
            start = at
    yield cells[start:]


def _moved(run: Sequence[Claim], values: Mapping[Claim, int]) -> Slip:
    """Each cell should hold what stands in the one before it; what the first should hold is lost."""
    meant = [(cell, values[before]) for before, cell in pairwise(run)]
    changed = [(cell, value) for cell, value in meant if value != values[cell]]
    return Slip("shifted", COSTS["shifted"], ((run[0], None), *changed))
