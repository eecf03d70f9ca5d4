"""Figures as Parquet: the columns of the interchange format, with days as days. Needs PyArrow."""

from collections.abc import Iterable
from itertools import islice
from typing import IO

import pyarrow as pa
from pyarrow import parquet

from esep.figure import Figure

_WORDS = ("disease", "area", "event", "measure", "definition", "group", "period")
_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "document")),
        *((name, pa.dictionary(pa.int32(), pa.string())) for name in _WORDS),
        *((name, pa.date32()) for name in ("start", "end")),
        ("value", pa.int64()),
        *((name, pa.string()) for name in ("issued", "publisher", "attributed", "url", "language", "quote")),
        ("span", pa.list_(pa.int32())),
        ("rule", pa.string()),
        ("of", pa.list_(pa.string())),
        ("status", pa.string()),
    ]
)
"""`issued` stays as stated, a date or a moment with its zone; missing values are null."""
_BATCH = 50_000


def write(figures: Iterable[Figure], stream: IO[bytes]) -> None:
    """Writes the figures, so many at a time: memory stays bounded."""
    rest = iter(figures)
    with parquet.ParquetWriter(stream, _SCHEMA, compression="zstd") as writer:
        while batch := [
            figure.to_json() | {"start": figure.claim.start, "end": figure.claim.end} for figure in islice(rest, _BATCH)
        ]:
            writer.write_table(pa.Table.from_pylist(batch, schema=_SCHEMA))
