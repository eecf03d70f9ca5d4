"""Open data as Parquet, made of its JSON Lines: the same rows, with days as days. Needs PyArrow.

The same lines give the same bytes, with the same version of PyArrow.
"""

import io
from collections.abc import Iterable

import pyarrow as pa
from pyarrow import json, parquet

WORDS = ("disease", "area", "event", "measure", "definition", "group", "period")
_CLAIM = [(name, pa.dictionary(pa.int32(), pa.string())) for name in WORDS]
_DAYS = [(name, pa.date32()) for name in ("start", "end")]
FIGURES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "document")),
        *_CLAIM,
        *_DAYS,
        ("value", pa.int64()),
        *((name, pa.string()) for name in ("issued", "publisher", "attributed", "url", "language", "quote")),
        ("span", pa.list_(pa.int32())),
        ("rule", pa.string()),
        ("of", pa.list_(pa.string())),
        ("status", pa.string()),
    ]
)
"""Of statements. `issued` stays as stated, a date or a moment with its zone; missing values are null."""
SETTLED = pa.schema(
    [
        *_CLAIM,
        *_DAYS,
        ("value", pa.int64()),
        ("rule", pa.string()),
        ("disputed", pa.bool_()),
        ("others", pa.list_(pa.int64())),
        ("statements", pa.int64()),
        *((name, pa.string()) for name in ("figure", "document", "publisher", "issued", "page")),
    ]
)
"""Of what is settled."""
_AT_ONCE = 8_000_000
"""Bytes of lines that become a group of rows: memory stays bounded."""


def from_lines(parts: Iterable[bytes], schema: pa.Schema) -> bytes:
    """The objects of those parts, each of whole lines, in their order.

    Errors: pyarrow.ArrowInvalid for a line that the schema does not describe.
    """
    out, waiting = io.BytesIO(), io.BytesIO()
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for part in parts:
            waiting.write(part)
            if waiting.tell() >= _AT_ONCE:
                writer.write_table(_table(waiting, schema))
                waiting = io.BytesIO()
        if waiting.tell():
            writer.write_table(_table(waiting, schema))
    return out.getvalue()


def _table(lines: io.BytesIO, schema: pa.Schema) -> pa.Table:
    """The objects as a table. Words and days are text in JSON, and are made what they are from it."""
    lines.seek(0)
    plain = pa.schema([(one.name, pa.string() if _is_text(one.type) else one.type) for one in schema])
    options = json.ParseOptions(explicit_schema=plain, unexpected_field_behavior="error")
    read = json.read_json(lines, json.ReadOptions(block_size=_AT_ONCE * 2), options)
    return pa.table([_made(read[one.name], one.type) for one in schema], schema=schema)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(kind) or pa.types.is_date(kind))


def _made(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    return column.dictionary_encode() if pa.types.is_dictionary(kind) else column.cast(kind)
