"""Line lists, opened in DuckDB: CSV, Parquet, XLSX, and tables of DuckDB and PostgreSQL.

Parquet and tables of DuckDB are counted where they lie. What else there is becomes a table of texts first: its days and
numbers are taken for what the mapping says, and nothing is guessed by the engine.
"""

import csv
import hashlib
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from esep import area, data
from esep.sources import mapping
from esep.sources.naming import Areas
from esep.sources.sheets import rows
from esep.sources.unreadable import Unreadable, reason
from esep.sources.written import Unclear, text
from esep.tally import Definition, Layout, Lines, sql
from esep.tally.layout import TAGS
from esep.tally.tags import places

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
_MEMORY = "700MB"
"""What the engine may take before it keeps on disk; Python and its own buffers come on top."""


def layout(name: str) -> Layout:
    """The mapping in the file of that name, or the ready one that is called so. Errors: Unreadable."""
    said, written = _based(name)
    return _parsed(name, lambda: Layout.from_toml(_called(name), said, written))


def _based(name: str, above: tuple[str, ...] = ()) -> tuple[dict[str, Any], str]:
    """What a mapping and those that it is based on say together, and their files. What a mapping says itself counts."""
    written = _said(name, "linelists")
    own = _parsed(name, lambda: tomllib.loads(written))
    base = own.pop("based_on", None)
    if base is None:
        return own, written
    if not isinstance(base, str):
        raise Unreadable(f"{name}: 'based_on' must be a text, the name of another mapping")
    if base in (*above, name):
        raise Unreadable(f"{name}: 'based_on' leads back to it")
    said, more = _based(base, (*above, name))
    return _joined(said, own), more + written


