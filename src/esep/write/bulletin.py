"""A bulletin: the settled figures of a day or of a week in sentences, each with the figures that it says.

What is said in which order is a layout (`layout.py`), the words are messages; both are data. What is not settled is
not said: its sentence is left out, never filled with 0 or a dash.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from esep import area as areas
from esep.figure import Claim
from esep.terms import EVERYONE, Event, Measure
from esep.write.claims import days, subject
from esep.write.layout import Layout, Part, layouts
from esep.write.phrase import BadTemplate, phrase_of, sentence_case
from esep.write.shelf import Settled, Shelf

WEEK = timedelta(7)
_ONE_DAY = timedelta(1)
Said = tuple[Claim, int]


class NothingToWrite(LookupError):
    """No settled figure belongs in the bulletin asked for."""


class UnknownKind(ValueError):
    """A kind of bulletin that no layout describes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or an item of a list."""

    text: str
    message: str
    """The template that it is written by."""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentences: tuple[Line, ...]
    items: tuple[Line, ...] = ()
    main: bool = True

    @property
    def text(self) -> str:
        return "\n".join([" ".join(line.text for line in self.sentences), *(item.text for item in self.items)])


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A text and what it says."""

    language: str
    day: date
    title: Line
    dateline: Line
    """Place and day, below the title."""
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """As plain text."""
        head = f"{self.title.text}\n{self.dateline.text}"
        return "\n\n".join([head, *(paragraph.text for paragraph in self.paragraphs)]) + "\n"

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, in the order of the text."""
        yield from (self.title, self.dateline)
        for paragraph in self.paragraphs:
            yield from (*paragraph.sentences, *paragraph.items)

    @property
    def said(self) -> tuple[Said, ...]:
        """Every claim that is written with its value, in the order of the text."""
        return tuple(said for line in self.lines for said in line.said)

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for claim, _ in self.said)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a bulletin is written from."""

    language: str
    day: date
    area: str
    disease: str
    settled: Shelf
    sums: bool
    own: Path | None

    def claim(self, part: Part, measure: str, start: date | None, end: date, group: str = EVERYONE) -> Claim:
        return Claim(self.disease, self.area, part.event, measure, part.definition, group, start, end)

    def value(self, claim: Claim) -> int | None:
        """What is settled; where sums are asked for, of a week that nobody stated the sum of its days.

        Missing: None where nothing is settled, or not for each of the days.
        """
        known = self.settled.value(claim)
        if known is not None or not self.sums:
            return known
        each = grounds(claim, self.settled)
        values = [value for one in each if (value := self.settled.value(one)) is not None]
        return sum(values) if len(values) == len(each) > 1 else None

    def said(self, claim: Claim) -> tuple[Said, ...]:
        value = self.value(claim)
        return () if value is None else ((claim, value),)

    def item(self, message: str, claim: Claim, said: tuple[Said, ...] = (), **arguments: Any) -> Line:
        """The message about a claim, with its area's name in three forms."""
        name = areas.name(claim.area, self.language, claim.end)
        given = {
            **subject(claim),
            **days(claim),
            "disease_name": _harmless(self.disease),
            "name": _harmless(name.name),
            "within": _harmless(name.within),
            "of": _harmless(name.of),
            **arguments,
        }
        try:
            text = phrase_of(self.own, self.language, message, given)
        except LookupError as error:
            raise BadTemplate(f"{error}; take it out to have ours, or name one that is there") from None
        return Line(text, message, said)

    def line(self, message: str, claim: Claim, said: tuple[Said, ...] = (), **arguments: Any) -> Line:
        """The same as a sentence, with a capital at its start."""
        written = self.item(message, claim, said, **arguments)
        return replace(written, text=sentence_case(written.text))

    def saying(self, message: str, claim: Claim, **arguments: Any) -> Line:
        """The sentence about a claim that has a value, with its value."""
        said = self.said(claim)
        return self.line(message, claim, said, value=said[0][1], **arguments)

    def parts(self, part: Part, whole: Claim) -> list[Claim]:
        """The claim of each region, in the official order; none where the layout asks for none."""
        if not part.regions:
            return []
        return [whole._replace(area=area.code) for area in areas.parts(self.area, whole.end)]


def grounds(claim: Claim, settled: Container[Claim]) -> tuple[Claim, ...]:
    """What a value in a bulletin rests on: the claim itself, or the seven days of a week that nobody stated."""
    if claim in settled or claim.measure != Measure.NEW or not claim.start or claim.end != _week_from(claim.start):
        return (claim,)
    return tuple(claim._replace(start=on, end=on) for on in (claim.start + timedelta(n) for n in range(7)))


