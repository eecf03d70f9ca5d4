"""A ledger that is open for analysis: whole tables at once, as of any day."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from esep import ledger as book
from esep import signed, terms
from esep.document import Issued
from esep.figure import Claim, Figure, claim_parts, default_definition
from esep.ledger import frame, models
from esep.ledger.mirror import Mirror
from esep.ledger.vintage import Answer, Series, Vintage


class Revision(NamedTuple):
    """One value that a claim had."""

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
        _zoned(as_of, known_at)
        vintage = self._mirror.vintage
        if unknown := words.keys() - set(Series._fields):
            raise TypeError(f"no such column: {', '.join(sorted(unknown))}; use {', '.join(Series._fields)}")
        answer = vintage.snapshot(as_of, known_at, publisher)
        if words:
            fits = np.array([_fits(one, words) for one in vintage.columns.series], bool)
            series, _, _ = vintage.unpacked(answer.claims)
            answer = Answer(*(column[fits[series]] for column in answer))
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
        _zoned(as_of, known_at)
        return self._table(self._mirror.vintage.series(_series(claim), as_of, known_at, publisher))

    def history(self, **words: str) -> pa.Table:
        """Every statement ever recorded of those words' series, revisions, superseded readings and what was withdrawn
        included, in the order of claims, then of issue."""
        vintage = self._mirror.vintage
        wanted = [n for n, one in enumerate(vintage.columns.series) if _fits(one, words)]
        rows = [vintage.statements(number) for number in wanted]
        chosen = np.concatenate(rows) if rows else np.empty(0, np.int32)
        columns = vintage.columns
        chosen = chosen[~np.isin(chosen, [one.row for one in columns.withdrawals])]
        return self._table(Answer(columns.row_claim[chosen], chosen, columns.row_value[chosen]))

    def revisions(self, claim: Claim) -> list[Revision]:
        """Every value a claim ever had, in the order of issue."""
        names = ("start", "end", *Series._fields)
        words = {name: getattr(claim, name) for name in names}
        rows = models.Figure.objects.filter(**words).select_related("reading__document", "reading__entry")
        rows = rows.exclude(rule=signed.RETRACTION)
        issued = {row.pk: row.reading.document.issued_at or row.reading.document.recorded_at for row in rows}
        in_order = sorted(rows, key=lambda row: (issued[row.pk], row.reading.entry.number, row.order))
        gone = signed.withdrawn(book.retractions())
        return [self._revision(row, gone) for row in in_order]

    def _revision(self, row: models.Figure, gone: Mapping[str, Figure]) -> Revision:
        reading, document = row.reading, row.reading.document
        withdrawal = gone.get(row.name) or gone.get(document.hash[:16])
        later = models.Reading.objects.filter(document=document, entry__number__gt=reading.entry.number)
        return Revision(
            row.value,
            document.noun().issued,
            reading.recorded_at,
            later.order_by("entry__number").values_list("recorded_at", flat=True).first(),
            document.publisher,
            row.attributed,
            document.by,
            document.reason,
            document.hash[:16],
            row.name,
            withdrawal.said_at if withdrawal else None,
        )

    def lag(self, **words: str) -> pa.Table:
        """How late the figures of each series come and how much they change: a row a series.

        Columns: the series' words; claims (how many); first_median, first_p90, first_most (days from the last day
        counted to when it was first stated); revised (claims whose value changed later); and for 1, 2, 3, 7, 14 and 28
        days the share of what stands today that was known so many days after: 'known_7' 0.9 means that a week later a
        tenth was missing. Claims without a last day, and those less than that many days old, are left out of a share;
        null where none is left.
        """
        vintage = self._mirror.vintage
        columns = vintage.columns
        today = int(columns.reading_day.max()) if len(columns.reading_day) else 0
        found: dict[str, list[object]] = {name: [] for name in (*Series._fields, *_LAG)}
        for number, one in enumerate(columns.series):
            if _fits(one, words):
                for name, value in zip(found, (*one, *vintage.lag(number, DAYS, today)), strict=True):
                    found[name].append(value)
        return pa.table(found)

    def _table(self, answer: Answer) -> pa.Table:
        return frame.table(self._mirror.vintage, answer, self._mirror.documents)


DAYS = (1, 2, 3, 7, 14, 28)
_LAG = ("claims", "first_median", "first_p90", "first_most", "revised", *(f"known_{days}" for days in DAYS))


def _fits(series: Series, words: Mapping[str, str]) -> bool:
    return all(getattr(series, name) == word for name, word in words.items())


def _series(claim: str | Claim) -> Series:
    if isinstance(claim, Claim):
        return Series(*map(str, claim[:6]))
    parts = claim_parts(claim)
    missing = [name for name in ("disease", "area", "event", "measure") if name not in parts]
    if missing:
        raise ValueError(f"{claim!r} does not name one series: it lacks {', '.join(missing)}")
    usual = {"definition": default_definition(parts["event"]), "group": terms.EVERYONE}
    return Series(*(parts.get(name) or usual[name] for name in Series._fields))


def _zoned(*moments: date | datetime | None) -> None:
    for moment in moments:
        if isinstance(moment, datetime) and moment.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {moment}")