def _joined(said: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The two tables, with all tables in them joined too."""
    found = dict(said)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = _joined(found[key], value) if both else value
    return found


def definition(name: str) -> Definition:
    """The case definition in the file of that name, or the ready one that is called so. Errors: Unreadable."""
    said = _said(name, "definitions")
    return _parsed(name, lambda: Definition.from_toml(_called(name), tomllib.loads(said), said))


def _said(name: str, folder: str) -> str:
    if name.lower().endswith(".toml"):
        return mapping.file(Path(name))
    ready = data.text(f"{folder}/{name}.toml")
    if ready is None:
        known = ", ".join(one.removesuffix(".toml") for one in data.names(folder) if one.endswith(".toml"))
        raise Unreadable(f"{name}: none is called so; the ready ones are {known}; a file of yours ends in .toml")
    return ready


def _called(name: str) -> str:
    return Path(name).stem if name.lower().endswith(".toml") else name


def _parsed(name: str, parse: Callable[[], T]) -> T:
    try:
        return parse()
    except ValueError as error:
        raise Unreadable(f"{name}: {' '.join(str(error).split())}") from None


@contextmanager
def opened(address: str, layout: Layout | None, *, memory: str = _MEMORY) -> Iterator[tuple[Lines, str]]:
    """The line list at an address, and the SHA-256 of what it is: a file, 'file.duckdb#table', or
    'postgresql://...#table'. Errors: Unreadable."""
    with tempfile.TemporaryDirectory() as folder, engine(_shown(address), Path(folder), memory=memory) as base:
        yield _opened(base, address, layout, Path(folder))


@contextmanager
def engine(where: str, folder: Path, *, memory: str = _MEMORY) -> Iterator["DuckDBPyConnection"]:
    """DuckDB, which keeps in the folder what does not fit into memory. Errors: Unreadable tells where it failed."""
    try:
        import duckdb
    except ImportError:
        raise Unreadable("line lists need DuckDB: pip install 'esep[tally]'") from None
    base = duckdb.connect(
        str(folder / "list.duckdb"),
        config={"memory_limit": memory, "temp_directory": str(folder), "preserve_insertion_order": False},
    )
    base.execute("SET enable_progress_bar = false")
    try:
        yield base
    except duckdb.Error as error:
        raise Unreadable(f"{where}: {str(error).splitlines()[0]}") from None
    finally:
        base.close()


def _shown(address: str) -> str:
    """An address without a password."""
    return address.rpartition("@")[2] if "://" in address else address


def _opened(base: Any, address: str, layout: Layout | None, folder: Path) -> tuple[Lines, str]:
    where = _shown(address)
    if address.startswith(("postgresql://", "postgres://")):
        table = _of_postgresql(address, folder)
        plain = layout and replace(layout, delimiter=None, encoding=None, skip_rows=0, comment=None)
        lines = _of_text(base, table, plain, where, folder)
        return replace(lines, row=f"{lines.row} - 1"), _digest(table)
    file, _, table_name = address.partition("#")
    path = Path(file)
    try:
        if path.suffix.lower() in (".duckdb", ".ddb"):
            return _of_duckdb(base, path, table_name, where)
        with path.open("rb") as stream:
            if stream.read(4) == b"PAR1":
                return _of_parquet(base, path, where)
        return _of_text(base, path, layout, where, folder), _digest(path)
    except OSError as error:
        raise Unreadable(f"{where}: {reason(error)}") from None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _types(base: Any, relation: str) -> Mapping[str, str]:
    return {name: kind for name, kind, *_ in base.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()}


def _of_parquet(base: Any, path: Path, where: str) -> tuple[Lines, str]:
    relation = f"read_parquet({sql.text(str(path))}, file_row_number = true)"
    return Lines(base, relation, "file_row_number + 1", _types(base, relation), where), _digest(path)


def _of_duckdb(base: Any, path: Path, table: str, where: str) -> tuple[Lines, str]:
    if not path.is_file():
        raise Unreadable(f"{path}: no such file or folder")
    if not table:
        raise Unreadable(f"{path}: which table? Write {path}#table")
    base.execute(f"ATTACH {sql.text(str(path))} AS given (READ_ONLY)")
    relation = "given." + ".".join(map(sql.name, table.split(".")))
    return Lines(base, relation, "rowid + 1", _types(base, relation), where), _digest(path)


def _of_postgresql(address: str, folder: Path) -> Path:
    """The table as CSV."""
    try:
        import psycopg
        from psycopg import sql as names
    except ImportError:
        raise Unreadable("tables of PostgreSQL need psycopg: pip install 'esep[postgres]'") from None
    server, _, table = address.partition("#")
    if not table:
        raise Unreadable(f"{_shown(address)}: which table? Write {_shown(address)}#table")
    target = folder / "table.csv"
    try:
        with psycopg.connect(server) as connection, connection.cursor() as cursor, target.open("wb") as stream:
            command = names.SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT csv, HEADER)")
            with cursor.copy(command.format(names.Identifier(*table.split(".")))) as copy:
                for block in copy:
                    stream.write(block)
    except psycopg.Error as error:
        raise Unreadable(f"{_shown(address)}: {str(error).splitlines()[0]}") from None
    return target


# Lists that become a table of texts ---------------------------------------------------------------------------------


def _of_text(base: Any, path: Path, layout: Layout | None, where: str, folder: Path) -> Lines:
    """A CSV or XLSX as a table of texts, of the columns that mean something. Where its rows may not be numbered by
    their order, or are written in another way than the engine reads, each gets its number in a file between."""
    import duckdb

    is_plain = _is_plain(path, layout)
    if is_plain and not (layout and layout.comment) and not _has_empty_lines(path):
        with suppress(duckdb.InvalidInputException):  # rows of other lengths, which it does not tell by their numbers
            names = _names(next(_rows_of_plain(path, where), (1, []))[1], where)
            kept = _load(base, path, names, layout)
            return Lines(base, "given", "rowid + 2", dict.fromkeys(kept, "VARCHAR"), where)
    numbered = folder / "numbered.csv"
    found = _rows_of_plain(path, where) if is_plain else _rows_of_others(path, layout or Layout("", {}))
    names, torn = _numbered(found, numbered, layout.comment if layout else None, where)
    kept = _load(base, numbered, [*names, _NUMBER], layout)
    types = dict.fromkeys([name for name in kept if name != _NUMBER], "VARCHAR")
    return Lines(base, "given", f"{sql.name(_NUMBER)}::BIGINT", types, where, torn)


_NUMBER = "row number of the file"


def _is_plain(path: Path, layout: Layout | None) -> bool:
    """Whether it is a CSV in UTF-8 with commas, which begins with the names of its columns."""
    with path.open("rb") as stream:
        if stream.read(4).startswith((b"PK", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")):
            return False
    given = layout or Layout("", {})
    encoding = (given.encoding or "utf-8").lower().replace("_", "-")
    return encoding in ("utf-8", "utf8") and given.delimiter in (None, ",") and not given.skip_rows


def _has_empty_lines(path: Path) -> bool:
    """Whether lines without a cell stand in it, which the engine leaves out when it numbers rows."""
    last = b"\n"
    with path.open("rb") as stream:
        while block := last + stream.read(_BLOCK):
            if block == last:
                return False
            if b"\n\n" in block or b"\n\r\n" in block:
                return True
            last = block[-2:]
    return False


_BLOCK = 2**22


def _rows_of_plain(path: Path, where: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """(number, cells) of each row, counted from 1. A row with a quotation mark too many is one of another length."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for number, row in enumerate(csv.reader(stream), 1):
                if row:
                    yield number, row
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{where}: no CSV in UTF-8 ({error}); say how it is written by a mapping") from None


def _rows_of_others(path: Path, layout: Layout) -> Iterator[tuple[int, Sequence[Any]]]:
    """(number, cells) of each row below those that the mapping skips, counted from 1."""
    how = mapping.Layout(
        *(layout.name,),
        delimiter=layout.delimiter or ",",
        encoding=layout.encoding,
        sheet=layout.sheet,
        skip_rows=layout.skip_rows,
    )
    with path.open("rb") as stream:
        yield from rows(stream, how, str(path))


def _names(row: Sequence[Any], where: str) -> list[str]:
    """The names of the columns. Errors: Unreadable."""
    names = [text(cell).strip() for cell in row]
    if len(set(names)) < len(names) or not all(names):
        raise Unreadable(f"{where}: a column has no name, or the name of another; give each a name of its own")
    return names


def _numbered(
    found: Iterator[tuple[int, Sequence[Any]]], target: Path, comment: str | None, where: str
) -> tuple[list[str], dict[int, int]]:
    """The names of the columns, and the number of cells of each row that has more or fewer. The others are written,
    each with its number."""
    names = _names(next(found, (1, []))[1], where)
    torn = {}
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*names, _NUMBER])
        for number, row in found:
            if comment and row and str(row[0]).startswith(comment):
                continue
            if len(row) != len(names):
                torn[number] = len(row)
            else:
                writer.writerow(
                    [*(cell.isoformat() if hasattr(cell, "isoformat") else text(cell) for cell in row), number]
                )
    return names, torn


