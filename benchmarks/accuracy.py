"""How many figures of labelled bulletins are read right: `python -m benchmarks.accuracy FOLDER...`

A folder holds each text as NAME.txt, its labels as NAME.tsv, and an index.tsv that tells id, language, time of issue
and, where a column says so, the home area. A figure counts only if all of it is right.

A label row: area, event, measure, definition, group, period, value[, disease]. Rows after '#OPTIONAL' or '# ALT' are
also defensible and count neither way. Areas below the first level are compared by their parent; a total's period by
where it begins; a period of days by its length. Doubtful figures are not counted as read.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from esep.document import Document, parse_issued
from esep.figure import Figure
from esep.period import Kind, Period
from esep.read import read
from esep.terms import Status

CORPORA = Path(__file__).parents[1] / "tests" / "corpus"
_COUNTRIES = ("kazakhstan", "world")
SETS = tuple(CORPORA / f"{kind}{name}" for name in _COUNTRIES for kind in ("", "unseen-", "second-", "held-out-"))
"""The collections of bulletins as people write them. Those called held-out are counted and never looked at, so that
they tell how unseen bulletins are read: whoever makes rules does not open them."""
_COLUMNS = ("area", "event", "measure", "definition", "group", "period", "value", "disease")

Key = tuple[str, ...]


class Text(NamedTuple):
    """A labelled text and what the reader made of it."""

    name: str
    language: str
    right: int
    missed: list[Key]
    wrong: list[Key]
    numbers: int
    """All numbers of the text."""
    unread: list[str]
    """Those of which the reader says that it did not understand them."""


@dataclass(slots=True)
class Score:
    """Figures read right, missed, and read wrongly; numbers, and those left unread."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    numbers: int = 0
    unread: int = 0

    def add(self, text: Text) -> None:
        """Count a text in."""
        self.right += text.right
        self.missed += len(text.missed)
        self.wrong += len(text.wrong)
        self.numbers += text.numbers
        self.unread += len(text.unread)

    @property
    def precision(self) -> float:
        """The right ones of those read."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The right ones of those stated."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.missed + self.wrong)

    @property
    def unread_share(self) -> float:
        """The unread ones of all numbers."""
        return self.unread / max(1, self.numbers)


def texts(folder: Path) -> Iterator[Text]:
    """Every text of a labelled folder."""
    home = "KZ" if folder.name.endswith("kazakhstan") else None
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            issued = parse_issued(row["issued"]) if row["issued"][:2] == "20" else None
            text = (folder / f"{row['id']}.txt").read_text("utf-8")
            reading = read(Document(text, area=row.get("area") or home, issued=issued))
            right, missed, wrong = _compare(reading.figures, *_labels(folder / f"{row['id']}.tsv"))
            unread = [text[slice(*problem.span)] for problem in reading.problems if problem.code == "unread"]
            numbers = len(reading.figures) + len(reading.passed) + len(unread)
            yield Text(row["id"], row["language"], right, missed, wrong, numbers, unread)


def score(folder: Path, only: Callable[[str], bool] = lambda name: True) -> Mapping[str, Score]:
    """The score of each language of a labelled folder, and of 'all'."""
    return scored(text for text in texts(folder) if only(text.name))


def scored(found: Iterable[Text]) -> Mapping[str, Score]:
    """The score of each language of those texts, and of 'all'."""
    scores: dict[str, Score] = defaultdict(Score)
    for text in found:
        scores[text.language].add(text)
        scores["all"].add(text)
    return dict(sorted(scores.items(), key=lambda item: item[0] == "all"))


def table(scores: Mapping[str, Mapping[str, Score]]) -> Table:
    """A row for each language of each folder."""
    shown = Table(title="labelled bulletins", box=SIMPLE_HEAD, padding=0, pad_edge=False)
    for column in ("corpus", "lang", "right", "missed", "wrong", "precision", "recall", "F1", "unread"):
        shown.add_column(column, justify="left" if column in ("corpus", "lang") else "right", no_wrap=True)
    for folder, found in scores.items():
        for language, one in found.items():
            counts = (str(one.right), str(one.missed), str(one.wrong))
            ratios = (f"{ratio:.3f}" for ratio in (one.precision, one.recall, one.f1))
            unread = f"{one.unread_share:.1%}"
            shown.add_row(folder, language, *counts, *ratios, unread, end_section=language == "all")
    return shown


def _labels(path: Path) -> tuple[list[Key], list[Key]]:
    must: list[Key] = []
    may: list[Key] = []
    head, *lines = path.read_text("utf-8").splitlines()
    names = head.split("\t")
    for line in lines:
        optional = line.startswith(("#OPTIONAL\t", "# ALT\t"))
        if line.strip() and (optional or not line.startswith("#")):
            cells = dict(zip(names, line.split("\t")[optional:], strict=False))
            if cells.get("value", "").isdigit():
                (may if optional else must).append(tuple(cells.get(name) or "COVID-19" for name in _COLUMNS))
    return must, may


def _compare(figures: tuple[Figure, ...], must: list[Key], may: list[Key]) -> tuple[int, list[Key], list[Key]]:
    """How many are right, the labels that were missed, and what was read wrongly."""
    right, wrong = 0, []
    for figure in figures:
        if figure.status == Status.DOUBTFUL:
            continue
        c = figure.claim
        said = (c.area, c.event, c.measure, c.definition, c.group, str(figure.period), str(figure.value), c.disease)
        if _take(said, must):
            right += 1
        elif not _take(said, may):
            wrong.append(said)
    return right, must, wrong


def _take(said: Key, labels: list[Key]) -> bool:
    """Whether one of the labels says the same; it is taken off the list."""
    same = [_key(label) == _key(said) for label in labels]
    if any(same):
        del labels[same.index(True)]
    return any(same)


@cache
def _key(cells: Key) -> Key:
    """What is compared of a label or a figure."""
    code, event, measure, definition, group, period, value, disease = cells
    below = code.partition("/")
    group = "+".join(sorted(group.split("+")))
    when = _when(Period.parse(period), measure)
    return (below[0].upper() + below[1], event, measure, definition, group, when, value, disease.lower())


def _when(period: Period, measure: str) -> str:
    if measure == "current":
        return ""
    if measure == "total":
        begins = period.first if period.kind in (Kind.RANGE, Kind.SINCE, Kind.YEAR) else None
        return str(begins or period)
    if period.kind == Kind.RANGE and period.first and period.last:
        return f"{(period.last - period.first).days + 1}d"
    return str(period)


def main(folders: Iterable[Path]) -> None:
    """Prints what was missed and what was read wrongly in each text, but for those held out, and the scores."""
    scores = {}
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for folder in folders:
        found = list(texts(folder))
        scores[folder.name] = scored(found)
        for text in found if not folder.name.startswith("held-out-") else ():
            lines = [("missed", key) for key in text.missed] + [("wrong", key) for key in text.wrong]
            for word, key in lines:
                console.print(text.name, f"{word:6}", *filter(None, key))
            for number in text.unread:
                console.print(text.name, "unread", number)
    console.print(table(scores))


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]) if sys.argv[1:] else SETS)
