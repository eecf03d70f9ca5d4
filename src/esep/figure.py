"""The one noun: a number that somebody stated or that we counted, with what it counts and where it comes from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from esep import area, terms
from esep.document import Document, Issued, issued_text, moment, parse_issued
from esep.period import Period

NOTIONAL_DAY = date(9999, 12, 1)
"""Stands in for an unknown reporting day, so that figures of one undated document can be compared."""


class Claim(NamedTuple):
    """WHAT is counted. Two figures of one claim with different values contradict each other.

    Days: `start` and `end` are both counted. `start` None: since the onset. `end` None: the day of issue is unknown.
    """

    disease: str
    area: str
    event: str
    measure: str
    definition: str
    group: str
    start: date | None
    end: date | None

    def __str__(self) -> str:
        """Its notation, with the period resolved."""
        if self.measure == terms.Measure.TOTAL:
            period = f"since:{self.start}" if self.start else "onset"
        elif self.measure == terms.Measure.CURRENT:
            period = "now"
        else:
            period = "1d" if self.start == self.end else f"{self.start}..{self.end}"
        words = "/".join((self.disease, self.area, self.event, self.measure, self.definition, self.group, period))
        return f"{words}@{self.end}" if self.end else words


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure comes from."""

    document: str
    """The document's id."""
    publisher: str | None = None
    attributed: str | None = None
    """Whom the text credits with the figure: the ministry, the official site."""
    url: str | None = None
    language: str | None = None
    issued: Issued = None
    span: tuple[int, int] | None = None
    """The number's place in the stored text, in code points: start, stop."""
    quote: str = ""
    """The sentence or line that states it."""
    rule: str = ""
    """The rule that read it."""
    of: tuple[str, ...] = ()
    """Ids of the figures it was derived from."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, what it counts, and its source. The source takes no part in equality: keep figures in lists,
    never in sets, for a second witness counts."""

    claim: Claim
    value: int
    period: Period = field(compare=False)
    """As it was said; `claim` holds it resolved to dates."""
    source: Source = field(compare=False)
    status: terms.Status = field(default=terms.Status.STATED, compare=False)
    given_id: str | None = field(default=None, compare=False)
    """The id that whoever handed it in calls it by; None: its own."""

    @property
    def id(self) -> str:
        """Its name: as given, else 16 hex digits of the SHA-256 of document, span, claim and value."""
        if self.given_id:
            return self.given_id
        parts = "\x1f".join(map(str, (self.source.document, self.source.span, *self.claim, self.value)))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    @property
    def said_at(self) -> datetime:
        """The instant of issue, in UTC; the beginning of time where it is not known."""
        return said_at(self.source.issued, self.claim.area)

    @property
    def comparable(self) -> Claim:
        """The claim, with an unknown day of issue stood in for: for comparing within one document only."""
        if self.claim.end:
            return self.claim
        start, end = self.period.resolve(NOTIONAL_DAY)
        return self.claim._replace(start=start, end=end)

    def with_status(self, status: terms.Status) -> "Figure":
        """The same figure, surer or less sure."""
        return replace(self, status=status)

    def to_json(self) -> dict[str, Any]:
        """The figure as one object of the interchange format; every field is there, null where nothing is known."""
        claim, source = self.claim, self.source
        return {
            "id": self.id,
            "document": source.document,
            "disease": claim.disease,
            "area": claim.area,
            "event": claim.event,
            "measure": claim.measure,
            "definition": claim.definition,
            "group": claim.group,
            "period": str(self.period),
            "start": claim.start and claim.start.isoformat(),
            "end": claim.end and claim.end.isoformat(),
            "value": self.value,
            "issued": issued_text(source.issued),
            "publisher": source.publisher,
            "attributed": source.attributed,
            "url": source.url,
            "language": source.language,
            "quote": source.quote,
            "span": source.span and list(source.span),
            "rule": source.rule,
            "of": list(source.of),
            "status": str(self.status),
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "Figure":
        """The figure that an object of the interchange format describes. Area, event, measure, period and value
        must be there; the rest has defaults.

        Errors: ValueError names the field that is missing or wrong.
        """
        missing = [name for name in ("area", "event", "measure", "value") if fields.get(name) is None]
        if missing:
            raise ValueError(f"a figure needs {', '.join(map(repr, missing))}")
        value = fields["value"]
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"'value' must be a whole number, not {value!r}")
        event = _one_of(terms.Event, fields["event"])
        measure = _one_of(terms.Measure, fields["measure"])
        definition = _one_of(terms.Definition, fields.get("definition") or default_definition(event))
        period = Period.parse(str(fields.get("period") or default_period(measure)))
        issued = parse_issued(fields.get("issued"))
        start, end = period.resolve(None)
        try:
            start = date.fromisoformat(fields["start"]) if fields.get("start") else start
            end = date.fromisoformat(fields["end"]) if fields.get("end") else end
        except (TypeError, ValueError):
            raise ValueError("'start' and 'end' must be dates such as 2020-09-17, or null") from None
        span = fields.get("span")
        if span is not None and not (
            isinstance(span, list) and len(span) == 2 and all(isinstance(n, int) for n in span)
        ):
            raise ValueError("'span' must be two whole numbers, or null")
        return cls(
            claim=Claim(
                str(fields.get("disease") or "COVID-19"),
                str(fields["area"]),
                event,
                measure,
                definition,
                terms.group(str(fields.get("group") or terms.EVERYONE)),
                start,
                end,
            ),
            value=value,
            period=period,
            source=Source(
                document=str(fields.get("document") or ""),
                publisher=fields.get("publisher"),
                attributed=fields.get("attributed"),
                url=fields.get("url"),
                language=fields.get("language"),
                issued=issued,
                span=(span[0], span[1]) if span else None,
                quote=str(fields.get("quote") or ""),
                rule=str(fields.get("rule") or ""),
                of=tuple(fields.get("of") or ()),
            ),
            status=_one_of(terms.Status, fields.get("status") or "stated"),
            given_id=str(fields["id"]) if fields.get("id") is not None else None,
        )


