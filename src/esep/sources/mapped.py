"""A file of a stated layout into what its rows state, as lines of a table of ours: 'KZ,2020-03-14' and its cells.

Three shapes, by the mapping: columns are counts; one count a row ('value'); columns are days or areas ([across]).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache, cached_property, lru_cache
from io import BufferedReader
from operator import itemgetter
from pathlib import Path
from typing import Any

from esep import area
from esep.data import tables
from esep.document import Document, Issued, local_day
from esep.sources.mapping import Across, Counted, Layout, Told
from esep.sources.naming import Areas
from esep.sources.sheets import Row, Seen, rows
from esep.sources.unreadable import Unreadable
from esep.sources.written import Numbers, Unclear, day, issue, shown, text

Tell = Callable[[str], object]
"""Who is told, in one line each, what was left out and what is gone."""
Stated = tuple[Issued, str, list[str]]
"""When, about what (area, day, disease), and the cells."""
_OfRow = Callable[[Row, int, Issued, str], Iterator[Stated]]
"""(row, its number, time of issue, the last day it can count) into what it states."""

_NAMED = 10
"""So many of the things that were left out are told of each file; the others are counted."""
_KEPT = 100_000
"""Days whose way of writing is remembered."""


class Table:
    """A file that is being read by a mapping."""

    def __init__(
        self,
        stream: BufferedReader,
        file: Path,
        layout: Layout,
        about: Document,
        areas: Areas,
        numbers: Numbers,
        tell: Tell,
        seen: Seen = lambda number, lines: None,
    ) -> None:
        self.file, self.where = file, str(file)
        self.layout, self.about, self.areas, self.numbers, self.tell = layout, about, areas, numbers, tell
        self.rows = rows(stream, layout, self.where, seen)
        _, self.first = next(self.rows, (0, []))
        if not self.first:
            raise Unreadable(f"{self.where}: empty: it has no row of column names")
        self.names = [text(cell) for cell in self.first]
        self.left_out: dict[str, None] = {}
        self.left_out_count = 0
        self.issues: dict[Any, tuple[Issued, str]] = {}
        self.days: dict[Any, str] = {}

    # What the file is ----------------------------------------------------------------------------------------

    @cached_property
    def dated(self) -> bool:
        return bool(self.layout.date or (self.layout.across and self.layout.across.of == "date"))

    @cached_property
    def counted(self) -> Counted | None:
        """What all values of the file count. Missing: None where its columns or rows tell."""
        if self.layout.claim:
            return Counted(self.layout.claim, {})
        told = self.layout.indicator
        if told and not told.columns:
            try:
                return self._counted(self._told(told, "indicator")([]))
            except Unclear as error:
                raise Unreadable(f"{self.where}: its indicator: {error}") from None
        return None

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The columns of its documents that hold figures."""
        several = [self.counted] if self.counted else self.layout.claims.values()
        return tuple(dict.fromkeys(one.claim for one in several if one.claim))

    @cached_property
    def header(self) -> str:
        names = ["area", *(["date"] if self.dated else []), *(["disease"] if self.layout.disease else [])]
        return ",".join([*names, *self.claims])

    def column(self, name: str) -> int:
        """The place of a column. Errors: Unreadable."""
        if self.names.count(name) == 1:
            return self.names.index(name)
        if name in self.names:
            raise Unreadable(f"{self.where}: two columns are called {name!r}; give one of them another name")
        has = ", ".join(shown(known) for known in self.names[:12]) + (", …" if self.names[12:] else "")
        alone = '; say which sign parts them, as delimiter = ";"' if len(self.names) == 1 else ""
        raise Unreadable(f"{self.where}: no column {name!r}, which the mapping names; it has {has}{alone}")

    def holding(self, about: str, claim: str) -> int:
        """The place of the column that states of this claim what a row is about."""
        if self.layout.value:
            return self.column(self.layout.value)
        across = self.layout.across
        if across:
            told = about.split(",")[1 if across.of == "date" else 0]
            return next(place for place in self._spread(across) if self._heading(across, place) == told)
        return self.column(next(word for word, one in self.layout.claims.items() if one.claim == claim))

    def _told(self, told: Told, key: str) -> Callable[[Row], Any]:
        """What says a thing of a row."""
        if told.columns:
            return itemgetter(self.column(told.columns[0]))
        if told.file:
            found = told.file.search(self.file.name)
            if not found:
                raise Unreadable(
                    f"{self.where}: the file's name tells no {key} by the mapping's pattern {told.file.pattern!r}; "
                    "rename the file, or change the mapping"
                )
            said = found[1] if told.file.groups else found[0]
            return lambda row: said
        return lambda row: told.constant

    # What its rows state -------------------------------------------------------------------------------------

    def stated(self) -> Iterator[Stated]:
        """What each row states. Errors: Unreadable."""
        if not self.claims:
            return
        of_row = self._of_rows()
        issued = self._issued()
        passes = self._filter(self.layout.keep, self.layout.leave_out)
        width = len(self.names)
        for number, row in self.rows:
            try:
                if len(row) != width and (len(row) < width or any(cell != "" for cell in row[width:])):
                    raise Unclear(f"has {len(row)} cells where the header has {width}")
                if passes(row):
                    yield from of_row(row, number, *issued(row))
            except Unclear as error:
                self._refuse(number, str(error))

    def _of_rows(self) -> _OfRow:
        if self.layout.across:
            return self._of_across(self.layout.across)
        return self._of_value(self.layout.value) if self.layout.value else self._of_columns()

    def _refuse(self, number: int, error: str) -> None:
        """Leaves a row or a cell out, or ends the file, as the mapping says."""
        if not self.layout.skips:
            raise Unreadable(
                f"{self.where}: row {number}, {error}; put it right, or leave such out: "
                'on_error = "skip" in the mapping'
            )
        self.left_out_count += 1
        if len(self.left_out) < _NAMED and error not in self.left_out:
            self.left_out[error] = None
            self.tell(f"{self.where}: left out: row {number}, {error}")

    def count(self) -> None:
        """Tells how much was left out."""
        if self.left_out_count > 1:
            self.tell(f"{self.where}: {self.left_out_count:,} rows and cells were left out")

    def _cell(self, row: Row, place: int) -> str:
        """The digits of a cell. Errors: Unclear names its column."""
        try:
            return self.numbers.read(row[place])
        except Unclear as error:
            raise Unclear(f"column {self.names[place]!r}: {error}") from None

    def _of_columns(self) -> _OfRow:
        """Of a table whose columns are counts."""
        places = [
            (self.column(word), self.claims.index(one.claim), self._filter(one.keep, {}) if one.keep else None)
            for word, one in self.layout.claims.items()
            if one.claim
        ]
        about = self._about()

        def of_row(row: Row, number: int, issued: Issued, latest: str) -> Iterator[Stated]:
            what = about(row, latest)
            if what is None:
                return
            cells = [""] * len(self.claims)
            for place, claim, passes in places:
                if passes is None or passes(row):
                    try:
                        cells[claim] = self._cell(row, place)
                    except Unclear as error:
                        self._refuse(number, str(error))
            if any(cells):
                yield issued, ",".join(what), cells

        return of_row

    def _of_value(self, value: str) -> _OfRow:
        """Of a table with one count a row."""
        place = self.column(value)
        about, counted = self._about(), self._indicator()

        def of_row(row: Row, number: int, issued: Issued, latest: str) -> Iterator[Stated]:
            one = counted(row)
            if one is None or (what := about(row, latest)) is None:
                return
            if said := self._cell(row, place):
                cells = [""] * len(self.claims)
                cells[one] = said
                yield issued, ",".join(what), cells

        return of_row

    def _of_across(self, across: Across) -> _OfRow:
        """Of a table whose columns are days, or areas."""
        columns = [(n, told) for n in self._spread(across) if (told := self._heading(across, n)) is not None]
        about, counted, empty = self._about(), self._indicator(), [""] * (len(self.claims) - 1)
        by_day = across.of == "date"

        def of_row(row: Row, number: int, issued: Issued, latest: str) -> Iterator[Stated]:
            one = counted(row)
            if one is None or (what := about(row, latest)) is None:
                return
            before, after = (f"{what[0]},", what[1:]) if by_day else ("", what)
            end = "".join(f",{part}" for part in after)
            for place, told in columns:
                try:
                    said = self._cell(row, place)
                    if said and by_day and told > latest:
                        raise Unclear(f"column {self.names[place]!r}: {_later(told)}")
                except Unclear as error:
                    self._refuse(number, str(error))
                    continue
                if said:
                    yield issued, f"{before}{told}{end}", [*empty[:one], said, *empty[one:]]

        return of_row

    def _spread(self, across: Across) -> list[int]:
        """The places of the columns that are days or areas."""
        wanted = across.columns
        if isinstance(wanted, tuple):
            return [self.column(name) for name in wanted]
        told = (self.layout.area, self.layout.date, self.layout.issued, self.layout.disease, self.layout.indicator)
        used = {name for one in told if one for name in one.columns} | {*self.layout.keep, *self.layout.leave_out}
        found = [n for n, name in enumerate(self.names) if name not in used and wanted.fullmatch(name)]
        if not found:
            raise Unreadable(f"{self.where}: no column is called as 'columns' of [across] says: {wanted.pattern!r}")
        return found

    def _heading(self, across: Across, place: int) -> str | None:
        """The day or the area that a column is. Missing: None for an area that is left out. Errors: Unreadable."""
        try:
            if across.of == "date":
                return day(self.first[place], across.formats).isoformat()
            return self.areas.code((self.names[place],))
        except Unclear as error:
            raise Unreadable(f"{self.where}: the column names, {self.names[place]!r}: {error}") from None

    # Parts of what a row is about ----------------------------------------------------------------------------

    def _about(self) -> Callable[[Row, str], list[str] | None]:
        """(row, last day) into what it is about: area, day and disease, as far as its columns tell. Missing: None for
        an area that is left out. Errors: Unclear."""
        parts: list[Callable[[Row, str], str | None]] = []
        if not (self.layout.across and self.layout.across.of == "area"):
            parts.append(self._area())
        if self.layout.date:
            parts.append(self._day(self.layout.date))
        if self.layout.disease:
            disease = self._told(self.layout.disease, "disease")
            parts.append(lambda row, latest: _disease(text(disease(row))))

        def about(row: Row, latest: str) -> list[str] | None:
            found: list[str] = []
            for part in parts:
                if (one := part(row, latest)) is None:
                    return None
                found.append(one)
            return found

        return about

    def _area(self) -> Callable[[Row, str], str | None]:
        told = self.layout.area
        if told.columns:
            places = [self.column(name) for name in told.columns]

            def named(row: Row, latest: str) -> str | None:
                try:
                    return self.areas.code(tuple(text(row[place]) for place in places))
                except Unclear as error:
                    raise Unclear(f"column {self.names[places[-1]]!r}: {error}") from None

            return named
        said = self._told(told, "area")([])
        try:
            code = self.areas.code((said,))
        except Unclear as error:
            raise Unreadable(f"{self.where}: its area: {error}") from None
        return lambda row, latest: code

    def _day(self, told: Told) -> Callable[[Row, str], str]:
        said = self._told(told, "date")
        name = f"column {told.columns[0]!r}: " if told.columns else "its date: "

        def found(row: Row, latest: str) -> str:
            cell = said(row)
            known = self.days.get(cell)
            if known is None:
                try:
                    known = day(cell, told.formats, told.shift_days).isoformat()
                except Unclear as error:
                    raise Unclear(f"{name}{error}") from None
                if len(self.days) > _KEPT:
                    self.days.clear()
                self.days[cell] = known
            if known > latest:
                raise Unclear(f"{name}{_later(known)}")
            return known

        return found

    def _issued(self) -> Callable[[Row], tuple[Issued, str]]:
        """A row into its time of issue, and the last day that could be known then. Errors: Unreadable, Unclear."""
        told = self.layout.issued
        if told is None or told.unknown:
            if self.about.issued is None and told is None:
                raise Unreadable(
                    f"{self.where}: when was it issued? Say --issued 2020-09-17, or 'issued' in the mapping "
                    "(issued = { unknown = true } if nobody knows)"
                )
            always = self.about.issued, self._latest(self.about.issued)
            return lambda row: always
        said = self._told(told, "issued")
        name = f"column {told.columns[0]!r}: " if told.columns else "its time of issue: "

        def found(row: Row) -> tuple[Issued, str]:
            cell = said(row)
            if cell not in self.issues:
                try:
                    moment = issue(cell, told.formats, told.zone or area.zone(self.about.area), told.shift_days)
                except Unclear as error:
                    raise Unclear(f"{name}{error}") from None
                self.issues = {cell: (moment, self._latest(moment))}
            return self.issues[cell]

        return found

    def _latest(self, issued: Issued) -> str:
        """The last day that a table of that time of issue can count: the next one, for it may be tomorrow elsewhere."""
        last = local_day(issued, area.zone(None))
        return (last + timedelta(1)).isoformat() if last else "9999-12-31"

    def _indicator(self) -> Callable[[Row], int | None]:
        """A row into the number of the claim that its values are of. Missing: None for one that is left out."""
        told = self.layout.indicator
        if self.counted:
            return lambda row: 0
        assert told  # noqa: S101 (a mapping with neither is refused)
        said = self._told(told, "indicator")

        def found(row: Row) -> int | None:
            try:
                one = self._counted(text(said(row)))
            except Unclear as error:
                raise Unclear(f"column {told.columns[0]!r}: {error}") from None
            return self.claims.index(one.claim) if one.claim else None

        return found

    def _counted(self, word: str) -> Counted:
        if word not in self.layout.claims:
            raise Unclear(f'{shown(word)} is not in [claims]: say there what it counts, or "" to leave it out')
        return self.layout.claims[word]

    def _filter(
        self, keep: Mapping[str, Sequence[str]], leave_out: Mapping[str, Sequence[str]]
    ) -> Callable[[Row], bool]:
        """Whether a row is one of those wanted."""
        wanted = [(self.column(name), _fits(values)) for name, values in keep.items()]
        unwanted = [(self.column(name), _fits(values)) for name, values in leave_out.items()]

        def passes(row: Row) -> bool:
            return all(fits(text(row[place])) for place, fits in wanted) and not any(
                fits(text(row[place])) for place, fits in unwanted
            )

        return passes


def _fits(values: Sequence[str]) -> Callable[[str], bool]:
    """Whether a cell is one of the values; '*' at the end of one stands for any ending."""
    whole = frozenset(values)
    begins = tuple(value[:-1] for value in values if value.endswith("*"))
    return lambda cell: cell in whole or cell.startswith(begins) if begins else cell in whole


def _later(said: str) -> str:
    return f"{said} is later than the time of issue; is the day written before the month? Say so by 'format'"


@cache
def _diseases() -> dict[str, str]:
    return {fields["name"].lower(): fields["name"] for fields in tables("diseases").values()}


@lru_cache(maxsize=4096)
def _disease(said: str) -> str:
    """A disease by its usual name; one that we do not know as it is called. Errors: Unclear."""
    name = " ".join(said.split())
    if any(sign in name for sign in ',"'):
        raise Unclear(f"the disease {shown(said)} has a comma or a quotation mark in it")
    return _diseases().get(name.lower(), name)
