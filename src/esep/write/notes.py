"""A line under a bulletin that was corrected: who, when and why, so that nobody wonders why a number is another now."""

import unicodedata
from datetime import date

from esep.write.phrase import phrase

LONGEST = 500
"""So much of a reason is said; all of it stands with the correction."""


def correction_note(language: str, by: str, reason: str, day: date) -> str:
    """The line. What a person wrote is told as plain words on one line. Errors: UnknownLanguage."""
    return phrase(language, "corrected", by=_words(by), reason=_words(reason), day=day)


def _words(text: str) -> str:
    """The text on one line, without signs that nobody sees."""
    seen = "".join(" " if letter.isspace() else letter for letter in text if _is_seen(letter))
    words = " ".join(seen.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"


def _is_seen(letter: str) -> bool:
    return letter.isspace() or not unicodedata.category(letter).startswith("C")
