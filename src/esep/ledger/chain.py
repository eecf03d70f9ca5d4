"""The chain of entries, which shows that nothing was changed, taken out or slipped in.

Every entry has a digest of all that was entered, and a head: the SHA-256 of the head before it and that digest. So a
head stands for the whole record up to its entry. Whoever has kept one, such as a published one, can tell whether this
ledger still holds what it held then. Source: Haber and Stornetta, How to time-stamp a digital document, 1991.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from django.db import connection

from esep.ledger import models

GENESIS = "0" * 64
"""What stands before the first entry."""
_LOCK = 0x65736570
"""The PostgreSQL advisory lock under which entries are added, one process at a time."""
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Chain:
    """What a look through all entries found."""

    entries: int
    """How many stand unbroken, from the first."""
    head: str
    """Of the last of them."""
    recorded_at: datetime | None
    """When that was recorded. Missing: None for an empty ledger."""
    broken: str | None = None
    """What is wrong with the next one, for a person. Missing: None where nothing is."""


@dataclass(frozen=True, slots=True)
class Last:
    """The last entry, and the lock on what follows it."""

    number: int
    head: str
    recorded_at: datetime | None
    digest: str = ""

    def then(self, digest: str, at: datetime) -> "Last":
        """The entry of that digest, recorded then."""
        return Last(self.number + 1, _joined(self.head, digest), at, digest)

    def row(self) -> models.Entry:
        """The entry as a row, without what was entered. Errors: ValueError for what stands before the first entry."""
        if self.recorded_at is None:
            raise ValueError("nothing was entered yet")
        return models.Entry(number=self.number, recorded_at=self.recorded_at, digest=self.digest, head=self.head)


def lock() -> Last:
    """The last entry. Until the transaction ends no other process adds one."""
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = head()
    return Last(last.entries, last.head, last.recorded_at)


def head() -> Chain:
    """The last entry."""
    row = models.Entry.objects.order_by("-number").values_list("number", "head", "recorded_at").first()
    return Chain(*row) if row else Chain(0, GENESIS, None)


def entry_of(head: str) -> int | None:
    """The number of the entry with that head, 0 for that of an empty ledger. Missing: None where no entry has it."""
    if head == GENESIS:
        return 0
    return models.Entry.objects.filter(head=head).values_list("number", flat=True).first()


def _joined(head: str, digest: str) -> str:
    """The head that an entry of that digest makes of the head before it."""
    return sha256(f"{head}{digest}".encode()).hexdigest()


def digest_of_reading(
    document: models.Document, reader: str, recorded_at: datetime, figures: Sequence[models.Cells]
) -> str:
    """The digest of a reading: of all that its document's row holds, of its reader, when it was recorded, and its
    figures in order."""
    return digest(told_of_reading(document, reader, recorded_at, figures))


def digest_of_look(publisher: str, recorded_at: datetime, seen: int, new: int) -> str:
    """The digest of a look at what a publisher has issued."""
    return digest(told_of_look(publisher, recorded_at, seen, new))


Told = dict[str, Any]
"""What an entry's digest is of."""


def told_of_reading(
    document: models.Document, reader: str, recorded_at: datetime, figures: Sequence[models.Cells]
) -> Told:
    """What the digest of a reading is of."""
    told = {field: getattr(document, field) for field in _DOCUMENT_FIELDS}
    told |= {"at": document.issued_at and _plain(document.issued_at), "recorded": _plain(document.recorded_at)}
    return {"document": told, "reader": reader, "recorded": _plain(recorded_at), "figures": figures}


_DOCUMENT_FIELDS = (*models.AS_STATED, "issued", "issued_day")


def told_of_look(publisher: str, recorded_at: datetime, seen: int, new: int) -> Told:
    """What the digest of a look is of."""
    return {"publisher": publisher, "recorded": _plain(recorded_at), "seen": seen, "new": new}


