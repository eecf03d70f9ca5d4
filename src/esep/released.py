"""What was given to the public: a release, and its delivery to each channel.

Each is a document of the ledger that a person stands for, and states no figure: what we say ourselves must never become
a witness of it. A release keeps the words of each language, and which value it said for which claim, from whose
statement. When a signed correction changes what it said, the next edition of the same release says so.

    release    national, 2020-09-17, edition 1      its words, its figures, its channels
    delivery   of that, to telegram, kk, part 1     begun, then sent as message 512
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from esep.document import Document, issued_text, parse_issued
from esep.figure import Claim

RELEASE, DELIVERY = "esep:release", "esep:delivery"
"""What stands in the place of a reader's version: nobody else's document is ever taken for one of these."""


class Said(NamedTuple):
    """A value that a release says."""

    claim: Claim
    value: int
    figure: str
    """Id of the statement it is from."""
    document: str
    """Id of that statement's document."""


@dataclass(frozen=True, slots=True)
class Release:
    """A bulletin in each of its languages, as it was given out."""

    name: str
    """What the policy calls it."""
    day: date
    """The day it is about."""
    bulletin: str
    """The kind of bulletin."""
    area: str
    edition: int
    """1; each correction of what it said makes the next."""
    texts: Mapping[str, str]
    """By language."""
    said: tuple[Said, ...]
    channels: tuple[str, ...]
    by: str
    """Who released it."""
    issued: datetime
    publisher: str | None = None
    heeds: tuple[str, ...] = ()
    """Ids of the signed documents that made this edition."""
    given_id: str | None = field(default=None, compare=False)
    """The id of its document, where it is known already."""

    @property
    def key(self) -> tuple[str, date]:
        """What its editions have in common."""
        return self.name, self.day

    @property
    def title(self) -> str:
        """Its name for a person."""
        return f"{self.name} {self.day}" + (f", edition {self.edition}" if self.edition > 1 else "")

    @property
    def document(self) -> Document:
        """As the ledger keeps it."""
        said = [[*map(_plain, one.claim), one.value, one.figure, one.document] for one in self.said]
        fields = {
            "name": self.name,
            "day": str(self.day),
            "bulletin": self.bulletin,
            "edition": self.edition,
            "texts": dict(self.texts),
            "said": said,
            "channels": self.channels,
            "heeds": self.heeds,
        }
        return Document(
            _json(fields), self.publisher, None, self.issued, None, self.area, self.title, self.by, "released"
        )

    @property
    def id(self) -> str:
        """The id of its document."""
        return self.given_id or self.document.id

    @classmethod
    def from_document(cls, document: Document) -> "Release":
        """The release that the ledger kept so."""
        fields = json.loads(document.text)
        said = []
        for *words, start, end, value, figure, origin in fields["said"]:
            claim = Claim._make((*words, _day(start), _day(end)))
            said.append(Said(claim, value, figure, origin))
        return cls(
            fields["name"],
            date.fromisoformat(fields["day"]),
            fields["bulletin"],
            document.area or "",
            fields["edition"],
            fields["texts"],
            tuple(said),
            tuple(fields["channels"]),
            document.by or "",
            _moment(document),
            document.publisher,
            tuple(fields["heeds"]),
            document.id,
        )


BEGUN, SENT, REFUSED, REMOVED = "begun", "sent", "refused", "removed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one part of a release in one channel.

    States: `begun`, and nothing is known yet, or ever if the program was cut off; `sent`; `refused`, so that it surely
    is not there; `removed`, for a part that a later edition no longer has.
    """

    release: str
    """The release's id."""
    channel: str
    state: str
    by: str
    at: datetime
    language: str = ""
    part: int = 1
    """0 is its picture; the texts count from 1."""
    attempt: int = 1
    place: str = ""
    """Where in the channel: the chat, the file."""
    message: int | None = None
    """The post's number there. Missing: None where it has none."""
    note: str = ""
    given_id: str | None = field(default=None, compare=False)
    """The id of its document, where it is known already."""

    @property
    def spot(self) -> tuple[str, str, int]:
        """What it fills: channel, language and part."""
        return self.channel, self.language, self.part

    @property
    def document(self) -> Document:
        """As the ledger keeps it."""
        names = ("release", "channel", "state", "language", "part", "attempt", "place", "message", "note")
        text = _json({name: getattr(self, name) for name in names})
        return Document(text, issued=self.at, title=f"delivery to {self.channel}", by=self.by, reason=self.state)

    @property
    def id(self) -> str:
        """The id of its document."""
        return self.given_id or self.document.id

    @classmethod
    def from_document(cls, document: Document) -> "Delivery":
        """The delivery that the ledger kept so."""
        return cls(by=document.by or "", at=_moment(document), given_id=document.id, **json.loads(document.text))


def latest(releases: Iterable[Release]) -> dict[tuple[str, date], Release]:
    """The last edition of each release, in the order of the first ones."""
    found: dict[tuple[str, date], Release] = {}
    for one in releases:
        if one.key not in found or found[one.key].edition < one.edition:
            found[one.key] = one
    return found


def _json(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1)


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(document: Document) -> datetime:
    issued = parse_issued(issued_text(document.issued))
    if not isinstance(issued, datetime):
        raise ValueError(f"document {document.id} has no moment of issue")
    return issued
