"""Bulletins with their figures side by side: the example of Kazakhstan, and our own small ones in `tests/corpus`.

The form of a label row: area, event, measure, definition, group, period, value; lines that begin with '#' are comments.
"""

from collections import Counter
from functools import cache
from pathlib import Path

from esep.document import Document
from esep.figure import Figure
from esep.period import Kind, Period
from esep.read import Reading, read
from esep.sources import documents

CORPUS = Path(__file__).parent / "corpus"
EXAMPLE = Path(__file__).parents[1] / "examples" / "kazakhstan"
BULLETINS = EXAMPLE / "bulletins"

Row = tuple[str, ...]


@cache
def bulletins(folder: Path) -> dict[str, Document]:
    """The texts of a folder by name, as its index tells them."""
    names = sorted(path.stem for path in folder.glob("*.txt"))
    return {name: next(documents(str(folder / f"{name}.txt"), _told(folder)[name])) for name in names}


@cache
def _told(folder: Path) -> dict[str, Document]:
    head, *lines = (folder / "index.tsv").read_text("utf-8").splitlines()
    rows = (dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines)
    return {row.pop("id"): Document.from_json({k: v for k, v in row.items() if v} | {"text": " "}) for row in rows}


@cache
def readings(folder: Path) -> dict[str, Reading]:
    """What the reader makes of them."""
    return {name: read(document) for name, document in bulletins(folder).items()}


@cache
def figures(folder: Path) -> tuple[Figure, ...]:
    """All their figures, in the order of the folder."""
    return tuple(figure for reading in readings(folder).values() for figure in reading.figures)


def labels(folder: Path, name: str) -> Counter[Row]:
    """What the text of that name states."""
    head, *lines = (folder / f"{name}.tsv").read_text("utf-8").splitlines()
    assert head.split("\t") == ["area", "event", "measure", "definition", "group", "period", "value"]
    return Counter(tuple(line.split("\t")) for line in lines if not line.startswith("#"))


def row(figure: Figure) -> Row:
    """A figure as a label row; a single date is written as the one day that it is."""
    c, period = figure.claim, figure.period
    if period.kind == Kind.RANGE and period.first == period.last:
        period = Period.past(1)
    return c.area, c.event, c.measure, c.definition, c.group, str(period), str(figure.value)
