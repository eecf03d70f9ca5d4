"""The rows of a spreadsheet, one at a time: CSV in any encoding, XLSX by calamine, either packed by gzip.

CSV is read by the standard library, row by row: pandas and Arrow would hold the file, and guess what a cell is.
calamine reads values and runs no formula, but holds the sheet, so an XLSX is measured before it is opened.
"""

import csv
import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader, BytesIO, TextIOWrapper
from typing import IO, Any

from esep.sources.encodings import by_mark
from esep.sources.mapping import Layout
from esep.sources.unreadable import LARGEST, Unreadable

Row = list[Any]
"""Cells as they are: text; from XLSX also numbers, dates and times, True and False."""

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_LONGEST = 2**20
"""Characters of the longest cell."""
_LARGEST_ROW = 2**23
"""Characters of the largest row, whose cells may hold ends of lines."""
_UNPACKED, _CELLS = 2**28, 2**22
"""Bytes of the largest XLSX unpacked, and cells of its largest sheet, empty ones between them included."""
_TEXTS = 2**30
"""Bytes of all texts of an XLSX, if each cell had the longest."""


Seen = Callable[[int, list[str]], object]
"""Who is told of each row before it is given out: the number of its first line and its lines as they are written; of
XLSX the number of the row, and no lines."""


def rows(
    stream: BufferedReader, layout: Layout, where: str, seen: Seen = lambda number, lines: None
) -> Iterator[tuple[int, Row]]:
    """(number, cells) for each row, counted from 1 as spreadsheets do, empty rows left out. Errors: Unreadable."""
    packed = stream.peek(4).startswith(_GZIP)
    unpacked: Any = BufferedReader(gzip.GzipFile(fileobj=stream)) if packed else stream
    try:
        is_excel = unpacked.peek(4).startswith(_ZIP)
        if is_excel and layout.format == "csv":
            raise Unreadable(f'{where}: an XLSX where the mapping says CSV; say format = "xlsx"')
        if layout.format == "xlsx" and not is_excel:
            raise Unreadable(f'{where}: no XLSX, as the mapping says it is; save it as one, or say format = "csv"')
        found = (_of_excel if is_excel else _of_csv)(unpacked, layout, where, seen)
        for number, row in enumerate(found, 1):
            if number > layout.skip_rows and any(cell != "" for cell in row):
                yield number, row
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable(f"{where}: broken: its packing ends too early or is damaged; fetch it again") from None


def _of_csv(stream: Any, layout: Layout, where: str, seen: Seen) -> Iterator[Row]:
    encoding = layout.encoding or by_mark(stream.peek(4)) or "utf-8"
    try:
        lines = _Lines(TextIOWrapper(stream, encoding, newline=""), where)
    except LookupError:
        raise Unreadable(f"{where}: the mapping names an encoding that is not known, {encoding!r}") from None
    csv.field_size_limit(_LONGEST)
    done = 0
    try:
        for row in csv.reader(lines, delimiter=layout.delimiter, strict=True):
            seen(lines.number - len(lines.row) + 1, lines.row)
            lines.size, lines.row = 0, []
            done += 1
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise Unreadable(f"{where}: row {done + 1}: no CSV ({error}); save it again as CSV") from None
    except UnicodeError:
        raise Unreadable(
            f"{where}: row {done + 1} or below: not {encoding}; say which encoding it is in, "
            'as encoding = "windows-1251", in the mapping'
        ) from None
    finally:
        with suppress(ValueError):  # it is closed already
            lines.text.detach()  # else the stream would be closed with it, and it may be standard input


class _Lines:
    """The lines of a text, as long as a row is not larger than a table's can be."""

    def __init__(self, text: TextIOWrapper, where: str) -> None:
        self.text = text
        self.where = where
        self.size = 0
        """Characters since the last whole row."""
        self.number = 0
        """Of the line that was read last."""
        self.row: list[str] = []
        """Lines since the last whole row."""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(_LARGEST_ROW)
        self.size += len(line)
        if self.size >= _LARGEST_ROW:
            raise Unreadable(f"{self.where}: a row is larger than {_LARGEST_ROW // 2**20} MB: this is no table")
        if not line:
            raise StopIteration
        self.number += 1
        self.row.append(line)
        return line


def _of_excel(stream: IO[bytes], layout: Layout, where: str, seen: Seen) -> Iterator[Row]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise Unreadable(
            f"{where}: reading XLSX needs python-calamine: pip install 'esep[excel]', or save the sheet as CSV"
        ) from None
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Unreadable(f"{where}: larger than {LARGEST // 2**20} MB; save the sheet as CSV")
    _measure(raw, where)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
            sheet: Any = book.get_sheet_by_index(_sheet(book.sheet_names, layout.sheet, where))
            for number, row in enumerate(sheet.iter_rows(), 1):
                seen(number, [])
                yield [cell.strip() if isinstance(cell, str) else cell for cell in row]
    except CalamineError as error:
        said = " ".join(str(error).split())
        raise Unreadable(f"{where}: no XLSX that can be read ({said}); save it again, or as CSV") from None


def _sheet(names: list[str], wanted: str | int, where: str) -> int:
    """The place of a sheet that is called or numbered so. Errors: Unreadable."""
    if wanted in names:
        return names.index(str(wanted))
    if isinstance(wanted, int) and 1 <= wanted <= len(names):
        return wanted - 1
    raise Unreadable(f"{where}: no sheet {wanted!r}; its sheets are {', '.join(map(repr, names))}")


_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,7})(\d{1,10})""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_BLOCK = 2**20


def _measure(raw: bytes, where: str) -> None:
    """Refuses an XLSX that would take all memory: unpacked, with cells far apart, or with a long text in many cells,
    which the file holds once. Errors: Unreadable."""
    size = longest = shared = 0
    try:
        with zipfile.ZipFile(BytesIO(raw)) as book:
            for entry in book.infolist():
                column = row = 1
                since, rest = 0, b""  # bytes since the last shared text ended, and the end of the block before
                of_texts = "sharedstrings" in entry.filename.lower()
                with book.open(entry) as stream:
                    while block := stream.read(_BLOCK):
                        size += len(block)
                        if size > _UNPACKED:
                            raise Unreadable(f"{where}: larger than {_UNPACKED // 2**20} MB unpacked; save it as CSV")
                        for letters, digits in _PLACE.findall(rest + block):
                            column, row = max(column, _number(letters)), max(row, int(digits))
                        shared += len(_SHARED.findall(rest + block))
                        if of_texts:
                            parts = block.split(b"si>")
                            longest = max(longest, since + len(parts[0]), *map(len, parts))
                            since = len(parts[-1]) + (0 if parts[1:] else since)
                        rest = block[-64:]
                if column * row > _CELLS:
                    raise Unreadable(
                        f"{where}: a sheet reaches to row {row}, column {column}, which is too far for a table; "
                        "delete what stands alone there, or save the sheet as CSV"
                    )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError):
        raise Unreadable(f"{where}: no XLSX that can be read (damaged, or locked); save it again") from None
    if longest * shared > _TEXTS:
        raise Unreadable(f"{where}: a text of {longest:,} letters, and {shared:,} cells of text; save the sheet as CSV")


def _number(letters: bytes) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
