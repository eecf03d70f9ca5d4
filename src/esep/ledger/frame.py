"""Columns of the mirror as Arrow tables, which pandas, polars and DuckDB take over as they are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from esep.ledger.vintage import Answer, Numbers, Series, Vintage

_EPOCH = 719163
"""The ordinal of 1 January 1970, from which Arrow counts days."""


def table(vintage: Vintage, answer: Answer, documents: Sequence[bytes] | NDArray[Any]) -> pa.Table:
    """The statements of an answer, one a row; `documents` are the hashes of the ledger's documents.

    Columns: disease, area, event, measure, definition, group; start and end (days, null where not known); value;
    issued and recorded (moments in UTC; `issued` is `recorded` where the document is undated); issued_day (that of
    `issued`, where the document is from); publisher; document.
    """
    columns = vintage.columns
    series, start, end = vintage.unpacked(answer.claims)
    reading = columns.row_reading[answer.rows]
    words = {name: _words([of[n] for of in columns.series], series) for n, name in enumerate(Series._fields)}
    document = columns.reading_document[reading]
    used, which = np.unique(document, return_inverse=True)
    ids = [documents[number][:16].decode() for number in used.tolist()]
    return pa.table(
        {
            **words,
            "start": _days(start),
            "end": _days(end),
            "value": pa.array(answer.values),
            "issued": _moments(columns.reading_issued[reading]),
            "issued_day": _days(columns.reading_day[reading]),
            "recorded": _moments(columns.reading_recorded[reading]),
            "publisher": _words(columns.publishers, columns.reading_publisher[reading]),
            "document": pa.DictionaryArray.from_arrays(pa.array(which.astype(np.int32)), pa.array(ids, pa.string())),
        }
    )


def _words(words: Sequence[str | None], numbers: Numbers) -> pa.Array:
    """Words by number, each kept once."""
    each = dict.fromkeys(words)
    place = {word: n for n, word in enumerate(each)}
    of_number = np.array([place[word] for word in words], np.int32)
    chosen = of_number[numbers] if len(words) else numbers
    return pa.DictionaryArray.from_arrays(pa.array(chosen, pa.int32()), pa.array(list(each), pa.string()))


def _days(ordinals: Numbers) -> pa.Array:
    return pa.array(ordinals - np.int32(_EPOCH), pa.int32(), mask=ordinals == 0).cast(pa.date32())


def _moments(micros: NDArray[np.int64]) -> pa.Array:
    return pa.array(micros, pa.int64()).cast(pa.timestamp("us", "UTC"))
