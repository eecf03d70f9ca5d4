"""The ledger's three tables: documents, readings of them, and the figures that each reading found.

Append-only: a row is inserted once and stands. What counts now is a query over what was recorded.
Fields are explained at the nouns (`esep.document`, `esep.figure`); here only what a table adds.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from django.db import connection, models
from django.db.models.expressions import RawSQL

from esep import area, document, figure, signed, terms
from esep.ledger import AppendOnly
from esep.period import Period

_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class Rows(models.QuerySet[_Row]):
    """Rows that can be found and added to, and nothing else."""

    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnly(self.model.__name__)

    def bulk_update(self, *arguments: Any, **options: Any) -> NoReturn:
        raise AppendOnly(self.model.__name__)

    def update_or_create(self, *arguments: Any, **options: Any) -> NoReturn:
        raise AppendOnly(self.model.__name__)

    def delete(self) -> NoReturn:
        raise AppendOnly(self.model.__name__)


class Row(models.Model):
    """A row that is inserted once and stands."""

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(type(self).__name__)
        super().save(**{**options, "force_insert": True})

    def delete(self, *arguments: Any, **options: Any) -> NoReturn:
        raise AppendOnly(type(self).__name__)


class Document(Row):
    """A document and when we learnt it. Recorded again with another title, language or area, the first stands."""

    hash = models.CharField(primary_key=True, max_length=64)
    text = models.TextField()
    title = models.TextField(null=True)
    language = models.TextField(null=True)
    publisher = models.TextField(null=True)
    url = models.TextField(null=True)
    area = models.TextField(null=True)
    by = models.TextField(null=True)
    reason = models.TextField(null=True)
    issued = models.TextField(null=True)
    """As stated: ISO 8601, a date or a moment with its zone."""
    issued_at = models.DateTimeField(null=True)
    """The same as an instant. Missing: None for an undated document, which counts as issued when recorded."""
    issued_day = models.DateField()
    """The day of issue, or of recording for an undated document, where the document is from."""
    recorded_at = models.DateTimeField()

    objects = models.Manager.from_queryset(Rows["Document"])()

    class Meta(Row.Meta):
        abstract = False
        indexes = (models.Index(fields=("by",), condition=models.Q(by__isnull=False), name="ledger_signed"),)

    @classmethod
    def from_noun(cls, noun: document.Document, *, at: datetime) -> "Document":
        """The row of a document learnt at that moment. Errors: ValueError for what no row can hold."""
        zone = area.zone(noun.area)
        day = document.local_day(noun.issued or at, zone)
        assert day  # noqa: S101 - one of the two is always known
        stated = {name: getattr(noun, name) for name in AS_STATED}
        row = cls(hash=noun.hash, issued_day=day, recorded_at=at, **stated)
        row.issued = document.issued_text(noun.issued)
        try:
            row.issued_at = document.moment(noun.issued, zone) if noun.issued else None
        except OverflowError:
            raise ValueError(f"the document is issued at the end of time: {row.issued}") from None
        if document.issued_text(document.parse_issued(row.issued)) != row.issued:  # it would come out as another
            raise ValueError(f"the document's time of issue needs a zone: {row.issued}")
        if any("\0" in text for text in (getattr(row, name) for name in AS_STATED) if text):
            raise ValueError("the document holds the character U+0000, which no database keeps: take it out")
        return row

    def learnt(self, at: datetime) -> "Document":
        """The same row, learnt at that moment."""
        if at != self.recorded_at and self.issued is None:
            self.issued_day = at.astimezone(area.zone(self.area)).date()
        self.recorded_at = at
        return self

    def noun(self) -> document.Document:
        """The document as it was recorded."""
        return document.Document(
            issued=document.parse_issued(self.issued), **{name: getattr(self, name) for name in AS_STATED}
        )


AS_STATED = ("text", "title", "language", "publisher", "url", "area", "by", "reason")


class Reading(Row):
    """One version of a reader, and what it made of one document. The latest counts; the old stays."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings", db_index=False)
    reader = models.TextField()
    recorded_at = models.DateTimeField()

    objects = models.Manager.from_queryset(Rows["Reading"])()

    class Meta(Row.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("document", "reader"), name="ledger_one_reading"),)


