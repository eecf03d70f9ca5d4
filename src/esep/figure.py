"""The one noun: a number that somebody stated or that we counted, with what it counts and where it comes from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from esep import terms
from esep.document import Document, Issued, issued_text, parse_issued
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
        days = f"{self.start or 'onset'}..{self.end or '?'}"
        return "/".join((self.disease, self.area, self.event, self.measure, self.definition, self.group, days))


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
        if span is not None and not (isinstance(span, list) and len(span) == 2 and all(isinstance(n, int) for n in span)):
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


def default_definition(event: str) -> str:
    """The definition of plain words: 'COVID-19 cases' are confirmed ones; tests and doses have none."""
    return terms.Definition.NONE if event in ("test", "dose", "dose1", "dose2") else terms.Definition.CONFIRMED


def default_period(measure: str) -> str:
    """The period of a figure that states none."""
    return {"new": "1d", "total": "onset", "current": "now"}[measure]


_Term = TypeVar("_Term", bound=StrEnum)


def _one_of(vocabulary: type[_Term], word: Any) -> _Term:
    try:
        return vocabulary(word)
    except ValueError:
        name = vocabulary.__name__.lower()
        raise ValueError(f"unknown {name} {word!r}: use {', '.join(vocabulary)}") from None


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
