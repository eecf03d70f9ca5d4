"""How many figures of labelled bulletins are read right: a figure counts only if all of it is right.

A label row: area, event, measure, definition, group, period, value[, disease]. Rows after '#OPTIONAL' or '# ALT' are
also defensible and count neither way. Areas below the first level are compared by their parent; a total's period by
where it begins; a period of days by its length. Doubtful figures are not counted as read.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from esep.document import Document, parse_issued
from esep.figure import Figure
from esep.period import Kind, Period
from esep.read import read
from esep.terms import Status

CORPORA = Path(__file__).parents[1] / "tests" / "corpus"
_COLUMNS = ("area", "event", "measure", "definition", "group", "period", "value", "disease")

Key = tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Figures read right, missed, and read wrongly."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

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


def score(folder: Path, only: Callable[[str], bool] = lambda name: True) -> Mapping[str, Score]:
    """The score of each language of a labelled folder, and of 'all'."""
    scores: dict[str, Score] = defaultdict(Score)
    home = "KZ" if folder.name.endswith("kazakhstan") else None
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as index:
        for row in csv.DictReader(index, delimiter="\t"):
            if only(row["id"]):
                issued = parse_issued(row["issued"]) if row["issued"][:2] == "20" else None
                text = (folder / f"{row['id']}.txt").read_text("utf-8")
                must, may = _labels(folder / f"{row['id']}.tsv")
                _compare(read(Document(text, area=home, issued=issued)).figures, must, may, scores[row["language"]])
    for one in list(scores.values()):
        total = scores["all"]
        total.right, total.missed, total.wrong = (
            total.right + one.right,
            total.missed + one.missed,
            total.wrong + one.wrong,
        )
    return scores


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
                key = tuple(cells.get(name) or "COVID-19" for name in _COLUMNS)
                (may if optional else must).append(_key(key, cells["measure"]))
    return must, may


def _compare(figures: tuple[Figure, ...], must: list[Key], may: list[Key], found: Score) -> None:
    for figure in figures:
        if figure.status == Status.DOUBTFUL:
            continue
        c = figure.claim
        said = (c.area, c.event, c.measure, c.definition, c.group, str(figure.period), str(figure.value), c.disease)
        key = _key(said, c.measure)
        if key in must:
            must.remove(key)
            found.right += 1
        elif key in may:
            may.remove(key)
        else:
            found.wrong += 1
    found.missed += len(must)


def _key(cells: Key, measure: str) -> Key:
    code, event, _, definition, group, period, value, disease = cells
    below = code.partition("/")
    group = "+".join(sorted(group.split("+")))
    when = _when(Period.parse(period), measure)
    return (below[0].upper() + below[1], event, measure, definition, group, when, value, disease.lower())


def _when(period: Period, measure: str) -> str:
    if measure == "current":
        return ""
    if measure == "total":
        return str(period.first) if period.kind in (Kind.RANGE, Kind.SINCE) else str(period)
    if period.kind == Kind.RANGE and period.first and period.last:
        return f"{(period.last - period.first).days + 1}d"
    return str(period)
