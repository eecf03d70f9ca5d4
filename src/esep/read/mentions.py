"""What a text mentions: numbers, dates, and phrases that mean something for a figure, in order."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from esep.period import DAY, Period
from esep.read.language import Language, Lexicon, Meaning
from esep.read.tokens import Token

_NOTHING: Meaning = {}


class Mention(NamedTuple):
    """A stretch of tokens, `start` to `stop`, and what it says."""

    kind: str
    """number | term | date | mark | word; `word` is one nobody taught us."""
    start: int
    stop: int
    meaning: Meaning = _NOTHING
    value: int | None = None
    """The number's value; None for a number that is no whole number."""
    period: Period | None = None
    mark: str = ""
    """The mark itself; '\\n' and '\\n\\n' for line breaks."""


class Calendar(NamedTuple):
    """What fills in a date that does not name its year."""

    today: date | None
    """The day of issue. Missing: None where it is not known."""
    year: int | None
    """A year the text names."""
    known: Mapping[tuple[int, int], int]
    """(month, day) to year, of days known to have begun something."""

    def date(self, day: int, month: int, year: int | None, *, beginning: bool) -> date | None:
        """The date meant: the year named, else that of a known beginning, else the latest such day.

        Missing: None where there is no such day or no way to tell the year.
        """
        if year is None and beginning:
            year = self.known.get((month, day))
        if year is None and self.today:
            year = self.today.year - ((month, day) > (self.today.month, self.today.day))
        try:
            return date(year or self.year or 0, month, day)
        except ValueError:
            return None


def mentions(found: list[Token], language: Language, lexicon: Lexicon, calendar: Calendar) -> list[Mention]:
    """Every mention in order; a token that belongs to none is a mention of its own."""
    words = [token.text + token.suffix for token in found]
    made: list[Mention] = []
    place = 0
    while place < len(found):
        token = found[place]
        if token.kind in ("line", "mark"):
            mention = Mention("mark", place, place + 1, mark=token.text)
        else:
            mention = (
                _date(found, words, place, language, calendar)
                or _phrase(words, place, lexicon, at_least=2)
                or _number(found, words, place, language)
                or _phrase(words, place, lexicon)
                or Mention("date" if token.kind in ("date", "time") else "word", place, place + 1)
            )
        made.append(mention)
        place = mention.stop
    return made


def _phrase(words: list[str], place: int, lexicon: Lexicon, at_least: int = 1) -> Mention | None:
    found = lexicon.longest(words, place)
    if found is None or found[0] < at_least:
        return None
    length, meaning = found
    if "number" in meaning:  # 'no new cases': a number in words that is not in the table of numbers
        return Mention("number", place, place + length, meaning, int(meaning["number"]))
    return Mention("term", place, place + length, meaning)


# Numbers ----------------------------------------------------------------------------------------------------------


def _number(found: list[Token], words: list[str], place: int, language: Language) -> Mention | None:
    """A number in digits, in words, or in both: '2,257', 'fifteen', '3 thousand 393', '8 million 335 thousand 799'."""
    total, unit, stop = 0.0, float("inf"), place
    while stop < len(found):
        read = _simple_number(found, words, stop, language)
        if read is None:
            break
        value, after = read
        scale = language.multipliers.get(words[after], 1) if after < len(found) else 1
        if scale > 1:
            after += 1
        elif stop > place and (value >= unit or unit == 1):
            break
        if scale >= unit:
            break
        total, unit, stop = total + value * scale, scale, after
        if scale == 1:
            break
    if stop == place:
        return None
    ordinal = found[place].suffix in language.ordinals and found[place].kind == "number"
    whole = total == int(total) and not ordinal
    return Mention("number", place, stop, value=int(total) if whole else None)


def _simple_number(found: list[Token], words: list[str], place: int, language: Language) -> tuple[float, int] | None:
    """One number without its multiplier: (value, place after it)."""
    token = found[place]
    if token.kind == "number":
        scaled = place + 1 < len(found) and words[place + 1] in language.multipliers
        return _digits(token.text, language.decimal, scaled=scaled), place + 1
    value = language.numbers.get(token.text)
    if value is None:
        tens, hyphen, ones = token.text.partition("-")
        if hyphen and tens in language.numbers and ones in language.numbers:
            return language.numbers[tens] + language.numbers[ones], place + 1
        return None
    if value >= 10 and value % 10 == 0 and place + 1 < len(found):
        ones_value = language.numbers.get(words[place + 1], 0)
        if 0 < ones_value < 10:
            return value + ones_value, place + 2
    return value, place + 1


