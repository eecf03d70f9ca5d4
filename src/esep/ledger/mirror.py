"""The columnar mirror of the ledger: made from the database, kept in files, and brought up to date by what is new.

It is never the truth. It names the head of the chain that it mirrors; where the ledger has another history, or files
are missing or torn, it is made again. Each column is a file that only ever grows, and a small file that is put in place
last says how much of each counts: a process that is killed leaves what stood before.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.core.files import locks
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from esep.document import parse_issued
from esep.figure import Figure, said_at
from esep.ledger import chain, models
from esep.ledger.vintage import MOST_SERIES, Columns, Series, Vintage, Withdrawal, micros, packed
from esep.signed import RETRACTION
from esep.terms import Status

_VERSION = 2
_TYPES = {
    "claim": "u8",
    **dict.fromkeys(("row_claim", "row_reading", "reading_day", "reading_document", "reading_publisher"), "i4"),
    **dict.fromkeys(("row_value", "reading_issued", "reading_recorded", "reading_entry"), "i8"),
    "row_doubtful": "?",
    "document": "S64",
}
"""The columns that are kept, and what each holds. `reading_entry` is the number of a reading's entry in the chain;
`document` is the hash of each document."""
_BATCH = 50_000
_PLACES = 400
"""So many figures are asked for at once."""


class Mirror:
    """The ledger that is open, as columns."""

    def __init__(self, folder: Path) -> None:
        """Opens the mirror in that folder and brings it up to date; makes folder and mirror where there are none."""
        self._folder = folder
        self._about: dict[str, Any] | None = None
        self._kept: dict[str, NDArray[Any]] = {}
        self._words: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)
        self.refresh()

    def refresh(self) -> bool:
        """Whether anything was recorded since, by whichever process; it is in the mirror then."""
        before = self._about
        with self._locked():
            about = self._read_about()
            changed = about != before  # another process was faster, or this is the first look
            if about is None or (changed and not self._load(about)):
                self._begin()
            if chain.entry_of(self._head) != self._entries:
                self._begin()
            self._extend()
        if self._about != before:
            self.vintage = Vintage(self._columns())
        return self._about != before

    @property
    def documents(self) -> NDArray[np.bytes_]:
        """The hash of each document, by its number."""
        return self._kept["document"]

    def figures(self, rows: NDArray[Any]) -> list[Figure]:
        """The figures of those rows, in the same order."""
        readings = self._kept["row_reading"][rows]
        orders = rows - np.searchsorted(self._kept["row_reading"], readings)
        places = list(zip(self._kept["reading_entry"][readings].tolist(), orders.tolist(), strict=True))
        found: dict[tuple[int, int], Figure] = {}
        facts: dict[str, dict[str, Any]] = {}
        for first in range(0, len(places), _PLACES):
            rows_there = models.at(places[first : first + _PLACES])
            new = {document for _, _, document, *_ in rows_there} - facts.keys()
            facts |= {hash: models.facts(one) for hash, one in _documents(new)}
            found |= {
                (entry, order): models.figure_of(tuple(row), facts[document])
                for entry, order, document, *row in rows_there
            }
        return [found[place] for place in places]

    # Files ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time."""
        with (self._folder / "lock").open("a") as file:
            locks.lock(file, locks.LOCK_EX)
            try:
                yield
            finally:
                locks.unlock(file)

    def _read_about(self) -> dict[str, Any] | None:
        with suppress(OSError, ValueError):
            about = json.loads((self._folder / "about.json").read_text("utf-8"))
            if isinstance(about, dict) and about.get("version") == _VERSION:
                return about
        return None

    def _load(self, about: dict[str, Any]) -> bool:
        """Whether the files are whole; they are open then."""
        columns: dict[str, NDArray[Any]] = {}
        try:
            for name, kind in _TYPES.items():
                size = about["sizes"][name]
                columns[name] = np.memmap(self._folder / name, kind, "r", shape=(size,)) if size else np.empty(0, kind)
            self._entries, self._head = int(about["entries"]), str(about["head"])
            self._series = {Series(*words): number for number, words in enumerate(about["series"])}
            self._publishers = {name: number for number, name in enumerate(about["publishers"])}
        except (OSError, ValueError, KeyError, TypeError):
            return False
        self._about, self._kept = about, columns
        return True

    def _begin(self) -> None:
        """An empty mirror. Whoever has the old files open keeps them."""
        for name in ("about.json", *_TYPES):
            (self._folder / name).unlink(missing_ok=True)
        self._kept, self._words, self._series, self._publishers = {}, {}, {}, {}
        self._save({}, chain.Chain(0, chain.GENESIS, None))

    def _save(self, more: Mapping[str, NDArray[Any]], last: chain.Chain) -> None:
        """Adds to the columns, and says that it counts."""
        sizes = {}
        for name, kind in _TYPES.items():
            added = more.get(name, np.empty(0)).astype(kind, copy=False)
            known = len(self._kept.get(name, ()))
            sizes[name] = known + len(added)
            with (self._folder / name).open("ab") as file:
                file.truncate(known * np.dtype(kind).itemsize)  # what a process left that was killed
                file.write(added.tobytes())
        about = {
            "version": _VERSION,
            "entries": last.entries,
            "head": last.head,
            "sizes": sizes,
            "series": list(map(list, self._series)),
            "publishers": list(self._publishers),
        }
        aside = self._folder / "about.json.new"
        aside.write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        aside.replace(self._folder / "about.json")
        if not self._load(about):
            raise OSError(f"the mirror of the ledger cannot be kept in {self._folder}")

    # From the database ------------------------------------------------------------------------------------------

    def _extend(self) -> None:
        """Adds what was recorded since."""
        last = chain.head()
        if last.entries > self._entries:
            readings = self._new_readings(last.entries)
            rows = self._new_rows(last.entries, readings["reading_entry"])
            self._save(readings | rows, last)

    def _new_readings(self, until: int) -> dict[str, NDArray[Any]]:
        rows = models.Entry.objects.filter(number__gt=self._entries, number__lte=until, look=None)
        issued = Coalesce("reading__document__issued_at", "reading__document__recorded_at")
        found = rows.order_by("number").values_list(
            "number",
            issued,
            "reading__document__issued_day",
            "recorded_at",
            "reading__document",
            "reading__document__publisher",
        )
        documents = {hash: number for number, hash in enumerate(self._kept["document"].tolist())}
        known = len(documents)
        columns: list[list[int]] = [[] for _ in range(6)]
        for number, at, day, recorded, document, publisher in found.iterator(chunk_size=2000):
            key = document.encode()
            cells = (
                number,
                micros(at),
                day.toordinal(),
                micros(recorded),
                documents.setdefault(key, len(documents)),
                self._publishers.setdefault(publisher, len(self._publishers)),
            )
            for column, cell in zip(columns, cells, strict=True):
                column.append(cell)
        names = ("entry", "issued", "day", "recorded", "document", "publisher")
        new = {f"reading_{name}": np.array(column, np.int64) for name, column in zip(names, columns, strict=True)}
        return new | {"document": np.array(list(islice(documents, known, None)), "S64")}

    def _new_rows(self, until: int, new_entries: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        entries, series, starts, ends, values, doubtful = ([np.empty(0, np.int64)] for _ in range(6))
        for batch in self._statements(until):
            number, words, start, end, value, doubted = zip(*batch, strict=True)
            entries.append(np.array(number, np.int64))
            series.append(np.array([self._number(one) for one in words], np.int64))
            starts.append(np.array(start, np.int64))
            ends.append(np.array(end, np.int64))
            values.append(np.array(value, np.int64))
            doubtful.append(np.array(doubted, np.int64))
        before = len(self._kept["reading_entry"])
        claims, row_claim = self._numbered(packed(*map(np.concatenate, (series, starts, ends))))
        return {
            "claim": claims,
            "row_claim": row_claim,
            "row_value": np.concatenate(values),
            "row_doubtful": np.concatenate(doubtful),
            "row_reading": before + np.searchsorted(new_entries, np.concatenate(entries)),
        }

    def _statements(self, until: int) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Entry, series, first and last day, value and doubt of every new figure, in batches."""
        quoted = connection.ops.quote_name
        words = " || chr(31) || ".join(f"f.{quoted(name)}" for name in Series._fields)
        start, end = (_ordinal(f"f.{quoted(name)}") for name in ("start", "end"))
        sql = (
            f"SELECT e.number, {words}, {start}, {end}, f.value, f.status = '{Status.DOUBTFUL}' FROM ledger_entry e "  # noqa: S608 - our own names
            "JOIN ledger_figure f ON f.reading_id = e.reading_id WHERE e.number > %s AND e.number <= %s "
            'ORDER BY e.number, f."order"'
        )
        if connection.vendor == "sqlite":
            sql = sql.replace("chr(31)", "char(31)")
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, [self._entries, until])
            while batch := cursor.fetchmany(_BATCH):
                yield batch

    def _number(self, words: str) -> int:
        number = self._words.get(words)
        if number is None:
            number = self._series.setdefault(Series(*words.split("\x1f")), len(self._series))
            if number >= MOST_SERIES:
                raise ValueError(f"the ledger has more than {MOST_SERIES} series: it cannot be mirrored")
            self._words[words] = number
        return number

    def _numbered(self, claims: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[Any]]:
        """The claims among these that are new, and the number of each."""
        each, of_each = np.unique(claims, return_inverse=True)
        known = self._kept["claim"]
        if not len(known):
            return each, of_each
        order = np.argsort(known, kind="stable")
        at = np.minimum(np.searchsorted(known, each, sorter=order), len(known) - 1)
        is_new = known[order[at]] != each
        numbers = np.where(is_new, len(known) + np.cumsum(is_new) - 1, order[at])
        return each[is_new], numbers[of_each]

    def _columns(self) -> Columns:
        kept = {field.name: self._kept[field.name] for field in fields(Columns) if field.name in _TYPES}
        return Columns(
            series=list(self._series),
            publishers=list(self._publishers),
            withdrawals=list(self._withdrawals()),
            **kept,
        )

    def _withdrawals(self) -> Iterator[Withdrawal]:
        """The retractions, the last said first. They are few, and are asked for each time."""
        signed = models.Figure.objects.filter(reading__document__by__isnull=False, rule=RETRACTION)
        found = [
            (said_at(parse_issued(issued), area), name, entry, order, json.loads(of))
            for issued, area, name, entry, order, of in signed.values_list(
                "reading__document__issued", "area", "name", "reading__entry__number", "order", "of"
            )
        ]
        for *_, entry, order, names in sorted(found, reverse=True):
            if entry <= self._entries:
                yield Withdrawal(self._row(entry, order), tuple(self._rows(names)))

    def _rows(self, names: Sequence[str]) -> Iterator[int]:
        """The rows of the figures of those ids, and of all figures of the documents of those ids."""
        its = Q(name__in=names)
        for name in names:
            its |= Q(reading__document__gte=name, reading__document__lt=f"{name}g")
        for entry, order in models.Figure.objects.filter(its).values_list("reading__entry__number", "order"):
            if entry <= self._entries:
                yield self._row(entry, order)

    def _row(self, entry: int, order: int) -> int:
        """The row of the figure at that place of the reading that is that entry."""
        reading = np.searchsorted(self._kept["reading_entry"], entry)
        return int(np.searchsorted(self._kept["row_reading"], reading)) + order


def _documents(hashes: Iterable[str]) -> Iterator[tuple[str, models.Document]]:
    return iter(models.Document.objects.defer("text").in_bulk(list(hashes)).items())


def _ordinal(column: str) -> str:
    """SQL for a day's ordinal; 0 for none."""
    if connection.vendor == "sqlite":
        return f"COALESCE(CAST(julianday({column}) - 1721424.5 AS INTEGER), 0)"
    return f"COALESCE({column} - DATE '0001-01-01' + 1, 0)"
