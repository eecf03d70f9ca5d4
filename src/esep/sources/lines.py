"""JSON Lines into documents: an object a line, in UTF-8."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any

from esep.document import Document
from esep.sources.encodings import utf8
from esep.sources.told import checked, filled
from esep.sources.unreadable import LARGEST, Refuse, Unreadable, reason, stop


def json_lines(path: str, refuse: Refuse = stop) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(where, object) for each line of a JSON Lines file or of standard input, as it comes, empty lines left out.

    Errors: `refuse` is called with an Unreadable that names the line. Left away, it is raised.
    """
    name = "standard input" if path == "-" else path
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
            for number in count(1):
                line = stream.readline(LARGEST + 1)
                if not line:
                    break
                if line.strip():
                    where = f"{name}, line {number}"
                    try:
                        yield where, _object(line, where)
                    except Unreadable as error:
                        refuse(error)
                while len(line) > LARGEST and not line.endswith(b"\n"):
                    line = stream.readline(LARGEST + 1)
    except OSError as error:
        refuse(Unreadable(f"{name}: {reason(error)}"))


def _object(line: bytes, where: str) -> Mapping[str, Any]:
    said = utf8(line, where).rstrip("\r\n")
    try:
        fields = json.loads(said)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{where}: not JSON ({error.msg} at column {error.colno}); write one object a line") from None
    except (ValueError, RecursionError):
        raise Unreadable(f"{where}: a number too long or lists too deep; write one plain object a line") from None
    if not isinstance(fields, dict):
        raise Unreadable(f"{where}: not an object; write one {{...}} a line")
    return fields


def from_fields(fields: Mapping[str, Any], about: Document, where: str) -> Document:
    """The document that a JSON object describes, with `about` for what it leaves out. Errors: Unreadable."""
    try:
        document = filled(Document.from_json(fields), about)
    except ValueError as error:
        raise Unreadable(f"{where}: {error}") from None
    return checked(document, where)
