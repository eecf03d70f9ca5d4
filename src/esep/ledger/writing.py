"""How rows come into the ledger: under one lock, in one chain."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction

from esep.document import Document
from esep.figure import Figure
from esep.ledger import chain, models

_Rows = tuple[models.Document, list[models.Cells] | None]


def write(batch: Sequence[tuple[Document, Sequence[Figure]]], reader: str, at: datetime | None) -> Iterator[bool]:
    """Of each in turn, whether it was new; all of them stand before the first answer comes.

    Errors: ValueError for one that no row can hold, after the answers of those before it.
    """
    ready: list[_Rows] = []
    fault: ValueError | None = None
    try:
        ready.extend(_rows(batch, reader, at))
    except ValueError as error:
        fault = error
    yield from _write(ready, reader)
    if fault:
        raise fault


def _rows(batch: Sequence[tuple[Document, Sequence[Figure]]], reader: str, at: datetime | None) -> Iterator[_Rows]:
    """Each document as a row, and its figures as rows; None for the figures of a reading that is there."""
    there = models.Reading.objects.filter(document__in=[document.hash for document, _ in batch], reader=reader)
    read = set(there.values_list("document", flat=True))
    for document, figures in batch:
        row = models.Document.from_noun(document, at=at or datetime.now(UTC))
        yield row, None if row.hash in read else [models.cells(figure, row) for figure in figures]


def _write(batch: Sequence[_Rows], reader: str) -> list[bool]:
    """Of each, whether it was new. All or nothing."""
    answers: list[bool] = []
    documents: list[models.Document] = []
    entered: list[Entered] = []
    with transaction.atomic():
        last = chain.lock()
        hashes = [row.hash for row, _ in batch]
        there = models.Document.objects.in_bulk(hashes)
        read = set(models.Reading.objects.filter(document__in=hashes, reader=reader).values_list("document", flat=True))
        for row, cells in batch:
            is_new = cells is not None and row.hash not in read
            answers.append(is_new)
            if cells is None or not is_new:
                continue
            read.add(row.hash)
            at = max(row.recorded_at, last.recorded_at or row.recorded_at)
            if row.hash not in there:
                there[row.hash] = row.learnt(at)
                documents.append(row)
            document = there[row.hash]
            reading = models.Reading(document=document, reader=reader, recorded_at=at)
            last = last.then(chain.digest_of_reading(document, reader, at, cells), at)
            entered.append(Entered(last.row(), reading, cells))
        insert(documents, entered)
    return answers


class Entered(NamedTuple):
    """An entry of the chain, and what it is of."""

    entry: models.Entry
    of: models.Reading | models.Look
    figures: Sequence[models.Cells] = ()


def insert(documents: Sequence[models.Document], entered: Sequence[Entered]) -> None:
    """Adds rows that are new, in the order of the chain. In a transaction under the lock."""
    readings = [(one.of, one.figures) for one in entered if isinstance(one.of, models.Reading)]
    models.Document.objects.bulk_create(documents)
    models.Reading.objects.bulk_create([reading for reading, _ in readings])
    models.Look.objects.bulk_create([one.of for one in entered if isinstance(one.of, models.Look)])
    models.insert((reading.pk, figures) for reading, figures in readings)
    for entry, of, _ in entered:
        if isinstance(of, models.Reading):
            entry.reading = of
        else:
            entry.look = of
    models.Entry.objects.bulk_create([one.entry for one in entered])


def write_look(publisher: str, at: datetime, seen: int, new: int) -> None:
    """A look, as an entry of the chain."""
    with transaction.atomic():
        last = chain.lock()
        at, seen, new = max(at, last.recorded_at or at), int(seen), int(new)  # a truth value is no count
        look = models.Look(publisher=publisher, recorded_at=at, seen=seen, new=new)
        entry = last.then(chain.digest_of_look(publisher, at, seen, new), at).row()
        insert([], [Entered(entry, look)])