def _load(base: Any, path: Path, names: Sequence[str], layout: Layout | None) -> list[str]:
    """Makes the table `given`, in the order of the file, of the columns that mean something; which they are."""
    wanted = {_NUMBER, *(column for of in layout.columns.values() for column in of)} if layout else {_NUMBER, *TAGS}
    kept = [name for name in names if name in wanted]
    columns = ", ".join(f"{sql.text(name)}: 'VARCHAR'" for name in names)
    base.execute("SET preserve_insertion_order = true")
    base.execute(
        f"CREATE OR REPLACE TABLE given AS SELECT {', '.join(map(sql.name, kept)) or 'NULL'} "
        f"FROM read_csv({sql.text(str(path))}, header = true, "
        f"auto_detect = false, columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )
    base.execute("SET preserve_insertion_order = false")
    return kept


# What its columns mean --------------------------------------------------------------------------------------------


def areas(lines: Lines, layout: Layout, home: str) -> dict[tuple[str, ...], str | None]:
    """What the location cells stand for: a part of the home area, or None where nobody knows."""
    known = Areas(mapping.Layout(layout.name, areas=layout.areas, language=layout.language), home)
    if layout.path:
        return {cells: _on_path(known, " ".join(cells), layout.path, home) for cells in places(lines, layout)}
    return {cells: _part(known, cells, home) for cells in places(lines, layout)}


def _on_path(known: Areas, cell: str, path: str, home: str) -> str | None:
    """The first area on a path that is a part of the home area."""
    each = (_part(known, (word.strip(),), home) for word in cell.split(path))
    return next((code for code in each if code), None)


def _part(known: Areas, cells: tuple[str, ...], home: str) -> str | None:
    try:
        code = known.code(cells)
    except Unclear:
        return None
    if code is None:
        return None
    while code.count("-") + code.count("/") > home.count("-") + home.count("/") + 1:
        code = area.parent(code) or home
    is_part = area.parent(code) == home or (code == home and not area.parts(home))
    return code if is_part else None


def fitting(lines: Lines, layout: Layout | None) -> Layout:
    """The layout as far as the list has its columns; without one, that of a list whose columns bear the names of
    tags."""
    return layout.within(lines.types) if layout else Layout.standard(lines.types)


def named(layout: Layout, publisher: str | None) -> Layout:
    """The layout, issued by that publisher."""
    return replace(layout, publisher=publisher or layout.publisher)
