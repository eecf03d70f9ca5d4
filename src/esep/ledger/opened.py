"""A ledger that is open for analysis: whole tables at once, as of any day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from django.db.models import OuterRef, Subquery

from esep import ledger as book
from esep import signed, terms
from esep.check import Findings
from esep.document import Issued, parse_issued
from esep.figure import Claim, Figure, claim_parts, default_definition
from esep.ledger import frame, models
from esep.ledger.mirror import Mirror
from esep.ledger.said import Said
from esep.ledger.vintage import Answer, Columns, Series, Vintage


class Revision(NamedTuple):
    """One value that a claim had."""

    claim: Claim
    value: int
    issued: Issued | None
    """When it was said. Missing: None for an undated document."""
    recorded: datetime
    """When the ledger learnt it."""
    superseded: datetime | None
    """When a later reading of its document took its place. Missing: None where none has."""
    publisher: str | None
    attributed: str | None
    """Whom the text credits."""
    by: str | None
    """Who corrected. Missing: None for what is no correction."""
    reason: str | None
    document: str
    """The document's id."""
    figure: str
    """The figure's id."""
    withdrawn: datetime | None
    """When it was withdrawn, in UTC. Missing: None where it stands."""


class Ledger:
    """The ledger that is open, as tables. It shows what was recorded when it was opened or last refreshed."""

    def __init__(self, folder: Path) -> None:
        """Opens the mirror kept in that folder; see `esep.open`."""
        self._mirror = Mirror(folder)

    def refresh(self) -> bool:
        """Whether anything was recorded since; the answers hold it from here on."""
        return self._mirror.refresh()

    @property
    def vintage(self) -> Vintage:
        """The columns themselves, for questions by the thousand."""
        return self._mirror.vintage

    def frame(
        self,
        as_of: date | datetime | None = None,
        known_at: datetime | None = None,
        publisher: str | None = None,
        **words: str,
    ) -> pa.Table:
        """Of every claim the statement issued last by `as_of` and recorded by `known_at`, as an Arrow table: see
        `frame.table` for its columns. `.to_pandas()` and `polars.from_arrow` take it over.

        A date means all of that day by the calendar of each document's own area. `publisher` leaves out what others
        said; `words` leave out other diseases, areas, events, measures, definitions or groups.

        Errors: ValueError for a moment without a zone, TypeError for a word that is none of these.
        """
        vintage = self._mirror.vintage
        answer = vintage.snapshot(as_of, known_at, publisher)
        if words:
            series, _, _ = vintage.unpacked(answer.claims)
            fits = np.isin(series, list(self._fitting(words)))
            answer = Answer(answer.claims[fits], answer.rows[fits], answer.values[fits])
        return self._table(answer)

    def series(
        self,
        claim: str | Claim,
        as_of: date | datetime | None = None,
        known_at: datetime | None = None,
        publisher: str | None = None,
    ) -> pa.Table:
        """One series day by day, as `frame` gives it: 'COVID-19/KZ/case/new' (definition and group have defaults), or
        a claim, whose days count for nothing.

        Errors: ValueError for a notation that names no series, or a moment without a zone.
        """
        return self._table(self._mirror.vintage.series(_series(claim), as_of, known_at, publisher))

    def history(self, **words: str) -> pa.Table:
        """Every statement ever recorded of those words' series, revisions, superseded readings and what was withdrawn
        included, in the order of claims, then of issue."""
        vintage = self._mirror.vintage
        rows = [vintage.statements(number) for number in self._fitting(words)]
        chosen = np.concatenate(rows) if rows else np.empty(0, np.int32)
        columns = vintage.columns
        chosen = chosen[~np.isin(chosen, [one.row for one in columns.withdrawals])]
        return self._table(Answer(columns.row_claim[chosen], chosen, columns.row_value[chosen]))

    def revisions(self, claim: Claim | None = None, **words: str | date) -> list[Revision]:
        """Every value that a claim ever had, or that each claim of those words had, in the order of claims, then of
        issue. A word is a field of Claim; what was said and superseded is there too.

        Errors: TypeError for a word that is none of these.
        """
        _known(words, Claim._fields)
        wanted = words if claim is None else {**claim._asdict(), **words}
        later = models.Reading.objects.filter(
            document=OuterRef("reading__document"), entry__number__gt=OuterRef("reading__entry__number")
        )
        rows = models.Figure.objects.filter(**wanted).exclude(rule=signed.RETRACTION)
        rows = rows.select_related("reading__document", "reading__entry")
        rows = rows.defer("quote", "reading__document__text")
        first = Subquery(later.order_by("entry__number").values("recorded_at")[:1])
        gone = signed.withdrawn(book.retractions())
        return [_revision(row, row.superseded, gone) for row in sorted(rows.annotate(superseded=first), key=_order)]

    def check(self, as_of: date | datetime | None = None, known_at: datetime | None = None) -> Findings:
        """What cannot all be true of what was issued by `as_of` and known at `known_at`: what `esep.check.check` finds
        in those figures, of which only the suspect are made."""
        return Said(self._mirror, as_of, known_at).check()

    def lag(self, *, by_publisher: bool = False, **words: str) -> pa.Table:
        """How late the figures of each series come and how much they change: a row a series, or a row for each of the
        publishers of each series, told from its own statements alone.

        Columns: the series' words; publisher (null for all of them together); claims (how many); first_median,
        first_p90, first_most (days from the last day counted to when it was first stated); revised (claims whose value
        changed later); and for 0, 1, 3, 7, 14 and 28 days the share of what stands today that was known so many days
        after: 'known_7' 0.9 means that a week later a tenth was missing. Claims without a last day, and those less than
        that many days old, are left out of a share; null where none is left.

        Errors: TypeError for a word that is none of a series.
        """
        vintage = self._mirror.vintage
        columns = vintage.columns
        today = int(columns.reading_day.max()) if len(columns.reading_day) else 0
        rows = [
            (*columns.series[number], _name(columns, who), *vintage.lag(number, DAYS, today, who))
            for number in self._fitting(words)
            for who in (vintage.publishers(number) if by_publisher else (None,))
        ]
        return pa.Table.from_pylist([dict(zip(_LAG.names, row, strict=True)) for row in rows], schema=_LAG)

    def _fitting(self, words: Mapping[str, str]) -> list[int]:
        """The numbers of the series of those words. Errors: TypeError for a word that is none of a series."""
        _known(words, Series._fields)
        series = enumerate(self._mirror.vintage.columns.series)
        return [number for number, one in series if all(getattr(one, name) == word for name, word in words.items())]

    def _table(self, answer: Answer) -> pa.Table:
        return frame.table(self._mirror.vintage, answer, self._mirror.documents)


