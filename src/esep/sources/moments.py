"""When pages and posts say they were issued, in the ways that people and programs write it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from esep import area
from esep.document import Issued, parse_issued
from esep.read.language import language, languages

_CLOCK = r"(?:\W{0,3}\s(?P<clock>\d{1,2}:\d\d(?::\d\d)?)(?:\s?UTC(?P<zone>[+-]\d\d:\d\d))?)?"
_WRITTEN = tuple(
    re.compile(day + _CLOCK)
    for day in (
        r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})",  # 17.09.2020
        r"(?P<day>\d{1,2})\s(?P<month>[^\W\d_]{3,})\.?,?\s(?P<year>\d{4})(?:\s?[^\W\d_]{1,4}\.?)?",  # 17 мая 2020 г.
        r"(?P<month>[^\W\d_]{3,})\.?\s(?P<day>\d{1,2}),?\s(?P<year>\d{4})",  # September 17, 2020
        r"(?P<year>\d{4})\s[^\W\d_]+\.?\s(?P<day>\d{1,2})\s(?P<month>[^\W\d_]{3,})",  # 2020 жылғы 17 қыркүйек
    )
)


def moment(said: str, home: str | None) -> Issued:
    """The moment or the day that the words state, and nothing else beside it.

    A time without a zone is one of the home area; where that is not known only its day is sure.

    Missing: None where they state neither.
    """
    words = " ".join(said[:100].split())
    for form in (_iso, _written, _mail):
        try:
            return _sure(form(words), home)
        except (ValueError, LookupError, OverflowError, TypeError):
            continue
    return None


def _iso(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        return datetime.fromisoformat(words).isoformat()


def _mail(words: str) -> str:
    return parsedate_to_datetime(words).isoformat()


def _written(words: str) -> str:
    found = next((found for pattern in _WRITTEN if (found := pattern.fullmatch(words))), None)
    if not found:
        raise ValueError(words)
    month = int(found["month"]) if found["month"].isdigit() else _month(found["month"].lower())
    day = f"{found['year']}-{month:02}-{int(found['day']):02}"
    if not found["clock"]:
        return day
    hour, _, rest = found["clock"].partition(":")
    return f"{day}T{hour:0>2}:{rest}{found['zone'] or ''}"


def _month(word: str) -> int:
    """The month that the word names in any language that can be read. Errors: LookupError."""
    stem = max((stem for stem in _months() if word.startswith(stem)), key=len, default="")
    return _months()[stem]


@cache
def _months() -> Mapping[str, int]:
    return {stem: number for code in languages() for stem, number in language(code).months.items()}


def _sure(text: str, home: str | None) -> Issued:
    """The time of issue, as far as it is sure. Errors: ValueError."""
    if len(text) == 10 or datetime.fromisoformat(text).tzinfo:
        return parse_issued(text)
    local = datetime.fromisoformat(text)
    if home is None:
        return parse_issued(local.date().isoformat())
    return parse_issued(local.replace(tzinfo=area.zone(home)).isoformat())
