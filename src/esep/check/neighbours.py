"""The figures near a broken identity, how they stand to one another, and which slips may have been made among them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from math import log
from operator import itemgetter

from esep import area
from esep.check import slips
from esep.check.slips import COSTS, Fits, Slip
from esep.figure import Claim, Figure
from esep.identity import Identity
from esep.terms import Measure

Key = tuple[object, ...]
_BETWEEN_DAYS = frozenset({"fall", "growth"})


class Neighbours:
    """Values of claims, and the identities between them."""

    def __init__(self, figures: Mapping[Claim, Figure], identities: Iterable[Identity]) -> None:
        self.figures = figures
        self.values = {claim: figure.value for claim, figure in figures.items()}
        self.order = {claim: place for place, claim in enumerate(sorted(figures, key=str))}
        self._of_claim: dict[Claim, list[Identity]] = defaultdict(list)
        self._parts: dict[Claim, tuple[Claim, ...]] = {}
        self._wholes: dict[Claim, list[Claim]] = defaultdict(list)
        self._residuals: dict[int, int] = {}
        self._tables_of: dict[Key, tuple[tuple[Claim, ...], ...]] = {}
        for one in identities:
            for claim in one.claims:
                self._of_claim[claim].append(one)
            if one.relation == "zero" and one.name != "growth":
                self._parts[one.whole] = one.parts
        for whole, parts in self._parts.items():
            for part in parts:
                self._wholes[part].append(whole)

    @contextmanager
    def changed(self, values: Mapping[Claim, int]) -> Iterator[None]:
        """Some values are others for as long as this lasts."""
        stated = {claim: self.values[claim] for claim in values}
        self._set(values)
        try:
            yield
        finally:
            self._set(stated)

    def _set(self, values: Mapping[Claim, int]) -> None:
        self.values.update(values)
        for claim in values:
            for one in self.of(claim):
                self._residuals.pop(id(one), None)

    def residual(self, one: Identity) -> int:
        """The whole less its parts."""
        found = self._residuals.get(id(one))
        if found is None:
            found = self.values[one.whole] - sum(self.values[part] for part in one.parts)
            self._residuals[id(one)] = found
        return found

    def of(self, claim: Claim) -> Sequence[Identity]:
        """The identities that the claim is in."""
        return self._of_claim.get(claim, ())

    def wholes_of(self, part: Claim) -> Sequence[Claim]:
        """The sums of which it is a part, and into which its error may be carried."""
        return self._wholes.get(part, ())

    @cached_property
    def most(self) -> int:
        """The greatest value."""
        return max([1, *map(abs, self.values.values())])

    # Slips ----------------------------------------------------------------------------------------------------------

    def cost(self, slip: Slip, values: Mapping[Claim, int | None]) -> int:
        """That of the slip where it is, if these are the right values."""
        unlikely = sum(self._unlikely(claim, value) for claim, value in values.items() if value is not None)
        return slip.cost + max(self._handicap(claim) for claim, _ in slip.meant if claim in values) + unlikely

    def meant(self, claim: Claim) -> Mapping[int | None, tuple[int, str]]:
        """What may have been meant where one slip made this one figure wrong, with the cost and kind of the least
        costly one. Missing: None for what the slip does not say."""
        value = self.values[claim]
        found: dict[int | None, tuple[int, str]] = {}
        for kind, meant in (*slips.of_digits(value), *self._from_others(claim), ("value", None)):
            if meant is None or (meant >= 0 and meant != value):
                found[meant] = min(found.get(meant, (COSTS[kind], kind)), (COSTS[kind], kind))
        return found

    def _from_others(self, claim: Claim) -> Iterator[tuple[str, int | None]]:
        """Slips of one figure that other figures tell of."""
        value = self.values[claim]
        before, new = self.before(claim), self.values.get(claim._replace(measure=Measure.NEW, start=claim.end))
        if claim.measure == Measure.TOTAL and before is not None:
            yield "unchanged", before
            if value == before:
                yield "repeated", None
            if new is not None:
                yield ("new-for-total", before + new) if value == new else ("twice", value - new)
        if claim.measure == Measure.NEW and value == self.values.get(_since_onset(claim)):
            yield "total-for-new", None
        if value == 0:
            yield "blank", None
        elif any(value == self.values[other] for other in self._beside(claim)):
            yield "copied", None
        for event in {"case", "death", "recovery"} - {claim.event}:
            other = self.values.get(claim._replace(event=event))
            if other is not None:
                yield "other-event", None if other == value else value - other
        for definition in {"confirmed", "probable"} - {claim.definition}:
            other = self.values.get(claim._replace(definition=definition))
            if other is not None:
                yield "other-track", value - other
                yield "other-track", value + other

    def of_many(self, broken: Collection[Identity], in_row: Fits, on_page: Fits) -> Iterator[Sequence[Slip]]:
        """Slips of several figures that may have broken one of these identities, row by row and page by page, where the
        figures outside a row, or outside a page, leave them room."""
        claims = {claim for one in broken for claim in one.claims}
        astray = {claim for one in broken if one.name in _BETWEEN_DAYS for claim in one.claims}
        suspects = sorted(claims, key=self.order.__getitem__)
        for tables in dict.fromkeys(self._tables(row_of(claim)) for claim in suspects):
            found = [*slips.swapped(tables[0], self.values, in_row), *self._of_another_day(tables[0], astray, 3)]
            for cells in tables:
                found += slips.shifted(cells, self.values, in_row)
            yield _touching(claims, found)
        for name in dict.fromkeys(page_of(claim) for claim in suspects):
            page = sorted(self._pages[name], key=_column)
            if len({row_of(claim) for claim in page}) > 1:
                found = [*slips.areas_swapped(page, self.values, on_page), *self._of_another_day(page, astray, 2)]
                yield _touching(claims, found)

    def _of_another_day(self, cells: Sequence[Claim], astray: Collection[Claim], least: int) -> Iterator[Slip]:
        """All figures of a day are of another one: most do not fit between the days beside it, or all that moved on
        at all."""
        values = self.values
        wrong = [one for one in cells if one in astray]
        still = (values[one] in (self.before(one), self.after(one)) for one in cells if one not in astray)
        if len(wrong) >= least and (2 * len(wrong) > len(cells) or all(still)):
            yield Slip("row", COSTS["row"], tuple((one, None) for one in cells if not self._is_certain(one)))

    def _is_certain(self, claim: Claim) -> bool:
        """Whether it is a total that is the same as before and after it."""
        stands = {self.before(claim), self.after(claim)} - {None}
        return claim.measure == Measure.TOTAL and stands == {self.values[claim]}

    def _unlikely(self, claim: Claim, value: int) -> int:
        """How far a value is from those of the days beside it, as a cost: nothing for what lies between them."""
        known = [one for one in (self.before(claim), self.after(claim)) if one is not None]
        if not known or min(known) <= value <= max(known):
            return 0
        return min(90, round(150 * min(abs(log((value + 1) / (abs(one) + 1))) for one in known)))

    def _handicap(self, claim: Claim) -> int:
        """What tells between equals: a whole goes wrong more readily than any one of its parts, a figure between two
        that agree more readily than either, and of two days the later."""
        before, after = self.before(claim), self.after(claim)
        is_between = before is not None and after is not None and before <= after
        return (0 if claim in self._parts else 5) + (0 if is_between else 8 if after is None else 12)

    # Who stands where -----------------------------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> Mapping[Key, list[Claim]]:
        """Figures that differ in their area only."""
        return self._cells_by(row_of)

    @cached_property
    def _pages(self) -> Mapping[Key, list[Claim]]:
        """Figures of one kind and day, new and in total."""
        return self._cells_by(page_of)

    def _cells_by(self, place_of: Callable[[Claim], Key]) -> Mapping[Key, list[Claim]]:
        found: dict[Key, list[Claim]] = defaultdict(list)
        for claim in self._of_claim:
            found[place_of(claim)].append(claim)
        return found

    def _tables(self, name: Key) -> tuple[tuple[Claim, ...], ...]:
        """A row in the orders in which a table may have it: by code, the country last; in that of the country's own
        list; as it stands in the document."""
        if name not in self._tables_of:
            row = sorted(self._rows[name], key=_column)
            first = row[0]
            parts = {part.code: place for place, part in enumerate(area.parts(area.country(first.area), first.end))}
            orders = [row, sorted(row, key=lambda claim: parts.get(claim.area, len(parts)))]
            places = [(self.figures[claim].source.document, self.figures[claim].source.span) for claim in row]
            if len({document for document, _ in places}) == 1 and all(span for _, span in places):
                orders.append([claim for _, claim in sorted(zip(places, row, strict=True), key=itemgetter(0))])
            self._tables_of[name] = tuple(dict.fromkeys(map(tuple, orders)))
        return self._tables_of[name]

    def _beside(self, claim: Claim) -> Iterator[Claim]:
        """Those that may stand next to it in a table."""
        for cells in self._tables(row_of(claim)):
            at = cells.index(claim)
            yield from (*cells[max(at - 1, 0) : at], *cells[at + 1 : at + 2])

    @cached_property
    def _around(self) -> Mapping[Claim, tuple[Claim | None, Claim | None]]:
        """Of each claim the one before it and the one after it in its series."""
        series: dict[Key, list[Claim]] = defaultdict(list)
        for claim in sorted(self.values, key=lambda claim: str(claim.end)):
            series[_series_of(claim)].append(claim)
        return {
            claim: (claims[at - 1] if at else None, claims[at + 1] if at + 1 < len(claims) else None)
            for claims in series.values()
            for at, claim in enumerate(claims)
        }

    def before(self, claim: Claim) -> int | None:
        """The value before it in its series. Missing: None where none is known."""
        return self.values.get(before) if (before := self._around[claim][0]) else None

    def after(self, claim: Claim) -> int | None:
        """The value after it in its series. Missing: None where none is known."""
        return self.values.get(after) if (after := self._around[claim][1]) else None


def _touching(claims: Collection[Claim], found: Iterable[Slip]) -> list[Slip]:
    return [slip for slip in found if any(claim in claims for claim, _ in slip.meant)]


def row_of(claim: Claim) -> Key:
    """What the claims of a row share."""
    return (area.country(claim.area), claim.disease, *claim[2:])


def page_of(claim: Claim) -> Key:
    """What the claims of a page share."""
    return area.country(claim.area), claim.disease, claim.event, claim.definition, claim.group, claim.end


def _series_of(claim: Claim) -> Key:
    """What the claims of a series share."""
    return (*claim[:6], claim.start if claim.measure == Measure.TOTAL else None)


def _since_onset(claim: Claim) -> Claim:
    return claim._replace(measure=Measure.TOTAL, start=None)


def _column(claim: Claim) -> tuple[bool, bool, str, str]:
    return claim.area == area.country(claim.area), "/" in claim.area, claim.area, str(claim)