STRETCH = models.Func("id", template="(%(expressions)s / 65536)", output_field=models.BigIntegerField())
"""The stretch of 65,536 figures, in the order of recording, that a figure stands in."""


class Figure(Row):
    """A figure as one reading found it. Publisher, url and time of issue are the document's."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="figures", db_index=False)
    order = models.PositiveIntegerField()
    """Its place in the reading, from 0."""
    name = models.TextField()
    """The figure's id. Not unique: the next reading mostly finds the same figures."""
    disease = models.TextField()
    area = models.TextField()
    event = models.TextField()
    measure = models.TextField()
    definition = models.TextField()
    group = models.TextField()
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    value = models.BigIntegerField()
    period = models.TextField()
    status = models.TextField()
    attributed = models.TextField(null=True)
    language = models.TextField(null=True)
    span_start = models.PositiveIntegerField(null=True)
    span_stop = models.PositiveIntegerField(null=True)
    quote = models.TextField()
    rule = models.TextField()
    of = models.TextField()
    """A JSON list."""

    objects = models.Manager.from_queryset(Rows["Figure"])()

    @classmethod
    def named(cls, name: str) -> Rows["Figure"]:
        """The figures of that id, looked for in one stretch after another."""
        last = cls.objects.aggregate(models.Max("id"))["id__max"] or 0
        return cls.objects.alias(stretch=STRETCH).filter(stretch__in=range(last // 65536 + 1), name=name)

    class Meta(Row.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("reading", "order"), name="ledger_figure_order"),)
        # An id is a hash: an index of ids alone is written all over, this one only where it ends.
        indexes = (models.Index(STRETCH, "name", name="ledger_figure_stretch"),)


class Look(Row):
    """A look at what a publisher had issued: what was new was recorded, and the rest was known already."""

    publisher = models.TextField()
    recorded_at = models.DateTimeField()
    seen = models.PositiveIntegerField()
    """Documents that were there."""
    new = models.PositiveIntegerField()
    """Of these, the ones recorded then."""

    objects = models.Manager.from_queryset(Rows["Look"])()

    class Meta(Row.Meta):
        abstract = False
        indexes = (models.Index(fields=("publisher", "recorded_at"), name="ledger_look_publisher"),)


class Entry(Row):
    """One thing recorded, a reading or a look, chained to the one before: see `chain`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    """1, 2, 3 and so on without a gap."""
    reading = models.OneToOneField(Reading, models.PROTECT, null=True, related_name="entry")
    look = models.OneToOneField(Look, models.PROTECT, null=True, related_name="entry")
    recorded_at = models.DateTimeField()
    """When, which is never before the entry before it."""
    digest = models.CharField(max_length=64)
    head = models.CharField(max_length=64, unique=True)

    objects = models.Manager.from_queryset(Rows["Entry"])()


# Figures come and go as plain tuples in the order of CELLS: they are many, and making a model of each took most of
# the time of recording. Their days go in as text, which either database takes, and come out as days.

CELLS = (
    *figure.Claim._fields,
    *("name", "value", "period", "status", "attributed", "language", "span_start", "span_stop", "quote", "rule", "of"),
)

Cells = tuple[Any, ...]


def cells(noun: figure.Figure, origin: Document) -> Cells:
    """The figure as cells of a row.

    Errors: ValueError for a figure that they would not give back as it is: nothing goes in that cannot come out,
    for nothing that went in can be taken out.
    """
    claim, source, name = noun.claim, noun.source, noun.id
    period, of = str(noun.period), json.dumps(source.of) if source.of else "[]"
    words = tuple(map(str, claim[:6]))  # drivers need not know our enums
    if source.rule in signed.RULES and not origin.by:
        raise ValueError(f"the figure {name} is a {source.rule}, which needs a document that a person signed")
    if source.document != origin.hash[:16]:
        raise ValueError(f"the figure {name} of {source.document} is not of document {origin.hash[:16]}")
    if not -(2**63) <= noun.value < 2**63:
        raise ValueError(f"the figure {name} is too great to keep: {noun.value}")
    free = f"{name}{source.attributed}{source.language}{source.quote}{source.rule}"
    if "\0" in "".join((*words, free, *source.of)):
        raise ValueError(f"the figure {name} holds the character U+0000, which no database keeps: take it out")
    as_given = words == claim[:6] and Period.parse(period) == noun.period
    as_given = as_given and (not source.of or tuple(json.loads(of)) == source.of)
    if not as_given or not {type(claim.start), type(claim.end)} <= _DAYS or type(noun.value) is not int:
        raise ValueError(f"the figure {name} cannot be kept as it is: {noun}")
    return (
        *(*words, _day(claim.start), _day(claim.end)),
        *(name, noun.value, period, str(noun.status), source.attributed, source.language),
        *(source.span or (None, None)),
        *(source.quote, source.rule, of),
    )


_DAYS = {date, type(None)}


@lru_cache(maxsize=4096)
def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def figure_of(row: Cells, facts: Mapping[str, Any]) -> figure.Figure:
    """The figure that was recorded as those cells; `facts` are its document's fields of Source."""
    claim = figure.Claim(*map(_one, row[:8]))
    name, value, period, status, attributed, language, start, stop, quote, rule, of = row[8:]
    source = figure.Source(
        **facts,
        attributed=_one(attributed),
        language=_one(language),
        span=None if start is None else (start, stop),
        quote=_quote(quote),
        rule=_one(rule),
        of=() if of == "[]" else tuple(json.loads(of)),
    )
    noun = figure.Figure(claim, value, Period.parse(period), source, terms.Status(status))
    return noun if noun.id == name else replace(noun, given_id=name)


# A row brings a text of its own for each cell. Kept once, a figure takes half the room.
@lru_cache(maxsize=65536)
def _one(value: Any) -> Any:
    return value


@lru_cache(maxsize=64)
def _quote(quote: str) -> str:
    """Figures of one line have the same quote and stand together."""
    return quote


def at(places: Sequence[tuple[int, int]]) -> list[tuple[Any, ...]]:
    """Entry, order, document and cells of the figures at those places: each the number of an entry and the figure's
    order in its reading. Shape: in no order."""
    wanted = ", ".join(["(%s, %s)"] * len(places))
    query = Figure.objects.filter(pk__in=RawSQL(_AT.format(wanted), [n for place in places for n in place]))  # noqa: S611
    rows = query.values_list("reading__entry__number", "order", "reading__document", *CELLS)
    return list(rows)


_AT = """WITH wanted(entry, place) AS (VALUES {}) SELECT f.id FROM wanted JOIN ledger_entry e ON e.number = wanted.entry
JOIN ledger_figure f ON f.reading_id = e.reading_id AND f."order" = wanted.place"""


def insert(readings: Iterable[tuple[int, Sequence[Cells]]]) -> None:
    """Adds the figures of new readings, each named by its key, in their order."""
    columns = ("reading_id", "order", *CELLS)
    names = ", ".join(map(connection.ops.quote_name, columns))
    table = Figure._meta.db_table
    rows = ((key, order, *row) for key, figures in readings for order, row in enumerate(figures))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django does not see the end of a COPY, which is where the server says what is wrong
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", list(rows))  # noqa: S608 - our own names


def facts(origin: Document) -> dict[str, Any]:
    """What every figure of a document has from it: fields of Source."""
    return {
        "document": origin.hash[:16],
        "publisher": origin.publisher,
        "url": origin.url,
        "issued": document.parse_issued(origin.issued),
    }
