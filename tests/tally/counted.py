"""Tallying for tests, and the slow, obvious way to do it."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from esep.sources import linelists
from esep.tally import Indicator, Request, Tally, tally
from esep.tally.indicator import Band

COLUMNS = (
    *("id", "date_onset", "date_reporting", "location", "outcome", "date_outcome", "date_admission", "date_discharge"),
    *("setting", "gravity", "gender", "age", "test_result", "code"),
)
TODAY = date(2020, 12, 31)
Row = Mapping[str, str]
Values = dict[tuple[str, date, str], int]
"""By area, day and claim."""


def written(rows: Iterable[Row], path: Path, columns: Iterable[str] = COLUMNS) -> Path:
    """The rows as a CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def requested(
    path: Path | str, counts: Iterable[str], mapping: str | None = None, definition: str = "covid-19", **more: object
):
    """The list, opened, and what is asked of it: a context."""
    return _Opened(str(path), tuple(counts), mapping, definition, more)


class _Opened:
    def __init__(self, path: str, counts: tuple[str, ...], mapping: str | None, definition: str, more: dict) -> None:
        self.layout = linelists.layout(mapping) if mapping else None
        self.context = linelists.opened(path, self.layout)
        self.counts, self.definition, self.more = counts, definition, more

    def __enter__(self) -> Tally:
        self.lines, self.digest = self.context.__enter__()
        layout = linelists.fitting(self.lines, self.layout)
        home = self.more.pop("home", "KZ")
        request = Request(
            *(layout, linelists.definition(self.definition), tuple(map(Indicator.parse, self.counts)), home),
            *(linelists.areas(self.lines, layout, home), self.more.pop("today", TODAY)),
            **self.more,
        )
        try:
            return tally(self.lines, request)
        except BaseException:
            self.context.__exit__(None, None, None)
            raise

    def __exit__(self, *error: object) -> None:
        self.context.__exit__(*error)


def values(found: Tally) -> Values:
    """What was counted, but for what is not stated."""
    return {
        (row[0], row[1], str(one)): value
        for row in found.table()
        for one, value in zip(found.columns, row[2:], strict=True)
        if value is not None
    }


def tallied(path: Path | str, counts: Iterable[str], **more: object) -> Values:
    with requested(path, counts, **more) as found:
        return values(found)


# The slow, obvious way ---------------------------------------------------------------------------------------------


def reference(rows: Iterable[Row], counts: Iterable[str], first: date, last: date) -> Values:
    """Of each area and day, a look at every row."""
    rows = list(rows)
    found: Values = {}
    areas = {row["location"] for row in rows}
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        for one in map(Indicator.parse, counts):
            if one.period == "7d" and day.isoweekday() != 7:
                continue
            for area in (*areas, "KZ"):
                some = [row for row in rows if area in ("KZ", row["location"]) and _fits(row, one)]
                found[area, day, str(one)] = sum(_counts(row, one, day) for row in some)
    return found


def _fits(row: Row, one: Indicator) -> bool:
    of = {"all": ("confirmed", "probable")}.get(one.definition, (one.definition,))
    return _class(row) in of and all(_has(row, word) for word in one.traits)


def _class(row: Row) -> str | None:
    if row["test_result"] == "positive":
        return "confirmed"
    if row["test_result"] == "negative" and row["code"] == "U07.2" and row["date_reporting"] >= "2020-08-01":
        return "probable"
    return None


def _has(row: Row, word: str) -> bool:
    if word in ("male", "female"):
        return row["gender"] == word
    if word in ("hospital", "home"):
        return _setting(row) == word
    if word == "children":
        return row["age"] != "" and int(row["age"]) < 18
    if band := Band.parse(word):
        return row["age"] != "" and band.first <= int(row["age"]) <= (band.last or 200)
    return row["gravity"] == word


def _setting(row: Row) -> str:
    return row["setting"] or ("hospital" if row["date_admission"] else "")


def _counts(row: Row, one: Indicator, day: date) -> bool:
    said = day.isoformat()
    if one.event == "patient":
        came = row["date_admission"] or (row["date_reporting"] if _setting(row) == "home" else "")
        went = min(filter(None, (row["date_discharge"], row["date_outcome"])), default="9999")
        return bool(_setting(row) and came) and came <= said < went
    when = row["date_reporting"]
    if one.event != "case":
        when = row["date_outcome"] if row["outcome"] == {"death": "death", "recovery": "recovered"}[one.event] else ""
    since = "0" if one.measure == "total" else (day - timedelta(6 if one.period == "7d" else 0)).isoformat()
    return bool(when) and since <= when <= said
