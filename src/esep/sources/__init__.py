"""Sources: files, folders and standard input into documents.

What a file is, its ending says, or else how it begins: a text (one document), a web page (one), a CSV whose columns
name claims (one for each time of issue in it), JSON Lines (one a line), an export of Telegram Desktop (one a message).
A folder is all that is in it. What a document does not say of itself, an `index.tsv` beside the file says (columns: id,
and any of language, publisher, url, issued, area, title), and then the caller.

What cannot be read is an `Unreadable`, handed to whoever asked: who does not raise it goes on with the rest.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from esep.document import Document
from esep.read import table
from esep.sources.encodings import text
from esep.sources.files import files
from esep.sources.forms import HEAD, LINES, PAGES, is_export, is_page
from esep.sources.lines import from_fields, json_lines
from esep.sources.tables import of_table
from esep.sources.told import checked, told
from esep.sources.unreadable import LARGEST, Refuse, Unreadable, reason, stop

__all__ = ["Found", "Refuse", "Unreadable", "documents", "from_fields", "json_lines", "located", "stop"]


Found = tuple[str, Document]
"""Where a document was found, in words, and the document."""


def documents(path: str, about: Document, *, jsonl: bool = False, refuse: Refuse = stop) -> Iterator[Document]:
    """The documents at a path, in a fixed order; `about` fills in what they do not say.

    A path is a file, a folder, a pattern such as 'news/*.html', or '-' for standard input.

    Errors: `refuse` is called with an Unreadable for each document that cannot be read. Left away, it is raised.
    """
    return (document for _, document in located(path, about, jsonl=jsonl, refuse=refuse))


def located(path: str, about: Document, *, jsonl: bool = False, refuse: Refuse = stop) -> Iterator[Found]:
    """The documents at a path, as `documents` gives them, each with where it was found."""
    if jsonl:
        yield from _of_lines(path, about, refuse)
    elif path == "-":
        yield from _passing(_of_stream(sys.stdin.buffer, Path(), about, "standard input"), "standard input", refuse)
    else:
        for file in files(path, refuse):
            if file.suffix.lower() in LINES:
                yield from _of_lines(str(file), about, refuse)
            else:
                yield from _passing(_of_file(file, about), str(file), refuse)


def _passing(some: Iterator[Document], where: str, refuse: Refuse) -> Iterator[Found]:
    """Those that can be read."""
    try:
        for document in some:
            try:
                yield where, checked(document, where)
            except Unreadable as error:
                refuse(error)
    except Unreadable as error:
        refuse(error)
    except OSError as error:
        refuse(Unreadable(f"{where}: {reason(error)}"))


def _of_lines(path: str, about: Document, refuse: Refuse) -> Iterator[Found]:
    for where, fields in json_lines(path, refuse):
        try:
            yield where, from_fields(fields, about, where)
        except Unreadable as error:
            refuse(error)


def _of_file(file: Path, about: Document) -> Iterator[Document]:
    with file.open("rb") as stream:
        yield from _of_stream(stream, file, told(file, about), str(file))


def _of_stream(stream: IO[bytes], name: Path, about: Document, where: str) -> Iterator[Document]:
    head = stream.read(HEAD)
    if name.suffix.lower() == ".json" or is_export(head):
        from esep.sources import telegram  # here, and pages below: most commands do without what these load

        yield from telegram.of_export(head, stream, about, where)
        return
    said = text(head + stream.read(LARGEST + 1 - len(head)), where)
    if name.suffix.lower() in PAGES or is_page(said):
        yield from _of_html(said, about, where)
    elif table.is_table(said):
        yield from of_table(said, about, where)
    else:
        yield replace(about, text=said)


def _of_html(said: str, about: Document, where: str) -> Iterator[Document]:
    from esep.sources import pages, telegram

    tree = pages.parsed(said, where)
    if telegram.is_messages(tree):
        yield from telegram.of_messages(tree, about)
    else:
        yield pages.of_page(tree, about, where)
