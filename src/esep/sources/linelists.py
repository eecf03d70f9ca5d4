"""Line lists, opened in DuckDB: CSV, Parquet, XLSX, and tables of DuckDB and PostgreSQL.

Parquet and tables of DuckDB are counted where they lie. What else there is becomes a table of texts first: its days and
numbers are taken for what the mapping says, and nothing is guessed by the engine.
"""

import csv
import hashlib
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from esep import area, data
from esep.sources import mapping
from esep.sources.naming import Areas
from esep.sources.sheets import rows
from esep.sources.unreadable import Unreadable, reason
from esep.sources.written import Unclear, text
from esep.tally import Definition, Layout, Lines, sql
from esep.tally.tags import places

T = TypeVar("T")
_MEMORY = "700MB"
"""What the engine may take before it keeps on disk; Python and its own buffers come on top."""


def layout(name: str) -> Layout:
    """The mapping in the file of that name, or the ready one that is called so. Errors: Unreadable."""
    said = _said(name, "linelists")
    return _parsed(name, lambda: Layout.from_toml(_called(name), tomllib.loads(said), said))


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
    try:
        import duckdb
    except ImportError:
        raise Unreadable("tallying needs DuckDB: pip install 'esep[tally]'") from None
    with tempfile.TemporaryDirectory() as folder:
        base = duckdb.connect(
            str(Path(folder) / "list.duckdb"),
            config={"memory_limit": memory, "temp_directory": folder, "preserve_insertion_order": False},
        )
        base.execute("SET enable_progress_bar = false")
        try:
            yield _opened(base, address, layout, Path(folder))
        except duckdb.Error as error:
            raise Unreadable(f"{_shown(address)}: {str(error).splitlines()[0]}") from None
        finally:
            base.close()


def _shown(address: str) -> str:
    """An address without a password."""
    return address.rpartition("@")[2] if "://" in address else address


def _opened(base: Any, address: str, layout: Layout | None, folder: Path) -> tuple[Lines, str]:
    where = _shown(address)
    if address.startswith(("postgresql://", "postgres://")):
        return _table(base, _of_postgresql(address, folder), where, folder)
    file, _, table = address.partition("#")
    path = Path(file)
    try:
        if path.suffix.lower() in (".duckdb", ".ddb"):
            return _of_duckdb(base, path, table, where)
        with path.open("rb") as stream:
            if stream.read(4) == b"PAR1":
                return _of_parquet(base, path, where)
            stream.seek(0)
            plain, digest = _plain(path, stream, layout, folder), _digest(path)
    except OSError as error:
        raise Unreadable(f"{where}: {reason(error)}") from None
    lines, _ = _table(base, plain, where, folder)
    return lines, digest


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


def _plain(path: Path, stream: Any, layout: Layout | None, folder: Path) -> Path:
    """The list as CSV in UTF-8 with commas and a row of names: itself, where it is."""
    head = stream.read(4)
    stream.seek(0)
    given = layout or Layout("", {})
    delimiter = given.delimiter or ","
    is_plain = not head.startswith((b"PK", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")) and not given.skip_rows
    if is_plain and (given.encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8") and delimiter == ",":
        return path
    target = folder / "list.csv"
    how = mapping.Layout(
        given.name, delimiter=delimiter, encoding=given.encoding, sheet=given.sheet, skip_rows=given.skip_rows
    )
    with target.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written)
        for _, row in rows(stream, how, str(path)):
            writer.writerow([cell.isoformat() if hasattr(cell, "isoformat") else text(cell) for cell in row])
    return target


def _table(base: Any, path: Path, where: str, folder: Path) -> tuple[Lines, str]:
    """The CSV as a table of texts; its rows keep their order and so their numbers."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            names = next(csv.reader(stream), [])
        except (UnicodeDecodeError, csv.Error):
            raise Unreadable(f"{where}: no CSV in UTF-8; say which encoding it is in by a mapping") from None
    import duckdb

    names = [name.strip() for name in names]
    if len(set(names)) < len(names) or not all(names):
        raise Unreadable(f"{where}: a column has no name, or the name of another; give each a name of its own")
    types = dict.fromkeys(names, "VARCHAR")
    try:
        _load(base, path, names)
    except duckdb.InvalidInputException:  # rows of other lengths: the engine would not tell each by its number
        target = folder / "numbered.csv"
        try:
            torn = _numbered(path, target, len(names))
        except (UnicodeDecodeError, csv.Error) as error:
            raise Unreadable(f"{where}: no CSV in UTF-8 ({error}); say how it is written by a mapping") from None
        number = "row number of the file"
        _load(base, target, [*names, number])
        return Lines(base, "given", f"{sql.name(number)}::BIGINT", types, where, torn), _digest(path)
    return Lines(base, "given", "rowid + 2", types, where), _digest(path)


def _load(base: Any, path: Path, names: Sequence[str]) -> None:
    """The table `given`, in the order of the file."""
    columns = ", ".join(f"{sql.text(name)}: 'VARCHAR'" for name in names)
    base.execute("SET preserve_insertion_order = true")
    base.execute(
        f"CREATE OR REPLACE TABLE given AS SELECT * FROM read_csv({sql.text(str(path))}, header = true, "
        f"auto_detect = false, columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '')"
    )
    base.execute("SET preserve_insertion_order = false")


def _numbered(path: Path, target: Path, columns: int) -> dict[int, int]:
    """Writes the rows that are whole, each with its number, and gives the number of cells of each that is not."""
    torn = {}
    with path.open(encoding="utf-8-sig", newline="") as stream, target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for number, row in enumerate(csv.reader(stream), 1):
            if len(row) == columns:
                writer.writerow([*row, number])
            elif row:
                torn[number] = len(row)
    return torn


def areas(lines: Lines, layout: Layout, home: str) -> dict[tuple[str, ...], str | None]:
    """What the location cells stand for: a part of the home area, or None where nobody knows."""
    known = Areas(mapping.Layout(layout.name, areas=layout.areas, language=layout.language), home)
    return {cells: _part(known, cells, home) for cells in places(lines, layout)}


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


def standard(lines: Lines) -> Layout:
    """The layout of a list whose columns bear the names of tags."""
    return Layout.standard(lines.types)


def named(layout: Layout, publisher: str | None) -> Layout:
    """The layout, issued by that publisher."""
    return replace(layout, publisher=publisher or layout.publisher)
