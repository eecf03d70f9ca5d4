"""A table of figures into documents: one for each time of issue in it (see `esep.read.table`)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from esep.document import Document, parse_issued
from esep.read import table
from esep.sources.told import filled
from esep.sources.unreadable import Unreadable


def of_table(text: str, about: Document, where: str) -> Iterator[Document]:
    """The documents of a table. Errors: Unreadable."""
    comments, lines = _split(text)
    said = {k: v for k, v in comments.items() if k in ("publisher", "url", "area", "language", "title")}
    about = filled(Document.from_json({"text": " ", **said}), about)
    names = table.header(text)
    column = names.index("issued") if "issued" in names else None

    def issued(line: str) -> str:
        cells = line.split(",")
        return cells[column].strip() if column is not None and column < len(cells) else ""

    for moment, rows in groupby(lines[1:], key=issued):
        part = replace(about, text="\n".join([lines[0], *rows]) + "\n")
        try:
            yield replace(part, issued=parse_issued(moment) or about.issued)
        except ValueError as error:
            raise Unreadable(f"{where}: {error}") from None


def _split(text: str) -> tuple[dict[str, str], list[str]]:
    """What the '# key: value' lines of a table say, and its other lines."""
    lines = text.splitlines()
    told = (line[1:].partition(":") for line in lines if line.startswith("#"))
    return {key.strip().lower(): value.strip() for key, _, value in told}, [
        li for li in lines if li.strip() and not li.startswith("#")
    ]
