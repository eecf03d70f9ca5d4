"""Why a number counts nobody: an age, a rate, a year, a telephone, flights, the figure of another day."""

from collections.abc import Sequence

from esep.read.mentions import CONJUNCTION, DASHES, Mention

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
    return why


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
        if "not" in thing.meaning:
            return thing.meaning["not"]
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
    if before and before.mark == "(" and after and after.mark == ")" and place > 1:
        twice = found[place - 2]
        if twice.kind == "number" and twice.value == mention.value and twice.stop == before.start:
            return "repeated"  # 'sixty-three (63)'
    if _of_another_day(found, place):
        return "other day"
    return "year" if _is_year(words, mention, before, after) else None


_COUNTED = {"event", "people"}


def _of_another_day(found: Sequence[Mention], place: int) -> bool:
    """Whether a word for another day stands before the number, with no number or strong mark between."""
    for before in range(place - 1, -1, -1):
        mention = found[before]
        if "other-day" in mention.meaning:
            return True
        if mention.kind == "number" or mention.strength > CONJUNCTION or "period" in mention.meaning:
            return False
    return False


def _is_year(words: Sequence[str], mention: Mention, before: Mention | None, after: Mention | None) -> bool:
    if not 1990 <= (mention.value or 0) <= 2035 or len(words[mention.start]) != 4 or not words[mention.start].isdigit():
        return False
    speaks = after and after.meaning.keys() & {"event", "people", "measure", "~event"}
    return not speaks and not (before and before.mark in DASHES)


def _span_with(found: Sequence[Mention], place: int, why: dict[int, str]) -> str | None:
    """'from 6 to 18 years': the first number of a span is what the last one is."""
    reason = why.get(place + 2)
    if reason in _THINGS and "whole" in found[place + 1].meaning:  # '35 of the 114 districts'
        return reason
    if reason in ("age", "rate", "time"):
        between = found[place + 1]
        if between.mark in DASHES or "to" in between.meaning:
            return reason
    return None


_THINGS = ("place", "object")
