"""What a document does not say of itself: the index beside it says it, then the caller."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from esep import area
from esep.document import Document
from esep.read import languages
from esep.sources.encodings import text
from esep.sources.unreadable import LARGEST, Unreadable

INDEX = "index.tsv"


def told(file: Path, about: Document) -> Document:
    """What is known of a file: what the index beside it says, then what the caller says. Errors: Unreadable."""
    row = _index(file.parent / INDEX).get(file.stem, {})
    try:
        return filled(Document.from_json({"text": " ", **row}), about)
    except ValueError as error:
        raise Unreadable(f"{file.parent / INDEX}: {file.stem}: {error}") from None


@lru_cache(maxsize=16)
def _index(path: Path) -> Mapping[str, Mapping[str, str]]:
    """The rows of an index of a folder by id; none where there is no such file."""
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        rows = csv.DictReader(text(file.read(LARGEST + 1), str(path)).splitlines(), delimiter="\t")
    found: dict[str, dict[str, str]] = {}
    try:
        for row in rows:
            if not row.get("id"):
                raise Unreadable(f"{path}: a row has no 'id'")
            found[row["id"]] = {
                key: value for key, value in row.items() if key and key != "id" and value not in ("", "?", None)
            }
    except csv.Error as error:
        raise Unreadable(f"{path}: no table of tab-separated columns ({error})") from None
    return found


def filled(document: Document, about: Document) -> Document:
    """The document, with what it does not say from `about`."""
    missing = {
        field: getattr(about, field)
        for field in ("publisher", "url", "issued", "language", "area", "title")
        if getattr(document, field) is None
    }
    return replace(document, **missing)


def checked(document: Document, where: str) -> Document:
    """The document, if it has words, and its language and area are known. Errors: Unreadable."""
    try:
        if not document.text.strip():
            raise ValueError("the document is empty")
        if document.language and document.language not in languages():
            raise ValueError(f"unknown language {document.language!r}: use {', '.join(languages())}, or leave it out")
        if document.area:
            area.find(document.area)
        for said in (document.text, document.title, document.publisher, document.url):
            (said or "").encode()
    except UnicodeEncodeError:
        raise Unreadable(f"{where}: holds half a character (a lone surrogate); save it again as UTF-8") from None
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None
    return document
