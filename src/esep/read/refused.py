"""Why a number counts nobody: an age, a rate, a year, a telephone, flights, the figure of another day."""

from collections.abc import Iterator, Mapping, Sequence

from esep.read.mentions import CONJUNCTION, DASHES, Mention
from esep.read.tokens import LINES

_AFTER_NO_COUNT = {"%": "rate", "°": "temperature", "$": "money", "€": "money", "£": "money"}
_LARGEST = 10**12
"""No count of people comes near it."""


def refused(found: Sequence[Mention], words: Sequence[str]) -> dict[int, str]:
    """Why each number that is no count is none, by place."""
    why: dict[int, str] = {}
    for place in range(len(found) - 1, -1, -1):
        if found[place].kind == "number":
            reason = _no_count(found, words, place) or _span_with(found, place, why)
            if reason:
                why[place] = reason
    for place in list(why):
        if why[place] in _THINGS and (rest := _out_of(found, place)) is not None:
            why.setdefault(rest, why[place])
    first = min((place for place, reason in why.items() if reason in _AGES), default=len(found))
    return {**dict.fromkeys(_spans(found, first), "age"), **why}


_AGES = ("age", "time")
_OLDEST = 120


def _spans(found: Sequence[Mention], start: int) -> Iterator[int]:
    """The numbers of spans after an age, which are ages as well: 'one of 11-20 years, two of 31-40'."""
    for left in range(start + 1, len(found) - 2):
        first, last = found[left].value, found[left + 2].value
        between = found[left + 1]
        joined = (between.mark in DASHES or "to" in between.meaning) and found[left + 2].start == found[left].stop + 1
        if joined and first is not None and last is not None and first < last <= _OLDEST:
            yield from (left, left + 2)


def _out_of(found: Sequence[Mention], place: int) -> int | None:
    """The number that a number of things is out of: '305 districts of 333'. Missing: None where there is none."""
    after = found[place + 1 : place + 4]
    of = len(after) > 2 and "not" in after[0].meaning and "whole" in after[1].meaning and after[2].kind == "number"
    return place + 3 if of and after[2].start == after[1].stop == after[0].stop + 1 else None


def _no_count(found: Sequence[Mention], words: Sequence[str], place: int) -> str | None:
    mention = found[place]
    if mention.value is None:
        return "no whole number"
    if mention.value > _LARGEST:
        return "too large"
    after = found[place + 1] if place + 1 < len(found) and found[place + 1].start == mention.stop else None
    before = found[place - 1] if place and found[place - 1].stop == mention.start else None
    if after:
        if after.mark in _AFTER_NO_COUNT:
            return _AFTER_NO_COUNT[after.mark]
        thing = after
        if "disease" in after.meaning and place + 2 < len(found) and found[place + 2].start == after.stop:
            thing = found[place + 2]  # '17 WPV1 environmental samples'
        if after.mark == ")":
            thing = _after_bracket(found, place + 1)
        elif after.meaning.keys() & {"aside", "share"}:
            thing = _shared(found, place + 1)
        if "not" in thing.meaning:
            return thing.meaning["not"]
        if after.kind == "number" and mention.value == 1 and not words[mention.start][:1].isdigit():
            return "article"  # 'un 6%'
    if before:
        meaning = before.meaning
        if "not-next" in meaning and not (after and meaning["not-next"] == "place" and after.meaning.keys() & _COUNTED):
            return meaning["not-next"]
        if before.mark in ("№", "#", "$", "€", "£"):
            return "place"
        if before.mark == "+" and after and after.kind == "number":
            return "telephone"
        if before.kind == "number" and before.value is not None and place > 1 and found[place - 2].mark == "+":
            return "telephone"
        if "bound" in meaning:
            return "bound"
        if "other" in meaning:
            return "other day"
    speaks = after and after.meaning.keys() & {"event", "people", "measure", "~event"}
    if place > 1 and before and found[place - 2].stop == before.start:
        twice = found[place - 2]
        if before.mark == "(" and after and after.mark == ")" and twice.meaning.get("not") in _THINGS:
            return twice.meaning["not"]  # 'camels (10), horses (40)'
        if twice.mark == "(" and before.mark in DASHES and not (after and after.mark == "+"):
            return "difference"  # '6,919 active (-35)', but '(-1542+ and 175-)'
        year = _year(words, twice)
        if before.mark in _YEARS_JOINED and year and mention.value in (year + 1, (year + 1) % 100):
            return "year"  # '2018/19'
        if before.mark in DASHES and place > 2 and found[place - 3].meaning.get("not-next") == "average":
            return "average"  # 'on average 6-10'
        if before.mark in DASHES and twice.mark == "(" and not (after and after.mark == "+"):
            return "difference"  # 'in hospital 1757 (-31)'
        if before.mark in DASHES and twice.meaning.get("not") == "object" and not speaks:
            return "object"  # 'Beds: 120'
    if "measured" in mention.meaning:
        return "no whole number"  # '65.0'
    if _is_telephone(found, place):
        return "telephone"
    if after and after.mark == "+" and mention.value in _RATINGS and (place == 0 or found[place - 1].mark in LINES):
        return "age"  # '18+' at the head of a page
    if 0 < mention.value <= _ITEMS and _is_item(words, mention):
        return "place"  # '3. In the past day'
    if _of_another_day(found, place) or (before and "from" in before.meaning and after and "to" in after.meaning):
        return "other day"
    speaks = after and after.meaning.keys() & {"event", "people", "~event"}  # 'its 2024 total'
    return "year" if _year(words, mention) and not speaks and not (before and before.mark in DASHES) else None


