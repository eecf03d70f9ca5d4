"""A bulletin: the settled figures of a day or of a week as plain text, and which claims it says.

The layout is ours, after the ministry's: a title, then one paragraph for each kind of count, regions one a line.
What is not settled is not said: its sentence is left out, never filled with 0 or a dash.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Protocol

from esep import area as areas
from esep.figure import Claim, Figure
from esep.terms import EVERYONE, Definition, Event, Group, Measure
from esep.write.claims import days, subject
from esep.write.phrase import phrase, sentence_case

WEEK = timedelta(7)
_ONE_DAY = timedelta(1)
TRACKS = (Definition.CONFIRMED, Definition.PROBABLE)
"""Counted apart and never added up."""
OUTCOMES = (Event.CASE, Event.RECOVERY, Event.DEATH)
PATIENTS = (Group.HOSPITAL, Group.HOME, Group.CHILDREN, Group.SEVERE, Group.CRITICAL, Group.VENTILATED)


class Settled(Protocol):
    """What stands for a claim; `settle` makes them."""

    @property
    def figure(self) -> Figure: ...


class NothingToWrite(LookupError):
    """No settled figure belongs in the bulletin asked for."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A text and what it says."""

    text: str
    claims: tuple[Claim, ...]
    """Every claim whose value is written, in the order of the text."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a bulletin is written from."""

    language: str
    day: date
    area: str
    disease: str
    settled: Mapping[Claim, Settled]

    def claim(self, event: str, measure: str, definition: str, start: date | None, end: date) -> Claim:
        return Claim(self.disease, self.area, event, measure, definition, EVERYONE, start, end)

    def has(self, claim: Claim) -> bool:
        return claim in self.settled

    def say(self, message: str, claim: Claim, **arguments: Any) -> str:
        """The message about a claim, with its value where one is settled."""
        value = {"value": self.settled[claim].figure.value} if self.has(claim) else {}
        within = areas.name(self.area, self.language, claim.end).within
        given = {**subject(claim), **days(claim), "within": within, **value, **arguments}
        return sentence_case(phrase(self.language, message, **given))


def compose(
    kind: Literal["daily", "weekly"],
    day: date,
    settled: Mapping[Claim, Settled],
    language: str,
    *,
    area: str = "KZ",
    disease: str = "COVID-19",
) -> Bulletin:
    """The daily bulletin of that day, or the weekly one by region issued on it.

    Daily: new cases, recoveries and deaths of the day, regions beside them, and their totals; the probable
    track likewise; patients under treatment. Weekly: the new ones of the latest seven days that end on that
    day or up to seven days before, by region, and the total of deaths.

    Errors: NothingToWrite; UnknownLanguage; ValueError for another kind; UnknownArea.
    """
    desk = _Desk(language, day, area, disease, _at_hand(settled, day, area, disease))
    if kind == "daily":
        paragraphs = tuple(_daily(desk))
    elif kind == "weekly":
        paragraphs = tuple(_weekly(desk))
    else:
        raise ValueError(f"unknown kind of bulletin {kind!r}: use daily or weekly")
    if not paragraphs:
        raise NothingToWrite(f"nothing is settled for a {kind} bulletin of {area}, {day}")
    text = "\n\n".join([_title(desk, kind), *(paragraph.text for paragraph in paragraphs)])
    return Bulletin(text + "\n", tuple(claim for paragraph in paragraphs for claim in paragraph.claims))


def _at_hand(settled: Mapping[Claim, Settled], day: date, area: str, disease: str) -> dict[Claim, Settled]:
    """What is settled for the disease, the area and its parts, and ends on the day or in the week before it."""
    return {
        claim: settlement
        for claim, settlement in settled.items()
        if claim.disease == disease
        and claim.end
        and day - WEEK <= claim.end <= day
        and area in (claim.area, areas.parent(claim.area))
    }


