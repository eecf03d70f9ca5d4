"""The ledger: what was said and when we learnt it. Append-only: nothing is ever changed or taken out.

Two clocks, two arguments (the third clock, the period, is part of a figure):

    as_of      what had been ISSUED by then. A date means all of that day, by the calendar of each document's own
               area; a datetime means that instant. An undated document counts as issued when it was recorded.
    known_at   what had been RECORDED by then. Of each document the latest reading known by then counts.

None is 'so far' in both. An answer for a `known_at` that has passed never changes.

A Django app: open it with `esep.project.start` first. Models are imported where they are used, because this module
must be importable before Django is set up.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from esep import signed
from esep.document import Document
from esep.figure import Claim, Figure

if TYPE_CHECKING:
    from django.db.models import Q

    from esep.ledger.chain import Chain

__all__ = [
    "AppendOnly",
    "LedgerUnusable",
    "acts",
    "alone",
    "document",
    "documents",
    "enter",
    "figure",
    "figures",
    "record",
    "recorded",
]

_BATCH = 200
"""Documents fetched at a time: memory stays bounded, and no cursor stays open while the caller works or records."""


class LedgerUnusable(Exception):
    """The ledger cannot be opened. Its text, for the person at the keyboard, says which, why, and what to do."""


class Looked(NamedTuple):
    """A look at what a publisher had issued."""

    at: datetime
    seen: int
    """Documents that were there."""
    new: int
    """Of these, the ones recorded then; 0: we looked, and nothing was new."""


class AppendOnly(TypeError):
    """Somebody tried to change or take out what was recorded."""

    def __init__(self, table: str) -> None:
        super().__init__(f"{table}: the ledger is append-only; record a correction instead")


class Unsound(ValueError):
    """A ledger that is not as it was recorded, or lines from which none can be made. The text, for a person, says
    where it begins and what to do."""


def record(document: Document, figures: Sequence[Figure], *, reader: str, at: datetime) -> bool:
    """Whether anything new was recorded: the document, or a reading of it by another version of the reader.

    The document's id in the ledger is its own (`given_id` is left aside), and `figures` must come from that id.
    All or nothing; safe to repeat and to run in many processes at once. `at` is when: what is recorded counts as
    learnt then, or with the entry before it where that one is later.

    Errors: ValueError for figures of another document, a time without a zone, or what no database can give back.
    """
    return next(record_all([(document, figures)], reader=reader, at=at))


def record_all(
    readings: Iterable[tuple[Document, Sequence[Figure]]], *, reader: str, at: datetime | None = None
) -> Iterator[bool]:
    """Of each document and its figures in turn, whether anything new was recorded, as `record` does it.

    Each document is recorded whole or not at all; many share a transaction, and an answer comes when its own stands.
    Memory stays bounded. `at` None: each when its turn comes.

    Errors: as of `record`; what came before the document at fault stands.
    """
    from esep.ledger import writing

    when = None if at is None else instant(at, "at")
    rest = iter(readings)
    while batch := list(_together(rest)):
        yield from writing.write(batch, reader, when)


def _together(readings: Iterator[tuple[Document, Sequence[Figure]]]) -> Iterator[tuple[Document, Sequence[Figure]]]:
    """As many of the next as are recorded in one transaction."""
    rows = 0
    for document, figures in readings:
        yield document, figures
        rows += len(figures) + 1
        if rows >= _TOGETHER:
            break


_TOGETHER = 5000
"""So many rows at least are recorded in a transaction, where there are as many."""


def look(publisher: str, *, seen: int, new: int, at: datetime) -> None:
    """Records that somebody looked at what the publisher had issued: `seen` documents were there, of which `new` were
    recorded now. So 'we looked and nothing was new' is told from 'nobody looked'.

    Errors: ValueError for a time without a zone.
    """
    from esep.ledger import writing

    writing.write_look(publisher, instant(at, "at"), seen, new)


def looked(publisher: str, start: datetime, end: datetime) -> list[Looked]:
    """The looks at that publisher from `start` to `end`, both included, in order.

    Errors: ValueError for a time without a zone.
    """
    from esep.ledger import models

    span = (instant(start, "start"), instant(end, "end"))
    rows = models.Look.objects.filter(publisher=publisher, recorded_at__range=span).order_by("recorded_at", "pk")
    return [Looked(*row) for row in rows.values_list("recorded_at", "seen", "new")]


@contextmanager
def alone() -> Iterator[None]:
    """While it is open nobody else records, so what is looked up in it still holds when it records. All or nothing."""
    from django.db import transaction

    from esep.ledger import chain

    with transaction.atomic():
        chain.lock()
        yield


def enter(document: Document, act: str, *, at: datetime) -> bool:
    """Whether an act of ours was new: a signed document that states no figure, kept as that act and no other.

    Errors: ValueError for one that nobody signed, and as of `record`.
    """
    if not document.by:
        raise ValueError(f"document {document.id} is signed by nobody")
    return record(document, (), reader=act, at=at)


def acts(act: str, *, as_of: date | datetime | None = None, known_at: datetime | None = None) -> list[Document]:
    """What was entered as that act, in the order of recording."""
    from esep.ledger import models

    rows = models.Document.objects.filter(_issued(as_of), _known(known_at), _signed(), readings__reader=act)
    return [row.noun() for row in rows.order_by("readings__entry__number")]


def signed_figures(*, as_of: date | datetime | None = None, known_at: datetime | None = None) -> list[Figure]:
    """Every figure that a person signed, corrections and retractions, in the order of issue."""
    return list(_figures(_issued(as_of) & _signed(), _known(known_at), {}))


def verify() -> Iterator["Chain"]:
    """How the chain of entries stands, entry batch by entry batch: the last answer is of the whole ledger, or names the
    first entry that is not what was recorded. Shape: at least one; streamed, for whoever shows how far it is."""
    from esep.ledger import chain

    return chain.verify()


def head() -> "Chain":
    """The last entry: its number, its head, which stands for all that was recorded up to it, and when that was."""
    from esep.ledger import chain

    return chain.head()


def entry_of(head: str) -> int | None:
    """The number of the entry that has that head; 0 for that of an empty ledger.

    Missing: None: no entry has it, so what it stood for is no longer here, or never was.
    """
    from esep.ledger import chain

    return chain.entry_of(head)


def figures(
    *,
    as_of: date | datetime | None = None,
    known_at: datetime | None = None,
    disease: str | None = None,
    area: str | None = None,
    event: str | None = None,
    measure: str | None = None,
    definition: str | None = None,
    group: str | None = None,
    withdrawn: bool = False,
) -> Iterator[Figure]:
    """Every figure issued by `as_of` and known at `known_at`, in the order of issue, then document, then text; with
    `withdrawn`, what had been withdrawn by then as well, and the retractions themselves.

    Shape: streamed; several figures of one claim are several statements. What is recorded meanwhile is left out.
    Errors: ValueError for a time without a zone.
    """
    columns = ("disease", "area", "event", "measure", "definition", "group")
    words = (disease, area, event, measure, definition, group)
    wanted = {column: word for column, word in zip(columns, words, strict=True) if word is not None}
    found = _figures(_issued(as_of), _known(known_at), wanted)
    if withdrawn:
        return found
    gone = signed.withdrawn(retractions(as_of=as_of, known_at=known_at))
    return (one for one in found if not signed.is_retraction(one) and signed.withdrawal(one, gone) is None)


def retractions(*, as_of: date | datetime | None = None, known_at: datetime | None = None) -> list[Figure]:
    """The figures that withdraw others, issued by `as_of` and known at `known_at`, in the order of issue."""
    return list(_figures(_issued(as_of) & _signed(), _known(known_at), {"rule": signed.RETRACTION}))


def nearby(claims: Iterable[Claim]) -> Iterator[Figure]:
    """Every figure, not withdrawn, that can concern one of the claims: the same things counted in the month before
    and after, their parts and wholes of the same day, and the last totals before that time and the first after it.

    Shape: in the order of recording. Missing: a claim of an unknown day has none.
    """
    from esep.ledger import near

    return near.nearby(claims)


def documents(*, as_of: date | datetime | None = None, known_at: datetime | None = None) -> Iterator[Document]:
    """Every document issued by `as_of` and known at `known_at`, in the order of issue, then id.

    Shape: streamed; what is recorded meanwhile is left out. Errors: ValueError for a time without a zone.
    """
    return _documents(_issued(as_of), _known(known_at))


def document(id_prefix: str) -> Document | None:
    """The document whose id (or hash) begins so. Missing: None where there is no such document.

    Errors: ValueError where several begin so.
    """
    from esep.ledger import models

    prefix = id_prefix.lower()
    if not prefix or set(prefix) - set("0123456789abcdef"):
        return None
    found = models.Document.objects.filter(hash__gte=prefix, hash__lt=prefix + "g")[:2]
    if len(found) > 1:
        raise ValueError(f"the ids of several documents begin with {id_prefix}: write more of it")
    return found[0].noun() if found else None


def figure(id: str) -> Figure | None:
    """The figure of that id, as the latest reading that has it. Missing: None where no reading ever had it."""
    from esep.ledger import models

    rows = models.Figure.named(id).order_by("-reading__recorded_at", "-reading", "order")
    row = rows.values_list("reading__document", *models.CELLS).first()
    if row is None:
        return None
    return models.figure_of(row[1:], models.facts(models.Document.objects.get(pk=row[0])))


def stated_in(document: Document) -> list[Figure]:
    """The figures that the latest reading of the document found, in the order of its text, withdrawn or not."""
    from django.db.models import Q

    return list(_figures(Q(hash=document.hash), Q(), {}))


def recorded(document: Document) -> datetime | None:
    """When the ledger learnt the document. Missing: None where it has not."""
    from esep.ledger import models

    return models.Document.objects.filter(hash=document.hash).values_list("recorded_at", flat=True).first()


def _figures(issued: "Q", known: "Q", wanted: dict[str, str]) -> Iterator[Figure]:
    from esep.ledger import models

    for batch in _batches(_latest_readings(issued, known)):
        readings = models.Reading.objects.select_related("document").defer("document__text").in_bulk(batch)
        rows = models.Figure.objects.filter(reading__in=batch, **wanted).order_by("reading", "order")
        found: dict[int, list[models.Cells]] = {reading: [] for reading in batch}
        for reading, *row in rows.values_list("reading", *models.CELLS):
            found[reading].append(tuple(row))
        for reading, its in found.items():
            facts = models.facts(readings[reading].document)
            yield from (models.figure_of(row, facts) for row in its)


def _documents(issued: "Q", known: "Q") -> Iterator[Document]:
    from django.db.models.functions import Coalesce

    from esep.ledger import models

    rows = models.Document.objects.filter(issued, known).order_by(Coalesce("issued_at", "recorded_at"), "hash")
    for batch in _batches(list(rows.values_list("hash", flat=True))):
        found = models.Document.objects.in_bulk(batch)
        yield from (found[hash].noun() for hash in batch)


def _latest_readings(issued: "Q", known: "Q") -> list[int]:
    """The readings that count, in the order of issue. Their figures stand, so this list alone fixes an answer."""
    from django.db.models import Exists, OuterRef, Q
    from django.db.models.functions import Coalesce

    from esep.ledger import models

    later = Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk"))
    later_ones = models.Reading.objects.filter(known, later, document=OuterRef("document"))
    documents = models.Document.objects.filter(issued, known)
    rows = models.Reading.objects.filter(known, ~Exists(later_ones), document__in=documents)
    in_order = rows.order_by(Coalesce("document__issued_at", "document__recorded_at"), "document")
    return list(in_order.values_list("pk", flat=True))


def _issued(as_of: date | datetime | None) -> "Q":
    """The documents issued by then."""
    from django.db.models import Q

    if as_of is None:
        return Q()
    if isinstance(as_of, datetime):
        then = instant(as_of, "as_of")
        return Q(issued_at__lte=then) | Q(issued_at=None, recorded_at__lte=then)
    return Q(issued_day__lte=as_of)


def _signed() -> "Q":
    """The documents that a person signed."""
    from django.db.models import Q

    return Q(by__isnull=False)


def _known(known_at: datetime | None) -> "Q":
    """The documents, or the readings, recorded by then."""
    from django.db.models import Q

    return Q() if known_at is None else Q(recorded_at__lte=instant(known_at, "known_at"))


def instant(moment: datetime, name: str) -> datetime:
    """The moment in UTC. Errors: ValueError where it has no zone; `name` is what it was given as."""
    if moment.tzinfo is None:
        raise ValueError(f"{name} needs a time zone: {moment}")
    return moment.astimezone(UTC)


_Key = TypeVar("_Key")


def _batches(keys: list[_Key]) -> Iterator[list[_Key]]:
    rest = iter(keys)
    while batch := list(islice(rest, _BATCH)):
        yield batch