CLAIM_NOTATION = "disease/area/event/measure/definition/group/period@date"


def claim_parts(text: str) -> dict[str, str]:
    """The parts that a claim's notation names, by field; `date` is the last day counted.

    The notation is `disease/area/event/measure/definition/group/period@date`; each part may be left out from the right.
    An area may hold a place: 'COVID-19/KZ-47/Aktau/case'.

    Errors: ValueError says which part is wrong.
    """
    path, _, day = text.partition("@")
    words = path.split("/")
    events = terms.Event._value2member_map_
    if len(words) > 3 and words[2] not in events and words[3] in events:
        words[1:3] = ["/".join(words[1:3])]
    names = ("disease", "area", "event", "measure", "definition", "group", "period")
    if not words[0] or len(words) > len(names):
        raise ValueError(f"{text!r} is no claim: write {CLAIM_NOTATION}, leaving out parts from the right")
    parts = dict(zip(names, words, strict=False))
    for name, vocabulary in (("event", terms.Event), ("measure", terms.Measure), ("definition", terms.Definition)):
        if name in parts:
            _one_of(vocabulary, parts[name])
    if "group" in parts:
        parts["group"] = terms.group(parts["group"])
    if "period" in parts:
        parts["period"] = str(Period.parse(parts["period"]))
    if day:
        try:
            parts["date"] = date.fromisoformat(day).isoformat()
        except ValueError:
            raise ValueError(f"{day!r} is not a date: write 2020-09-17") from None
    return parts


def claim_from(text: str) -> tuple[Claim, Period]:
    """The one claim that a notation names, and its period as said. Definition, group and period have defaults.

    Errors: ValueError where the disease, area, event, measure or date is missing, or a part is wrong.
    """
    parts = claim_parts(text)
    missing = [name for name in ("disease", "area", "event", "measure", "date") if name not in parts]
    if missing:
        raise ValueError(f"{text!r} does not name one claim: it lacks {', '.join(missing)} ({CLAIM_NOTATION})")
    event, measure = parts["event"], parts["measure"]
    period = Period.parse(parts.get("period") or default_period(measure))
    definition = parts.get("definition") or default_definition(event)
    days = period.resolve(date.fromisoformat(parts["date"]))
    return Claim(
        parts["disease"], parts["area"], event, measure, definition, parts.get("group", terms.EVERYONE), *days
    ), period


def default_definition(event: str) -> str:
    """The definition of plain words: 'COVID-19 cases' are confirmed ones; tests are of all who are tested; doses have
    none."""
    if event in ("dose", "dose1", "dose2"):
        return terms.Definition.NONE
    return terms.Definition.ALL if event == terms.Event.TEST else terms.Definition.CONFIRMED


def default_period(measure: str) -> str:
    """The period of a figure that states none."""
    return {"new": "1d", "total": "onset", "current": "now"}[measure]


FIELDS = (
    "id",
    "document",
    "disease",
    "area",
    "event",
    "measure",
    "definition",
    "group",
    "period",
    "start",
    "end",
    "value",
    "issued",
    "publisher",
    "attributed",
    "url",
    "language",
    "quote",
    "span",
    "rule",
    "of",
    "status",
)
"""The fields of a figure in the interchange formats, in their order."""

_Term = TypeVar("_Term", bound=StrEnum)


def _one_of(vocabulary: type[_Term], word: Any) -> _Term:
    try:
        return vocabulary(word)
    except ValueError:
        name = vocabulary.__name__.lower()
        raise ValueError(f"unknown {name} {word!r}: use {', '.join(vocabulary)}") from None


def said_at(issued: Issued, area_code: str) -> datetime:
    """The instant at which a thing about that area was said, in UTC; the beginning of time where it is not known."""
    return moment(issued, area.zone(area_code)) if issued else _LONG_AGO


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def stated(document: Document, claim: Claim, value: int, period: Period, **where: Any) -> Figure:
    """A figure that the document states; `where` are fields of Source (span, quote, rule, attributed)."""
    source = Source(
        document=document.id,
        publisher=document.publisher,
        url=document.url,
        issued=document.issued,
        **{"language": document.language, **where},
    )
    return Figure(claim, value, period, source)