def digest(told: Mapping[str, Any]) -> str:
    """The SHA-256 of that as JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(
        told, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str, check_circular=False
    )
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def verify() -> Iterator[Chain]:
    """The chain up to each entry in turn; the last one that comes says how it stands, and where it breaks.

    Shape: at least one; streamed, so that whoever waits can be shown how far it is.
    """
    reached = Chain(0, GENESIS, None)
    for batch in _batches():
        digests = digests_of_readings([entry.reading_id for entry in batch if entry.reading_id])
        looks = models.Look.objects.in_bulk([entry.look_id for entry in batch if entry.look_id])
        for entry in batch:
            if entry.number != reached.entries + 1:
                yield _broken(reached, f"Entry {reached.entries + 1} is missing: entry {entry.number} comes next.")
                return
            digest = digests.get(entry.reading_id) if entry.reading_id else None
            look = looks.get(entry.look_id) if entry.look_id else None
            if look:
                digest = digest_of_look(look.publisher, look.recorded_at, look.seen, look.new)
            head = _joined(reached.head, digest or "")
            if (digest, head) != (entry.digest, entry.head) or _learnt(entry) != entry.recorded_at:
                yield _broken(reached, f"Entry {entry.number}, {_name(entry)}, is not what was recorded.")
                return
            reached = Chain(entry.number, head, entry.recorded_at)
        yield reached
    slipped = _slipped_in()
    yield _broken(reached, slipped) if slipped else reached


def _batches() -> Iterator[Sequence[models.Entry]]:
    last = 0
    rows = models.Entry.objects.select_related("reading", "look").order_by("number")
    while batch := list(rows.filter(number__gt=last)[:_BATCH]):
        yield batch
        last = batch[-1].number


def digests_of_readings(keys: Sequence[int]) -> dict[int, str]:
    """The digest of each of those readings as it stands. Missing: one whose figures are not all there, or whose
    document goes by the id of another."""
    return {
        key: digest_of_reading(reading.document, reading.reader, reading.recorded_at, figures)
        for key, (reading, figures) in readings(keys).items()
    }


def readings(keys: Sequence[int]) -> dict[int, tuple[models.Reading, list[models.Cells]]]:
    """Each of those readings with its figures in order. Missing: as in `digests_of_readings`."""
    found = models.Reading.objects.select_related("document").in_bulk(keys)
    rows = models.Figure.objects.filter(reading__in=keys).order_by("reading", "order")
    figures: dict[int, list[models.Cells]] = {key: [] for key in keys}
    orders: dict[int, list[int]] = {key: [] for key in keys}
    for reading, order, *row in rows.values_list("reading", "order", *models.CELLS).iterator():
        figures[reading].append(tuple(row))
        orders[reading].append(order)
    return {
        key: (one, figures[key])
        for key, one in found.items()
        if all(right == left + 1 for left, right in pairwise((-1, *orders[key])))
        and one.document.noun().hash == one.document_id
    }


def _learnt(entry: models.Entry) -> datetime | None:
    of = entry.reading or entry.look
    return of.recorded_at if of else None


def _name(entry: models.Entry) -> str:
    if entry.reading:
        return f"the reading of document {entry.reading.document_id[:16]} recorded {entry.recorded_at:%Y-%m-%d %H:%M}Z"
    return f"recorded {entry.recorded_at:%Y-%m-%d %H:%M}Z"


def _slipped_in() -> str | None:
    """What stands in the ledger and in no entry. Missing: None where nothing does."""
    for what, rows in (
        ("reading", models.Reading.objects.filter(entry=None).values_list("document", flat=True)),
        ("document", models.Document.objects.filter(readings=None).values_list("hash", flat=True)),
        ("look", models.Look.objects.filter(entry=None).values_list("publisher", flat=True)),
    ):
        first = rows.first()
        if first is not None:
            return f"A {what} stands outside the chain: {first[:16]}."
    return None


def _broken(reached: Chain, what: str) -> Chain:
    return Chain(reached.entries, reached.head, reached.recorded_at, what)