DAYS = (0, 1, 3, 7, 14, 28)
_LAG = pa.schema(
    [
        *((name, pa.string()) for name in (*Series._fields, "publisher")),
        *((name, pa.int64()) for name in ("claims", "first_median", "first_p90", "first_most", "revised")),
        *((f"known_{days}", pa.float64()) for days in DAYS),
    ]
)


def _name(columns: Columns, publisher: int | None) -> str | None:
    return None if publisher is None else columns.publishers[publisher]


def _known(words: Iterable[str], names: tuple[str, ...]) -> None:
    if unknown := set(words) - set(names):
        raise TypeError(f"no such column: {', '.join(sorted(unknown))}; use {', '.join(names)}")


def _claim(row: models.Figure) -> Claim:
    return Claim(*(getattr(row, name) for name in Claim._fields))


def _order(row: models.Figure) -> tuple[object, ...]:
    """Series, then days, then issue, then recording."""
    *words, start, end = _claim(row)
    document = row.reading.document
    issued = document.issued_at or document.recorded_at
    return (*words, end or date.min, start or date.min, issued, row.reading.entry.number, row.order)


def _revision(row: models.Figure, superseded: datetime | None, gone: Mapping[str, Figure]) -> Revision:
    document = row.reading.document
    withdrawal = gone.get(row.name) or gone.get(document.hash[:16])
    return Revision(
        _claim(row),
        row.value,
        parse_issued(document.issued),
        row.reading.recorded_at,
        superseded,
        document.publisher,
        row.attributed,
        document.by,
        document.reason,
        document.hash[:16],
        row.name,
        withdrawal.said_at if withdrawal else None,
    )


def _series(claim: str | Claim) -> Series:
    if isinstance(claim, Claim):
        return Series(*map(str, claim[:6]))
    parts = claim_parts(claim)
    missing = [name for name in ("disease", "area", "event", "measure") if name not in parts]
    if missing:
        raise ValueError(f"{claim!r} does not name one series: it lacks {', '.join(missing)}")
    usual = {"definition": default_definition(parts["event"]), "group": terms.EVERYONE}
    return Series(*(parts.get(name) or usual[name] for name in Series._fields))
