"""A bulletin as posts of Telegram: text that its HTML cannot misread, in parts that are short enough.

Source: Telegram Bot API, 'Formatting options' and 'sendMessage': 1-4096 characters after entities are parsed, counted
as UTF-16 units.
"""

import html
import re
from collections.abc import Iterator

LONGEST = 4096
"""UTF-16 units of a post."""
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def posts(text: str) -> list[str]:
    """The text as HTML, in parts that fit into a post each: cut between paragraphs, else lines, else words."""
    plain = _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n")).strip()
    return [html.escape(part, quote=False) for part in _parts(plain)]


def _parts(text: str) -> Iterator[str]:
    while units(text) > LONGEST:
        stop = _cut(text)
        yield text[:stop].rstrip()
        text = text[stop:].lstrip()
    if text:
        yield text


def _cut(text: str) -> int:
    """Where the first part ends: at the strongest break that leaves it at least half full, else where it is full."""
    full = _fitting(text)
    for between in ("\n\n", "\n", " "):
        stop = text.rfind(between, full // 2, full + 1)
        if stop > 0:
            return stop
    return full


def _fitting(text: str) -> int:
    """How many of its code points fit."""
    used = 0
    for place, letter in enumerate(text):
        used += 1 + (letter > "\uffff")
        if used > LONGEST:
            return place
    return len(text)


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
