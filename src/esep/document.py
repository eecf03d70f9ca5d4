"""A document: the words that figures come from, who issued them and when.

Every number has one: a bulletin, a post, a table, a correction signed by a person.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Issued = date | datetime | None
"""When a thing was said: a moment with its zone, or a bare date, which counts as the end of that local day."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was issued.

    Missing: None where the document does not say; figures of an undated document compare only inside it.
    """

    text: str
    publisher: str | None = None
    url: str | None = None
    issued: Issued = None
    language: str | None = None
    """ISO 639-1; None: the reader finds it out."""
    area: str | None = None
    """Home area: what 'the country' and 'the region' mean in it."""
    title: str | None = None
    by: str | None = None
    """The person who signed it, or who stands for a release of ours; None for anything else."""
    reason: str | None = None
    """Why the person signed."""
    given_id: str | None = None
    """The id that whoever handed it in calls it by; None: its own."""

    @property
    def id(self) -> str:
        """Its name: as given, else the first 16 hex digits of its hash."""
        return self.given_id or self.hash[:16]

    @property
    def hash(self) -> str:
        """SHA-256 of text, publisher, url and time of issue: the same text from two agencies is two documents,
        fetched twice it is one. A correction's signature counts too."""
        parts = [self.text, self.publisher, self.url, issued_text(self.issued)]
        if self.by:
            parts += [self.by, self.reason]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """The document as one object of the interchange format; what is missing is left out."""
        fields = {
            "id": self.id,
            "text": self.text,
            "title": self.title,
            "language": self.language,
            "issued": issued_text(self.issued),
            "publisher": self.publisher,
            "url": self.url,
            "area": self.area,
            "by": self.by,
            "reason": self.reason,
        }
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "Document":
        """The document that an object of the interchange format describes.

        Errors: ValueError names the field that is missing or of the wrong kind.
        """
        text = fields.get("text")
        if not isinstance(text, str):
            raise ValueError("a document needs a 'text'")
        words = {
            name: _word(fields, name) for name in ("publisher", "url", "language", "area", "title", "by", "reason")
        }
        given = fields.get("id")
        return cls(
            text=text,
            issued=parse_issued(_word(fields, "issued")),
            given_id=None if given is None else str(given),
            **words,
        )


def _word(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"'{name}' must be text, not {type(value).__name__}")
    return value or None


def parse_issued(text: str | None) -> Issued:
    """The time of issue that ISO 8601 text states: a date, or a date and time with its zone (UTC if it names none).

    Errors: ValueError where it is neither.
    """
    if not text:
        return None
    try:
        said = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date: write 2020-09-17 or 2020-09-17T10:00:00+06:00") from None
    if not _FIRST_YEAR <= said.year <= _LAST_YEAR:
        far = "future" if said.year > _LAST_YEAR else "past"
        raise ValueError(f"{text!r} is too far in the {far} to be a date of issue")
    return said.replace(tzinfo=said.tzinfo or UTC) if isinstance(said, datetime) else said


_FIRST_YEAR, _LAST_YEAR = 1000, 2999
"""Other years are slips, and from the first and last ones no days can be counted."""


def issued_text(issued: Issued) -> str | None:
    """The time of issue in ISO 8601."""
    return issued.isoformat() if issued else None


def local_day(issued: Issued, zone: ZoneInfo) -> date | None:
    """The calendar day of issue where the figures are from."""
    return issued.astimezone(zone).date() if isinstance(issued, datetime) else issued


def moment(issued: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant of issue in UTC; a bare date is the last second of that local day."""
    if isinstance(issued, datetime):
        return issued.astimezone(UTC)
    end = datetime.combine(issued + timedelta(1), time(), zone) - timedelta(seconds=1)
    return end.astimezone(UTC)
