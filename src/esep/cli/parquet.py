"""Figures as Parquet: the columns of the interchange format, with days as days. Needs PyArrow."""

from collections.abc import Iterable
from itertools import islice
from typing import IO

import pyarrow as pa
from pyarrow import parquet

from esep.figure import Figure
from esep.site.parquet import FIGURES

_BATCH = 50_000


def write(figures: Iterable[Figure], stream: IO[bytes]) -> None:
    """Writes the figures, so many at a time: memory stays bounded."""
    rest = iter(figures)
    with parquet.ParquetWriter(stream, FIGURES, compression="zstd") as writer:
        while batch := [
            figure.to_json() | {"start": figure.claim.start, "end": figure.claim.end} for figure in islice(rest, _BATCH)
        ]:
            writer.write_table(pa.Table.from_pylist(batch, schema=FIGURES))
