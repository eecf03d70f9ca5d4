"""What a file is, by its ending or else by how it begins."""

import re

PAGES, LINES = (".html", ".htm", ".xhtml"), (".jsonl", ".ndjson")
ENDINGS = (".txt", ".csv", *PAGES, *LINES)
"""Of the files in a folder that are read. Files named by themselves may end in anything."""
EXPORT = "result.json"

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_EXPORT = re.compile(rb'\s*\{\s*\n\s*"(?:name|type|id|about|personal_information|chats|left_chats)"\s*:')

HEAD = 4096
"""Bytes or characters that show what a file is."""


def is_page(text: str) -> bool:
    """Whether the text begins as a web page does."""
    return bool(_PAGE.match(text[:HEAD]))


def is_export(beginning: bytes) -> bool:
    """Whether a file begins as the `result.json` of Telegram Desktop does."""
    return bool(_EXPORT.match(beginning))