def _title(desk: _Desk, kind: str) -> str:
    claim = desk.claim(Event.CASE, Measure.NEW, Definition.CONFIRMED, desk.day, desk.day)
    title = sentence_case(phrase(desk.language, f"{kind}-title", **subject(claim)))
    name = areas.name(desk.area, desk.language, desk.day).name
    return title + "\n" + phrase(desk.language, "title-day", name=name, **days(claim))


def _daily(desk: _Desk) -> Iterator[_Paragraph]:
    for track in TRACKS:
        for event in OUTCOMES:
            yield from _new(desk, event, track, desk.day, desk.day, when="past-day")
            yield from _total(desk, event, track)
    for definition in (*TRACKS, Definition.ALL):
        yield from _patients(desk, definition)


def _weekly(desk: _Desk) -> Iterator[_Paragraph]:
    end = _week_end(desk)
    if end is None:
        return
    for track in TRACKS:
        new = [
            text for event in OUTCOMES for text in _new(desk, event, track, end - WEEK + _ONE_DAY, end, when="dates")
        ]
        yield from new
        if new:
            yield from _total(desk, Event.DEATH, track)


def _week_end(desk: _Desk) -> date | None:
    """The last day of the latest seven days that new counts are settled for, up to seven days before the bulletin's."""
    ends = (
        claim.end
        for claim in desk.settled
        if claim.measure == Measure.NEW
        and claim.event in OUTCOMES
        and claim.definition in TRACKS
        and claim.group == EVERYONE
        and claim.start
        and claim.end
        and claim.end - claim.start == WEEK - _ONE_DAY
    )
    return max(ends, default=None)


def _new(desk: _Desk, event: str, track: str, start: date, end: date, *, when: str) -> Iterator[_Paragraph]:
    """The new ones of the period, each area in the official order; the list alone where the whole is not settled."""
    whole = desk.claim(event, Measure.NEW, track, start, end)
    parts = [part for part in (whole._replace(area=a.code) for a in areas.parts(desk.area, end)) if desk.has(part)]
    if desk.has(whole):
        head = desk.say(f"new-{event}", whole, when=when, listed="yes" if parts else "no")
    elif parts:
        head = desk.say(f"areas-{event}", whole, when=when)
    else:
        return
    items = [
        phrase(
            desk.language,
            "area-item",
            name=areas.name(part.area, desk.language, end).name,
            value=desk.settled[part].figure.value,
        )
        for part in parts
    ]
    yield _Paragraph("\n".join([head, *items]), (*filter(desk.has, [whole]), *parts))


def _total(desk: _Desk, event: str, track: str) -> Iterator[_Paragraph]:
    """The total on the bulletin's day: since the onset, else since the earliest start that is settled. An older one is
    not said: a reader takes 'since the onset' to the day of issue, whatever day the sentence adds."""
    onset = desk.claim(event, Measure.TOTAL, track, None, desk.day)
    starts = [] if desk.has(onset) else [c.start for c in desk.settled if c.start and c._replace(start=None) == onset]
    claim = onset._replace(start=min(starts, default=None))
    if desk.has(claim):
        starts_on = "date" if claim.start else "onset"
        yield _Paragraph(desk.say(f"total-{event}", claim, starts=starts_on), (claim,))


def _patients(desk: _Desk, definition: str) -> Iterator[_Paragraph]:
    """Those under treatment on the day, then where they are and how they do."""
    everyone = desk.claim(Event.PATIENT, Measure.CURRENT, definition, desk.day, desk.day)
    groups = [claim for claim in (everyone._replace(group=group) for group in PATIENTS) if desk.has(claim)]
    if not groups and not desk.has(everyone):
        return
    sentences = " ".join(desk.say(f"patients-{claim.group}", claim) for claim in groups)
    if desk.has(everyone):
        yield _Paragraph(f"{desk.say('patients', everyone)} {sentences}".rstrip(), (everyone, *groups))
    else:
        yield _Paragraph(f"{desk.say('patients-lead', everyone)}\n{sentences}", tuple(groups))
