"""Names, texts and lists as SQL writes them."""

from collections.abc import Iterable
from datetime import date


def name(word: str) -> str:
    """A column or a table of that name."""
    return '"' + word.replace('"', '""') + '"'


def text(word: str) -> str:
    """A text."""
    return "'" + word.replace("'", "''") + "'"


def day(one: date) -> str:
    """A day."""
    return f"DATE '{one.isoformat()}'"


def texts(words: Iterable[str]) -> str:
    """A list of texts."""
    return "[" + ", ".join(map(text, words)) + "]::VARCHAR[]"


def either(conditions: Iterable[str]) -> str:
    """Whether one of them holds."""
    return "(" + (" OR ".join(conditions) or "false") + ")"


def every(conditions: Iterable[str]) -> str:
    """Whether all of them hold."""
    return "(" + (" AND ".join(conditions) or "true") + ")"