def _digits(text: str, decimal: str, *, scaled: bool) -> float:
    """The value of digits with separators. Groups of three are thousands, except after the decimal mark of a number
    that a multiplier follows ('1.125 million')."""
    head, *groups = (
        text.replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace(" ", "_")
        .replace(",", ",_")
        .replace(".", "._")
        .split("_")
    )
    if not groups:
        return int(head)
    last_mark = (head if len(groups) == 1 else groups[-2])[-1]
    grouped = len(groups[-1]) == 3 and not (scaled and last_mark == decimal)
    digits = "".join(part.rstrip(",.") for part in (head, *groups))
    return int(digits) if grouped else int(digits) / 10 ** len(groups[-1])


# Dates ------------------------------------------------------------------------------------------------------------


def _date(found: list[Token], words: list[str], place: int, language: Language, calendar: Calendar) -> Mention | None:
    token = found[place]
    keys = [words[place]] if words[place] in language.dates else []
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 4:
        keys += ["Y"] if len(token.text) == 4 else ["D", "N"]
    elif token.kind == "word":
        if token.text in language.numbers:
            keys.append("N")
        if _month(token.text, language):
            keys.append("M")
    best: tuple[int, str, list[tuple[str, int]]] | None = None
    for key in keys:
        for kind, pattern in language.dates.get(key, ()):
            read = _pattern(found, words, place, pattern, language)
            if read and (best is None or read[0] > best[0]):
                best = read[0], kind, read[1]
    if best is None:
        return None
    stop, kind, values = best
    return Mention("date", place, stop, _DATE_MEANING[kind], period=_period(kind, values, calendar))


_DATE_MEANING: Mapping[str, Meaning] = {
    "since": {"measure": "total"},
    "range": {"measure": "new"},
    "past": {"measure": "new"},
    "month": {"measure": "new"},
    "on": {},
    "at": {"~measure": "total"},
}


def _pattern(
    found: list[Token], words: list[str], place: int, pattern: tuple[str, ...], language: Language
) -> tuple[int, list[tuple[str, int]]] | None:
    """(place after it, what each element stood for) where the tokens fit the pattern."""
    values: list[tuple[str, int]] = []
    for element in pattern:
        if place >= len(found):
            return None
        token = found[place]
        value: int | None = 0
        if element in ("D", "N", "Y"):
            value = int(token.text) if token.kind == "number" and token.text.isdigit() else None
            if value is None and element == "N":
                value = language.numbers.get(token.text)
            limits = {"D": (1, 31), "N": (1, 366), "Y": (1900, 2100)}[element]
            if value is None or not limits[0] <= value <= limits[1]:
                return None
        elif element == "M":
            value = _month(token.text, language) if token.kind == "word" else None
            if value is None:
                return None
        elif words[place] != element:
            return None
        place += 1
        if element == "M" and place < len(found) - 1 and found[place].text == "." and found[place + 1].kind == "number":
            place += 1
        if element in "DMYN" and value is not None:
            values.append((element, value))
            if element == "M" or (element == "D" and values[-2:-1] and values[-2][0] == "M"):
                year = _year_after(found, words, place)
                if year:
                    values.append(("Y", year[0]))
                    place = year[1]
    return place, values


def _year_after(found: list[Token], words: list[str], place: int) -> tuple[int, int] | None:
    """', 2020' or ' 2020' after a day and month."""
    if place < len(found) and found[place].text == "," and place + 1 < len(found):
        place += 1
    if (
        place < len(found)
        and found[place].kind == "number"
        and len(found[place].text) == 4
        and found[place].text.isdigit()
    ):
        year = int(found[place].text)
        if 1900 <= year <= 2100:
            return year, place + 1
    return None


def _month(word: str, language: Language) -> int | None:
    for length in range(min(len(word), 9), 2, -1):
        month = language.months.get(word[:length])
        if month and (length > 4 or len(word) - length <= 4):
            return month
    return None


def _period(kind: str, values: list[tuple[str, int]], calendar: Calendar) -> Period | None:
    """The period that a date pattern stands for. Missing: None where its dates are no dates, or run backwards."""
    days = [value for element, value in values if element in "DN"]
    months = [value for element, value in values if element == "M"]
    years = [value for element, value in values if element == "Y"]
    if kind == "past":
        return Period.past(days[0])
    days = days or [1]
    if kind == "at":
        return None
    dates = [
        calendar.date(
            day,
            months[min(n, len(months) - 1)],
            years[min(n, len(years) - 1)] if years else None,
            beginning=kind == "since",
        )
        for n, day in enumerate(days)
    ]
    first, last = dates[0], dates[-1]
    if first is None or last is None or last < first:
        return None
    if kind == "month":
        return Period.of_month(first.year, first.month)
    if kind == "on" and calendar.today == last:
        return DAY
    return Period.since(first) if kind == "since" else Period.between(first, last)