def compose(
    kind: str,
    day: date,
    settled: Mapping[Claim, Settled] | Shelf,
    language: str,
    *,
    area: str = "KZ",
    disease: str = "COVID-19",
    own: Path | None = None,
) -> Bulletin:
    """The bulletin of that kind and day: `data/bulletins` says which kinds there are and what each of them says.

    `settled` as a shelf, which is of one area and disease, spares laying it out for each of many bulletins. `own` is a
    folder of templates that stand before ours.

    Errors: NothingToWrite; UnknownKind; UnknownLanguage; UnknownArea; BadTemplate.
    """
    layout = layouts(own).get(kind)
    if layout is None:
        raise UnknownKind(f"unknown kind of bulletin {kind!r}: use {', '.join(layouts(own))}")
    shelf = settled if isinstance(settled, Shelf) else Shelf(settled, area, disease)
    desk = _Desk(language, day, shelf.area, shelf.disease, shelf, layout.sums, own)
    paragraphs = tuple(_paragraphs(desk, layout))
    if not any(paragraph.main for paragraph in paragraphs):
        raise NothingToWrite(f"nothing is settled for a {kind} bulletin of {shelf.area}, {day}")
    about = desk.claim(layout.parts[0], Measure.NEW, day, day)
    return Bulletin(language, day, desk.line(layout.title, about), desk.item("title-day", about), paragraphs)


def _paragraphs(desk: _Desk, layout: Layout) -> Iterator[Paragraph]:
    any_main = any(part.main for part in layout.parts)
    for part in layout.parts:
        for sentences, items in _WRITERS[part.say](desk, part):
            yield Paragraph(sentences, items, (part.main or not any_main) and part.say != "words")


Written = Iterator[tuple[tuple[Line, ...], tuple[Line, ...]]]
"""The sentences of a paragraph and its list; nothing where nothing is settled."""


def _new(desk: _Desk, part: Part) -> Written:
    """The new ones of the days, each region beside them; the list alone where the whole is not settled."""
    period = _period(desk, part)
    if period is None:
        return
    whole = desk.claim(part, Measure.NEW, *period)
    parts = [claim for claim in desk.parts(part, whole) if desk.value(claim) is not None]
    when = "past-day" if part.days == "day" else "dates"
    if desk.value(whole) is not None:
        message = part.message or f"new-{part.event}"
        head = desk.saying(message, whole, when=when, listed="yes" if parts else "no")
    elif parts:
        head = desk.line(f"areas-{part.event}", whole, when=when)
    else:
        return
    yield (head,), tuple(desk.item("area-item", claim, said := desk.said(claim), value=said[0][1]) for claim in parts)


def _period(desk: _Desk, part: Part) -> tuple[date, date] | None:
    """The days that a paragraph is about. Missing: None where no week is known."""
    if part.days == "day":
        return desk.day, desk.day
    end = _week_end(desk, part)
    if end is None:
        return None
    end -= WEEK if part.days == "week-before" else timedelta(0)
    return end - WEEK + _ONE_DAY, end


def _week_end(desk: _Desk, part: Part) -> date | None:
    """The last day of the latest seven days that new counts are known for, up to seven days before the bulletin's."""
    asked = ("week", desk.day, part.event, part.definition, part.regions, desk.sums)
    return desk.settled.once(asked, lambda: _found_week_end(desk, part))


def _found_week_end(desk: _Desk, part: Part) -> date | None:
    for end in (desk.day - timedelta(n) for n in range(8)):
        whole = desk.claim(part, Measure.NEW, end - WEEK + _ONE_DAY, end)
        if any(desk.value(claim) is not None for claim in (whole, *desk.parts(part, whole))):
            return end
    return None


def _week_from(start: date) -> date:
    return start + WEEK - _ONE_DAY


def _total(desk: _Desk, part: Part) -> Written:
    """The total on the bulletin's day: since the onset, else since the earliest start that is settled. An older one is
    not said: a reader takes 'since the onset' to the day of issue, whatever day the sentence adds."""
    if _period(desk, part) is None:
        return
    claim = desk.claim(part, Measure.TOTAL, None, desk.day)
    if claim not in desk.settled:
        starts = [c.start for c in desk.settled.on(desk.day) if c.start and c._replace(start=None) == claim]
        claim = claim._replace(start=min(starts, default=None))
    if claim in desk.settled:
        starts_on = "date" if claim.start else "onset"
        yield (desk.saying(part.message or f"total-{part.event}", claim, starts=starts_on),), ()


