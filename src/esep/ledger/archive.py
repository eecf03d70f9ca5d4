"""The whole history of a ledger as a stream of lines, from which another ledger is made that answers as this one does.

JSON Lines. The first line says how many entries follow and the head that they lead to. Each other line is an entry:
what its digest is of (see `chain`), and its number, digest and head. A document that was read again is told once, and
named by its id after that. So whoever holds such a file can see without us that it is whole.

Not a copy of the database file and not pg_dump: neither goes into the other kind of database, and neither shows that
what it holds is what was recorded.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DataError, IntegrityError, transaction

from esep import terms
from esep.ledger import Unsound, chain, models, writing
from esep.period import Period

FORMAT = "esep ledger"
VERSION = 1
_BATCH = 200
"""Entries that are read at a time."""
_TOGETHER = 4000
"""So many rows at least are added at a time, where there are as many."""
_OWN = ("entry", "digest", "head")
"""What a line says beside what its digest is of."""


def dump() -> Iterator[str]:
    """The lines of the ledger as it stands now: the first one, then one for each entry. Shape: streamed.

    Errors: Unsound at the first entry that is not what was recorded.
    """
    until = chain.head()
    yield _line({"format": FORMAT, "version": VERSION, "entries": until.entries, "head": until.head})
    last = chain.Last(0, chain.GENESIS, None)
    rows = models.Entry.objects.select_related("look").order_by("number")
    while entries := list(rows.filter(number__gt=last.number, number__lte=until.entries)[:_BATCH]):
        readings = chain.readings([entry.reading_id for entry in entries if entry.reading_id])
        told_before = _told_before(entries[0].number, [one.document_id for one, _ in readings.values()])
        for entry in entries:
            told = _told(entry, readings)
            digest = chain.digest(told) if told else ""
            last = last.then(digest, entry.recorded_at)
            as_entered = (last.number, last.digest, last.head) == (entry.number, entry.digest, entry.head)
            if not as_entered or _moment(told["recorded"]) != entry.recorded_at:
                raise _broken(last.number)
            if entry.reading_id is not None:
                hash = readings[entry.reading_id][0].document_id
                told |= {"document": hash} if hash in told_before else {}
                told_before.add(hash)
            yield _line({"entry": entry.number, **told, "digest": entry.digest, "head": entry.head})
    if last.number != until.entries:
        raise _broken(last.number + 1)


def _told(entry: models.Entry, readings: Mapping[int, tuple[models.Reading, list[models.Cells]]]) -> chain.Told:
    """What the digest of an entry is of. Shape: empty where that is not all there."""
    if entry.look:
        look = entry.look
        return chain.told_of_look(look.publisher, look.recorded_at, look.seen, look.new)
    if entry.reading_id is not None and entry.reading_id in readings:
        reading, figures = readings[entry.reading_id]
        return chain.told_of_reading(reading.document, reading.reader, reading.recorded_at, figures)
    return {}


def _told_before(number: int, hashes: Sequence[str]) -> set[str]:
    """Of these documents, those that an entry before that one is of."""
    before = models.Entry.objects.filter(number__lt=number, reading__document__in=hashes)
    return set(before.values_list("reading__document", flat=True))


def _line(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"


def _broken(number: int) -> Unsound:
    return Unsound(f"entry {number} of the ledger is not what was recorded (see: esep ledger verify)")


def promised(line: str | bytes) -> chain.Chain:
    """The entries that follow the first line of a dump, and the head they lead to. Errors: Unsound for another line."""
    try:
        fields = json.loads(line)
        if fields["format"] == FORMAT and fields["version"] != VERSION:
            raise Unsound("line 1: written by a newer Esep; upgrade this one: pip install --upgrade esep")
        if fields["format"] == FORMAT:
            return chain.Chain(_number(fields["entries"]), _text(fields["head"]), None)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, Unsound):
            raise
    raise Unsound("line 1: this is no dump of a ledger; make one with: esep ledger dump FILE")


def restore(until: chain.Chain, lines: Iterable[str | bytes]) -> Iterator[chain.Chain]:
    """Makes the open ledger, which must be empty, from the lines after the first, which promised as much: how far it
    is, and at last all of it.

    Every line is held against its digest and head. Nothing stays unless every line is right, there are as many as was
    promised, and the last answer was taken. Shape: at least one; streamed.

    Errors: Unsound names the first line that is wrong, and its entry.
    """
    rest = enumerate(lines, 2)
    with transaction.atomic():
        last = chain.lock()
        if last.number or any(table.objects.exists() for table in (models.Document, models.Reading, models.Look)):
            raise Unsound("there are entries in this ledger already: restore into a new one")
        while batch := list(_together(rest)):
            last = _restored(batch, last)
            if last.number > until.entries:
                raise Unsound(f"line {until.entries + 2}: the first line promises no more than {until.entries} entries")
            yield chain.Chain(last.number, last.head, last.recorded_at)
        if last.number < until.entries:
            raise Unsound(f"it ends after entry {last.number} of {until.entries}: the rest was cut off")
        if last.head != until.head:
            raise Unsound(f"line 1: the head is said to be {until.head}, and the entries lead to {last.head}")
    yield chain.Chain(last.number, last.head, last.recorded_at)


class _Said(NamedTuple):
    """A line, and what it says."""

    line: int
    fields: dict[str, Any]

    @property
    def place(self) -> str:
        number = self.fields.get("entry")
        return f"line {self.line}, entry {number}" if isinstance(number, int) else f"line {self.line}"


def _together(lines: Iterator[tuple[int, str | bytes]]) -> Iterator[_Said]:
    """As many of the next as are added at once."""
    rows = 0
    for line, text in lines:
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            raise Unsound(f"line {line}: not JSON; it was damaged or cut off") from None
        if not isinstance(fields, dict):
            raise Unsound(f"line {line}: not an entry")
        yield _Said(line, fields)
        figures = fields.get("figures")
        rows += 1 + (len(figures) if isinstance(figures, list) else 0)
        if rows >= _TOGETHER:
            break


def _restored(batch: Sequence[_Said], last: chain.Last) -> chain.Last:
    """Adds these entries: the last of them."""
    hashes = [said.fields["document"] for said in batch if isinstance(said.fields.get("document"), str)]
    known = models.Document.objects.in_bulk(hashes)
    documents: list[models.Document] = []
    entered: list[writing.Entered] = []
    for said in batch:
        try:
            told_of = said.fields.get("document")
            if isinstance(told_of, dict):
                documents.append(_document(told_of))
                told_of = documents[-1].hash
                if told_of in known:
                    raise ValueError("an entry before it tells of that document too")
                known[told_of] = documents[-1]
            of, figures, told = _of(said.fields, known.get(told_of))
            before, last = last, last.then(chain.digest(told), of.recorded_at)
            if [last.number, last.digest, last.head] != [said.fields[name] for name in _OWN]:
                raise ValueError("it is not what was recorded, or not in its place: its digest or head is another")
            if before.recorded_at and before.recorded_at > of.recorded_at:
                raise ValueError("it was recorded before the entry before it")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            why = f"it lacks {error}" if isinstance(error, KeyError) else str(error)
            raise Unsound(f"{said.place}: {why}") from None
        entered.append(writing.Entered(last.row(), of, figures))
    try:
        writing.insert(documents, entered)
    except (IntegrityError, DataError) as error:  # well chained, and yet nothing that a ledger writes
        raise Unsound(f"{batch[0].place} and those after it cannot be kept: {error}") from error
    return last


def _of(
    fields: Mapping[str, Any], document: models.Document | None
) -> tuple[models.Reading | models.Look, Sequence[models.Cells], chain.Told]:
    """The rows that an entry tells of, and what their digest is of."""
    at = _moment(fields["recorded"])
    if "publisher" in fields:
        look = (_kept(_text(fields["publisher"])), at, _number(fields["seen"]), _number(fields["new"]))
        names = ("publisher", "recorded_at", "seen", "new")
        return models.Look(**dict(zip(names, look, strict=True))), (), chain.told_of_look(*look)
    if document is None:
        raise ValueError(f"no entry before it tells of document {fields['document']}")
    reader = _kept(_text(fields["reader"]))
    figures = [_cells(row) for row in fields["figures"]]
    reading = models.Reading(document=document, reader=reader, recorded_at=at)
    return reading, figures, chain.told_of_reading(document, reader, at, figures)


def _document(told: Mapping[str, Any]) -> models.Document:
    row = models.Document(
        text=_text(told["text"]),
        issued=_word(told["issued"]),
        issued_at=None if told["at"] is None else _moment(told["at"]),
        issued_day=date.fromisoformat(told["issued_day"]),
        recorded_at=_moment(told["recorded"]),
        **{name: _word(told[name]) for name in models.AS_STATED if name != "text"},
    )
    _kept("".join(getattr(row, name) or "" for name in models.AS_STATED))
    row.hash = row.noun().hash
    return row


def _cells(row: Sequence[Any]) -> models.Cells:
    """The cells of a figure, each of the kind that it has in the ledger."""
    cells = tuple(kind(cell) for kind, cell in zip(_KINDS, row, strict=True))
    _kept("".join(cell for cell in cells if isinstance(cell, str)))
    return cells


# What a line holds, as a row keeps it. Errors: ValueError, or TypeError, for what no row holds.


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    return value


def _word(value: Any) -> str | None:
    return None if value is None else _text(value)


def _number(value: Any) -> int:
    return _whole(value, 0, 2**31)


def _place(value: Any) -> int | None:
    return None if value is None else _number(value)


def _value(value: Any) -> int:
    return _whole(value, -(2**63), 2**63)


def _whole(value: Any, least: int, above: int) -> int:
    if type(value) is not int or not least <= value < above:
        raise ValueError(f"not a number that is kept here: {value!r}")
    return value


@lru_cache(maxsize=4096)
def _day(value: str | None) -> str | None:
    return None if value is None else date.fromisoformat(value).isoformat()


@lru_cache(maxsize=1024)
def _period(value: str) -> str:
    Period.parse(value)
    return value


def _status(value: str) -> str:
    return terms.Status(value).value


def _ids(value: str) -> str:
    if value != "[]" and not all(isinstance(one, str) for one in json.loads(value)):
        raise ValueError(f"not a list of ids: {value!r}")
    return value


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {value}")
    return moment


def _kept(text: str) -> str:
    """The text, which every database keeps."""
    text.encode()
    if "\0" in text:
        raise ValueError("it holds the character U+0000, which no database keeps")
    return text


_ODD: Mapping[str, Callable[[Any], Any]] = {
    "start": _day,
    "end": _day,
    "value": _value,
    "period": _period,
    "status": _status,
    "attributed": _word,
    "language": _word,
    "span_start": _place,
    "span_stop": _place,
    "of": _ids,
}
_KINDS: list[Callable[[Any], Any]] = [_ODD.get(name, _text) for name in models.CELLS]
"""Of each cell of a figure, what gives it."""