_RATINGS = (6, 12, 16, 18)


def _is_item(words: Sequence[str], number: Mention) -> bool:
    """Whether a line begins with the number, and goes on after a mark: '3. In the past day'."""
    after = words[number.stop : number.stop + 2]
    begins = number.start == 0 or words[number.start - 1] in LINES
    return begins and len(after) > 1 and after[0] in (".", ")") and after[1] not in LINES


_ITEMS = 30
"""The highest number of an item of a list."""
_YEARS_JOINED = (*DASHES, "/")


def _is_telephone(found: Sequence[Mention], place: int) -> bool:
    """Whether the number stands in a row of three with dashes between: '877-978-6453'."""
    if "-" not in (found[place - 1].mark, found[min(place + 1, len(found) - 1)].mark):
        return False
    for first in (place - 4, place - 2, place):
        row = found[max(first, 0) : max(first, 0) + _ROW]
        if len(row) == _ROW and row[4].stop - row[0].start == _ROW:
            kinds = all(row[at].kind == "number" for at in (0, 2, 4)) and row[1].mark == row[3].mark == "-"
            if kinds and sum(len(str(row[at].value)) for at in (0, 2, 4)) >= _DIGITS:
                return True
    return False


_ROW = 5
_DIGITS = 7
"""Of the shortest telephone number that is cut in three."""


def _shared(found: Sequence[Mention], place: int) -> Mention:
    """What a number is a share of: '940 (95%) of the contacts'."""
    while place + 1 < len(found) and found[place].meaning.keys() & {"aside", "share"}:
        place += 1
    return found[place]


def _after_bracket(found: Sequence[Mention], closing: int) -> Mention:
    """What a share in brackets is of: '91.3% (21/23) of the districts'; the bracket itself where it is no share."""
    shared = closing > 1 and found[closing - 2].mark == "/"
    if shared and closing + 2 < len(found) and "whole" in found[closing + 1].meaning:
        return found[closing + 2]
    return found[closing]


_COUNTED = {"event", "people"}


def _of_another_day(found: Sequence[Mention], place: int) -> bool:
    """Whether a word for another day stands before the number, with no number or strong mark between."""
    for before in range(place - 1, -1, -1):
        mention = found[before]
        if "other-day" in mention.meaning:
            return True
        counted = mention.kind == "number" and found[before + 1].mark != "%"
        if counted or (mention.strength > CONJUNCTION and mention.mark != "(") or "period" in mention.meaning:
            return False
    return False


def _year(words: Sequence[str], mention: Mention) -> int:
    """The year that the mention is, or ends with. Missing: 0 where it does with none."""
    word = words[mention.stop - 1]
    return int(word) if len(word) == len("2020") and word.isdecimal() and int(word) in _YEARS else 0


_YEARS = range(1990, 2036)
_BIRTHS = range(1900, 2036)


def _span_with(found: Sequence[Mention], place: int, why: Mapping[int, str]) -> str | None:
    """'from 6 to 18 years': the first number of a span is what the last one is."""
    reason = why.get(place + 2)
    if reason == "year" and found[place + 1].is_joint and found[place].value in _BIRTHS:
        return reason  # 'born in 1985 and 1991'
    if reason in _THINGS and "whole" in found[place + 1].meaning:  # '35 of the 114 districts'
        return reason
    if reason in _THINGS and found[place + 1].mark == "/":
        return reason
    if reason == "rate" and (found[place].value or 0) > (found[place + 2].value or _WHOLE):
        return None  # '434 – 76%'
    if reason in ("age", "rate", "time"):
        between = found[place + 1]
        if between.mark in DASHES or "to" in between.meaning or (reason == "age" and between.is_joint):
            return reason
    return None


_THINGS = ("place", "object")
_WHOLE = 100
