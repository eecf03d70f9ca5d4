"""Sources: files, folders and standard input into documents.

A text is one document; a folder is its texts and tables, and an `index.tsv` beside them tells about each (columns: id,
and any of language, publisher, url, issued, area, title); JSON Lines is a document a line; a CSV whose columns name
claims is a document for each time of issue in it (see `esep.read.table`).
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from esep import area
from esep.document import Document, parse_issued
from esep.read import languages, table

_LARGEST = 32 * 2**20
"""Bytes of the largest text taken as one document: no bulletin comes near it, and it bounds memory."""


class Unreadable(ValueError):
    """Input that cannot be read: the message says which, why, and what to do."""


def documents(path: str, about: Document, *, jsonl: bool = False) -> Iterator[Document]:
    """The documents at a path ('-': standard input), in a fixed order; `about` fills in what they do not say.

    Errors: Unreadable.
    """
    if jsonl:
        for where, fields in json_lines(path):
            yield from_fields(fields, about, where)
    elif path == "-":
        yield from _parts(_text(sys.stdin.buffer.read(_LARGEST + 1), "standard input"), about, "standard input")
    else:
        yield from _from_path(Path(path), about)


def json_lines(path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(where, object) for each line of a JSON Lines file or of standard input, as it comes, empty lines left out.

    Errors: Unreadable names the line.
    """
    name = "standard input" if path == "-" else path
    with _stream(path) as stream:
        for number, line in enumerate(stream, 1):
            where = f"{name}, line {number}"
            if not line.strip():
                continue
            try:
                fields = json.loads(_text(line, where).rstrip("\r\n"))
            except json.JSONDecodeError as error:
                raise Unreadable(
                    f"{where}: not JSON ({error.msg} at column {error.colno}); write one object a line"
                ) from None
            if not isinstance(fields, dict):
                raise Unreadable(f"{where}: not an object; write one {{...}} a line")
            yield where, fields


def _stream(path: str) -> IO[bytes]:
    try:
        return sys.stdin.buffer if path == "-" else Path(path).open("rb")
    except OSError as error:
        raise Unreadable(f"{path}: {_reason(error)}") from None


def from_fields(fields: Mapping[str, Any], about: Document, where: str) -> Document:
    """The document that a JSON object describes, with `about` for what it leaves out. Errors: Unreadable."""
    try:
        return _known(_filled(Document.from_json(fields), about))
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None


def _from_path(path: Path, about: Document) -> Iterator[Document]:
    try:
        if path.is_dir():
            yield from _from_folder(path, about)
        else:
            with path.open("rb") as file:
                text = _text(file.read(_LARGEST + 1), str(path))
            yield from _parts(text, _told(path, about), str(path))
    except OSError as error:
        raise Unreadable(f"{path}: {_reason(error)}") from None


def _from_folder(folder: Path, about: Document) -> Iterator[Document]:
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in (".txt", ".csv") and file.is_file()]
    if not files:
        raise Unreadable(f"{folder}: no .txt or .csv files in this folder")
    for file in files:
        yield from _from_path(file, about)


def _told(file: Path, about: Document) -> Document:
    """What is known of a file: what the `index.tsv` beside it says, then what the caller says."""
    row = _index(file.parent / "index.tsv").get(file.stem, {})
    try:
        return _filled(Document.from_json({"text": " ", **row}), about)
    except ValueError as error:
        raise Unreadable(f"{file.parent / 'index.tsv'}: {file.stem}: {error}") from None


@lru_cache(maxsize=16)
def _index(path: Path) -> Mapping[str, Mapping[str, str]]:
    """The rows of an index of a folder by id; none where there is no such file."""
    if not path.is_file():
        return {}
    rows = csv.DictReader(_text(path.read_bytes(), str(path)).splitlines(), delimiter="\t")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if not row.get("id"):
            raise Unreadable(f"{path}: a row has no 'id'")
        found[row["id"]] = {
            key: value for key, value in row.items() if key and key != "id" and value not in ("", "?", None)
        }
    return found


def _parts(text: str, about: Document, where: str) -> Iterator[Document]:
    """The text as one document; a table of many times of issue as one document for each."""
    if not table.is_table(text):
        yield _checked(replace(about, text=text), where)
        return
    comments, lines = _split(text)
    told = {k: v for k, v in comments.items() if k in ("publisher", "url", "area", "language", "title")}
    about = _filled(Document.from_json({"text": " ", **told}), about)
    names = table.header(text)
    column = names.index("issued") if "issued" in names else None

    def issued(line: str) -> str:
        cells = line.split(",")
        return cells[column].strip() if column is not None and column < len(cells) else ""

    for said, rows in groupby(lines[1:], key=issued):
        part = replace(about, text="\n".join([lines[0], *rows]) + "\n")
        try:
            part = replace(part, issued=parse_issued(said) or about.issued)
        except ValueError as error:
            raise Unreadable(f"{where}: {error}") from None
        yield _checked(part, where)


def _split(text: str) -> tuple[dict[str, str], list[str]]:
    """What the '# key: value' lines of a table say, and its other lines."""
    lines = text.splitlines()
    told = (line[1:].partition(":") for line in lines if line.startswith("#"))
    return {key.strip().lower(): value.strip() for key, _, value in told}, [
        li for li in lines if li.strip() and not li.startswith("#")
    ]


def _filled(document: Document, about: Document) -> Document:
    """The document, with what it does not say from `about`."""
    missing = {
        field: getattr(about, field)
        for field in ("publisher", "url", "issued", "language", "area", "title")
        if getattr(document, field) is None
    }
    return replace(document, **missing)


def _checked(document: Document, where: str) -> Document:
    try:
        return _known(document)
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None


def _known(document: Document) -> Document:
    """The document, if its language and area are known. Errors: ValueError."""
    if not document.text.strip():
        raise ValueError("the document is empty")
    if document.language and document.language not in languages():
        raise ValueError(f"unknown language {document.language!r}: use {', '.join(languages())}, or leave it out")
    if document.area:
        area.find(document.area)
    return document


def _text(raw: bytes, where: str) -> str:
    """The text of UTF-8 bytes. Errors: Unreadable for anything else."""
    if len(raw) > _LARGEST:
        raise Unreadable(f"{where}: larger than {_LARGEST // 2**20} MB; give it in parts, or as JSON Lines")
    if not raw.strip():
        raise Unreadable(f"{where}: empty")
    if b"\0" in raw:
        raise Unreadable(f"{where}: not text; give a text, CSV or JSON Lines file in UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{where}: not UTF-8 (byte {error.start + 1}); save it as UTF-8 first") from None


def _reason(error: OSError) -> str:
    return {
        FileNotFoundError: "no such file or folder",
        PermissionError: "may not be read",
        IsADirectoryError: "is a folder",
    }.get(type(error), error.strerror or str(error))