def _patients(desk: _Desk, part: Part) -> Written:
    """Those under treatment on the day, then where they are and how they do."""
    everyone = desk.claim(part, Measure.CURRENT, desk.day, desk.day)._replace(event=Event.PATIENT)
    claims = [claim for claim in (everyone._replace(group=group) for group in part.groups) if claim in desk.settled]
    if not claims and everyone not in desk.settled:
        return
    groups = tuple(desk.saying(f"patients-{claim.group}", claim) for claim in claims)
    if everyone not in desk.settled:
        yield (desk.line("patients-lead", everyone),), groups
    elif part.list:
        yield (desk.saying(part.message or "patients", everyone),), groups
    else:
        yield (desk.saying(part.message or "patients", everyone), *groups), ()


def _change(desk: _Desk, part: Part) -> Written:
    """How the week compares with the week before, in the whole and in each region."""
    yield from _compared(desk, part, "change", lambda claim: _against_week_before(desk, claim))


def _rate(desk: _Desk, part: Part) -> Written:
    """The week's new ones per 100,000 people."""
    yield from _compared(desk, part, "rate", lambda claim: _per_100_000(desk, claim))


def _average(desk: _Desk, part: Part) -> Written:
    """The average of the week's days."""
    yield from _compared(desk, part, "average", lambda claim: _a_day(desk, claim))


def _words(desk: _Desk, part: Part) -> Written:
    """A message that states no figure: whom to call, how we count."""
    yield (desk.line(part.message or "", desk.claim(part, Measure.NEW, desk.day, desk.day)),), ()


_WRITERS: Mapping[str, Callable[[_Desk, Part], Written]] = {
    "new": _new,
    "total": _total,
    "patients": _patients,
    "change": _change,
    "rate": _rate,
    "average": _average,
    "words": _words,
}


def _compared(desk: _Desk, part: Part, say: str, reckoned: Callable[[Claim], Mapping[str, Any] | None]) -> Written:
    """A number reckoned from the week's counts, for the whole and then for each region. It is no figure.

    Shape: nothing where it cannot be reckoned for the whole, so that no list stands without its measure.
    """
    period = _period(desk, replace(part, days="week"))
    if period is None:
        return
    whole = desk.claim(part, Measure.NEW, *period)
    known = reckoned(whole)
    if known is None:
        return
    items = tuple(
        desk.item(f"{say}-item", claim, **given)
        for claim in desk.parts(part, whole)
        if (given := reckoned(claim)) is not None
    )
    message = part.message or f"{say}-{part.event}"
    yield (desk.line(message, whole, when="dates", listed="yes" if items else "no", **known),), items


LEAST = 20
"""A percentage is told of at least so many: from 1 to 3 is a rise, but 'by 200%' says more than is known."""


def _against_week_before(desk: _Desk, claim: Claim) -> Mapping[str, Any] | None:
    """$trend: up | down | same; $share: whether the $percent is told. Missing: None where a week is not known."""
    now, before = desk.value(claim), desk.value(_week_before(claim))
    if now is None or before is None:
        return None
    percent = _tenths(Decimal(100 * abs(now - before)) / before) if before else Decimal(0)
    return {
        "trend": "up" if now > before else "down" if now < before else "same",
        "share": "yes" if before >= LEAST and percent else "no",
        "percent": percent,
    }


def _week_before(claim: Claim) -> Claim:
    return claim._replace(start=claim.start and claim.start - WEEK, end=claim.end and claim.end - WEEK)


def _per_100_000(desk: _Desk, claim: Claim) -> Mapping[str, Any] | None:
    """$rate and the $year whose population it is of. Missing: None where the count or the population is not known."""
    value, people = desk.value(claim), areas.people(claim.area, claim.end or desk.day)
    if value is None or people is None:
        return None
    return {"rate": _tenths(Decimal(value * 100_000) / people[0]), "year": str(people[1])}


def _a_day(desk: _Desk, claim: Claim) -> Mapping[str, Any] | None:
    value = desk.value(claim)
    return None if value is None else {"average": _tenths(Decimal(value) / 7)}


def _tenths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


@lru_cache(maxsize=1024)
def _harmless(name: str) -> str:
    """A name as a part of a line: what would break the line or turn the writing is a space, and a name that is a page
    long is cut."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in name[: 2 * _LONGEST]).split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


_LONGEST = 200
