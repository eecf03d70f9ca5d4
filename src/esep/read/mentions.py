"""What a text mentions: numbers, dates, marks, and phrases that mean something for a figure, in order.

A word that nobody taught us is no mention: it shows as a gap between two.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from esep.period import DAY, ONSET, Kind, Period
from esep.read.language import Lexicon, Look, Meaning

_NOTHING: Meaning = {}


class Mention(NamedTuple):
    """A stretch of tokens, `start` to before `stop`, and what it says."""

    kind: str
    """number | term | date | mark."""
    start: int
    stop: int
    meaning: Meaning = _NOTHING
    value: int | None = None
    """The number's value; None for a number that is no whole number."""
    period: Period | None = None
    day: date | None = None
    """The day of a date that is no period: 'by 4 May'."""
    mark: str = ""
    """The mark itself; '\\n' and '\\n\\n' for line breaks."""
    strength: int = 0
    """How strongly it parts two numbers."""

    @property
    def is_joint(self) -> bool:
        """Whether items of a row are joined by it: a comma, or a word for 'and'."""
        return self.mark == "," or self.strength == CONJUNCTION


_STRENGTH = {"\n\n": 6, "\n": 6, "•": 6, ";": 5, ".": 5, ",": 4, ":": 3, "(": 3, ")": 3, "/": 2}
CONJUNCTION = 2
"""The strength of a word for 'and'."""
DASHES = ("-", "–", "—", "−", ":")
"""Marks between a name and its number."""


class Calendar(NamedTuple):
    """What fills in a date that does not name its year."""

    today: date | None
    """The day of issue. Missing: None where it is not known."""
    year: int | None
    """A year the text names."""
    known: Mapping[tuple[int, int], tuple[int, str]]
    """(month, day) to year and definition, of days on which a count is known to have begun."""
    earliest: date | None = None
    """The first day that a text of no year can speak of: the disease and the areas were there. Missing: None where that
    tells nothing."""

    def date(self, day: int, month: int, year: int | None, *, beginning: bool, several: bool = False) -> date | None:
        """The date meant: the year named, else that of a known beginning, else the latest such day; of `several` days
        counted in a text of no year the first such day that can be.

        Missing: None where there is no such day or no way to tell the year.
        """
        if year is None and beginning and (month, day) in self.known:
            year, _ = self.known[month, day]
        if several and self.earliest and not (year or self.today or self.year):
            year = self.earliest.year + ((month, day) < (self.earliest.month, self.earliest.day))
        if year is None and self.today:
            year = self.today.year - ((month, day) > (self.today.month, self.today.day))
        try:
            return date(year or self.year or 0, month, day)
        except ValueError:
            return None


def mentions(words: Sequence[str], lexicon: Lexicon, calendar: Calendar) -> list[Mention]:
    """Every mention in order."""
    looks = lexicon.looks(words)
    made: list[Mention] = []
    after = 0
    for place, look in enumerate(looks):
        if look is None or place < after:
            continue
        mention = _mention(look, words, looks, place, lexicon, calendar)
        if mention:
            made.append(mention)
            after = mention.stop
    return made


def _mention(
    look: Look, words: Sequence[str], looks: Sequence[Look | None], place: int, lexicon: Lexicon, calendar: Calendar
) -> Mention | None:
    if look.dates:
        dated = _date(look, words, looks, place, lexicon, calendar)
        if dated:
            return dated
    phrase = lexicon.longest(look.begun, looks, place + 1) if look.begun else None
    if look.mark and not phrase:
        return _mark(look, words, place)
    countable = look.number is not None or look.spelled is not None or look.scale > 1
    if countable and (phrase is None or phrase[0] == 1):
        number = _number(looks, place)
        if number:
            return number
    if phrase:
        length, meaning = phrase
        if meaning.get("period") in _YEARS:
            now = calendar.today.year if calendar.today else calendar.year
            year = Period.of_year(now + _YEARS[meaning["period"]]) if now else ONSET
            return Mention("term", place, place + length, {"measure": "total"}, period=year)
        if "number" in meaning:  # 'no new cases': a number in words that is not in the table of numbers
            return Mention("number", place, place + length, meaning, int(meaning["number"]))
        strength = CONJUNCTION if look.conjunction and length == 1 else 0
        if length > 1 and meaning.keys() <= _SAYS_NOTHING:
            length = _until_more(looks, place, length, lexicon)
        return Mention("term", place, place + length, meaning, strength=strength)
    if look.other:
        return Mention("date", place, place + 1)
    if look.conjunction:
        return Mention("term", place, place + 1, strength=CONJUNCTION)
    return None


def _mark(look: Look, words: Sequence[str], place: int) -> Mention | None:
    if look.mark == "." and _is_initial(words, place):
        return None
    joins = CONJUNCTION if look.conjunction else 0  # '&'
    return Mention("mark", place, place + 1, mark=look.mark, strength=_STRENGTH.get(look.mark, joins))


_YEARS = {"year:this": 0, "year:last": -1}


def _week(number: int, year: int | None, *, sundays: bool) -> Period:
    """That week of the year, of ISO 8601 or, where weeks begin on Sundays, of PAHO and CDC; without a year, or in one
    that has no such week, a week."""
    try:
        first = date.fromisocalendar(year or 0, number, 1)
    except ValueError:
        return Period.past(7)
    if sundays:
        january = date(year or 0, 1, 4)  # always in the first week
        first = january + timedelta(7 * (number - 1) - (january.weekday() + 1) % 7)
    return Period.between(first, first + timedelta(6))


def measure_of(period: Period) -> str:
    """Whether what is counted over that period is new or a total: over a range of months it is a total."""
    if period.kind == Kind.RANGE and period.first and period.last:
        return "total" if (period.last - period.first).days > _A_MONTH else "new"
    return "new" if period.kind in _COUNTED_DAYS else "total"


def _until_more(looks: Sequence[Look | None], place: int, length: int, lexicon: Lexicon) -> int:
    """So many words of a phrase that says nothing as stand before one that says more and goes on after it: 'une' of
    'une hausse' where 'hausse de' follows."""
    for at in range(place + 1, place + length):
        look = looks[at]
        inner = lexicon.longest(look.begun, looks, at + 1) if look and look.begun else None
        if inner and at + inner[0] > place + length and inner[1].keys() - _SAYS_NOTHING:
            return at - place
    return length


_SAYS_NOTHING = {"light", "first"}


_COUNTED_DAYS = (Kind.DAYS, Kind.WEEK, Kind.MONTH)
_A_MONTH = 31


def _is_initial(words: Sequence[str], place: int) -> bool:
    """Whether a full stop follows one letter, and no line ends there: 'M.Zhumabayev', 'г. Алматы'."""
    before, after = words[place - 1 : place], words[place + 1 : place + 2]
    return bool(before) and len(before[0]) == 1 and before[0].isalpha() and after not in (["\n"], ["\n\n"])


# Numbers ----------------------------------------------------------------------------------------------------------


def _number(looks: Sequence[Look | None], place: int) -> Mention | None:
    """A number in digits, in words, or in both: '2,257', 'fifteen', '3 thousand 393', '8 million 335 thousand 799'."""
    total, unit, stop = 0.0, float("inf"), place
    while stop < len(looks):
        read = _simple_number(looks, stop)
        if read is None:
            break
        value, after = read
        look = looks[after] if after < len(looks) else None
        scale = look.scale if look else 1
        if scale > 1:
            after += 1
            point = looks[after] if after < len(looks) else None
            point_goes_on = point and (point.mark == "." or point.joins) and _goes_on(looks, after + 1, scale)
            if point_goes_on:  # '10 тыс. 236', 'dois mil e trezentos'
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
    first = looks[place]
    whole = total == int(total) and not (first and first.ordinal)
    measured = first is not None and first.decimals and stop == place + 1
    return Mention("number", place, stop, _MEASURED if measured else _NOTHING, value=int(total) if whole else None)


_MEASURED = {"measured": "yes"}


def _goes_on(looks: Sequence[Look | None], place: int, scale: int) -> bool:
    """Whether a number follows that can be the rest of one with that multiplier."""
    read = _simple_number(looks, place) if place < len(looks) else None
    after = looks[read[1]] if read and read[1] < len(looks) else None
    return read is not None and read[0] * (after.scale if after else 1) < scale


def _simple_number(looks: Sequence[Look | None], place: int) -> tuple[float, int] | None:
    """One number without its multiplier: (value, place after it)."""
    look = looks[place]
    if look is None:
        return None
    after = looks[place + 1] if place + 1 < len(looks) else None
    if look.number is not None:
        scaled = after is not None and after.scale > 1
        return (look.scaled or 0 if scaled else look.number), place + 1
    if look.spelled is None:
        follows = look.scale > 1 and after is not None and (after.spelled or after.number)
        return (1, place) if follows else None  # 'mil 290'
    value, place = look.spelled, place + 1
    while place < len(looks):
        joint = looks[place]
        joined = joint is not None and (joint.joins or (joint.conjunction and value % _HUNDRED == 0))
        at = place + (joined and value >= _TWENTY)
        more = next_look.spelled if at < len(looks) and (next_look := looks[at]) else None
        if more is None:
            break
        if at == place and 1 < value < _TEN and more == _HUNDRED:
            value *= _HUNDRED  # 'deux cents'
        elif at == place and (value, more) == (4, _TWENTY):
            value *= _TWENTY  # 'quatre vingt'
        elif 0 < more < _room(value):
            value += more
        else:
            break
        place = at + 1
    return value, place


def _room(value: int) -> int:
    """Below what a spelled number may be to be added to that one: below ten after 'forty', below twenty after
    'soixante'."""
    if value % _HUNDRED == 0:
        return _HUNDRED
    if value in (60, 80):
        return _TWENTY
    return _TEN if value % _TEN == 0 else 0


_TEN, _TWENTY, _HUNDRED = 10, 20, 100


# Dates ------------------------------------------------------------------------------------------------------------


def _date(
    look: Look, words: Sequence[str], looks: Sequence[Look | None], place: int, lexicon: Lexicon, calendar: Calendar
) -> Mention | None:
    best: tuple[int, str, list[tuple[str, int]]] | None = None
    if look.week:
        named = _year_after(words, looks, place + 1, lexicon.language.before_year)
        years = [("Y", named[0])] if named else []
        best = named[1] if named else place + 1, "week", [("N", look.week), *years]
    after = looks[place + 1] if place + 1 < len(looks) else None
    weekday = ("D",) if after and "W" in after.dates else ()
    seconds = (*words[place + 1 : place + 2], "", *(after.dates if after else ()), *weekday)
    for key in look.dates:
        patterns = lexicon.language.dates.get(key) or _NO_PATTERNS
        for second in seconds if patterns else ():
            for kind, pattern in patterns.get(second, ()):
                read = _pattern(words, looks, place, pattern, lexicon.language.before_year)
                if read and (best is None or read[0] > best[0]):
                    best = read[0], kind, read[1]
    if best is None:
        return None
    stop, kind, values = best
    meaning, period = _DATE_MEANING[kind], _period(kind, values, calendar, sundays=lexicon.language.weeks_from_sunday)
    if kind in ("range", "week_span") and period and measure_of(period) == "total":
        meaning = _DATE_MEANING["since"]
    if kind == "since" and period and period.first:
        began, definition = calendar.known.get((period.first.month, period.first.day), (0, ""))
        if began == period.first.year:
            meaning = {**meaning, "~definition": definition}
    if kind in ("week", "week_span"):
        meaning = {**meaning, "week": str([value for element, value in values if element == "N"][-1])}
        if any(element == "Y" for element, _ in values):
            meaning = {**meaning, "dated": "yes"}
    until = _period("on", values, calendar, sundays=False) if kind == "at" else None
    return Mention("date", place, stop, meaning, period=period, day=until.last if until else None)


_DATE_MEANING: Mapping[str, Meaning] = {
    "since": {"measure": "total"},
    "since_year": {"measure": "total"},
    "range": {"measure": "new"},
    "past": {"measure": "new"},
    "weeks": {"measure": "new"},
    "month": {"measure": "new"},
    "week": {"measure": "new"},
    "weeks_from": {"measure": "new"},
    "weeks_to": {"measure": "new"},
    "week_to": {"measure": "new"},
    "week_span": {"measure": "new"},
    "year": {"measure": "total"},
    "on": {"on": "yes"},
    "at": {"~measure": "total"},
}
_NO_PATTERNS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
_ABBREVIATED = 4
"""Letters of the longest abbreviated month: 'Sept.'."""
_LIMITS = {"D": (1, 31), "N": (1, 366), "Y": (1900, 2100)}


def _pattern(
    words: Sequence[str], looks: Sequence[Look | None], place: int, pattern: tuple[str, ...], joins: frozenset[str]
) -> tuple[int, list[tuple[str, int]]] | None:
    """(place after it, what each element stood for) where the tokens fit the pattern."""
    values: list[tuple[str, int]] = []
    for element in pattern:
        if place >= len(words):
            return None
        if element in "DMYNO":
            look = looks[place]
            if element == "D" and look and "W" in look.dates:  # 'until Friday, 12 March'
                place += 2 if words[place + 1 : place + 2] == [","] else 1
                look = looks[place] if place < len(looks) else None
            value = _element(look, element)
            if value is None:
                return None
            place += 1
            abbreviated = element == "M" and len(words[place - 1]) <= _ABBREVIATED
            if abbreviated and words[place : place + 1] == ["."] and _is_number(looks, place + 1):
                place += 1
            values.append(("N" if element == "O" else element, value))
            if element == "M" or (element == "D" and len(values) > 1 and values[-2][0] == "M"):
                year = _year_after(words, looks, place, joins)
                if year:
                    values.append(("Y", year[0]))
                    place = year[1]
        elif words[place] != element:
            return None
        else:
            place += 1
    return place, values


def _element(look: Look | None, element: str) -> int | None:
    """What a token stands for as that element. Missing: None where it cannot."""
    if look is None or element not in look.dates:
        return None
    if element in "MO":
        return look.month if element == "M" else look.nth
    value = (look.spelled or look.nth) if look.number is None else int(look.number)
    first, last = _LIMITS[element]
    return value if value is not None and first <= value <= last else None


def _is_number(looks: Sequence[Look | None], place: int) -> bool:
    look = looks[place] if place < len(looks) else None
    return look is not None and look.number is not None


def _year_after(
    words: Sequence[str], looks: Sequence[Look | None], place: int, joins: frozenset[str]
) -> tuple[int, int] | None:
    """', 2020' or ' 2020' after a day and month."""
    if place < len(words) and (words[place] == "," or words[place] in joins):
        place += 1
    year = _element(looks[place] if place < len(looks) else None, "Y")
    return (year, place + 1) if year else None


def _period(kind: str, values: list[tuple[str, int]], calendar: Calendar, *, sundays: bool) -> Period | None:
    """The period that a date pattern stands for. Missing: None where its dates are no dates, or run backwards."""
    days = [value for element, value in values if element in "DN"]
    months = [value for element, value in values if element == "M"] or [1]
    whole = kind == "range" and not days  # 'from March to May'
    if kind == "range" and len(months) > len(days):
        days = [1, *(days or [1])]
    weeks = days.pop(0) if kind in ("weeks_from", "weeks_to") else 1
    days = days[-1:] if kind == "week_to" else days  # without the number of the week
    days = days or [1]
    years = [value for element, value in values if element == "Y"]
    now = calendar.today.year if calendar.today else calendar.year or 0
    if kind in ("past", "weeks"):
        return Period.past(days[0] * (7 if kind == "weeks" else 1))
    if kind in ("week", "week_span"):
        begin = _week(days[0], years[0] if years else now, sundays=sundays)
        if kind == "week":
            return begin
        end = _week(days[-1], years[-1] if years else now, sundays=sundays)
        if days[0] == 1 < days[-1] and end.last and len(set(years)) <= 1:
            return Period.of_year(end.last.year)  # from the first week on
        known = begin.first and end.last and begin.first < end.last
        return Period.between(begin.first, end.last) if known else None  # type: ignore[arg-type]
    if kind == "year" or (kind == "since_year" and years[0] >= now):
        return Period.of_year(years[0])
    if kind == "since_year":
        return Period.since(date(years[0], 1, 1))
    if kind == "at":
        return None
    dates = [
        calendar.date(
            day,
            months[min(n, len(months) - 1)],
            years[min(n, len(years) - 1)] if years else None,
            beginning=kind == "since",
            several=kind in ("since", "range", "month"),
        )
        for n, day in enumerate(days)
    ]
    first, last = dates[0], dates[-1]
    if first and last and last < first and len(years) == 1 and kind == "range":  # '1 July 2017 to 6 March of this year'
        last = calendar.date(days[-1], months[-1], years[0] + 1, beginning=False)
    if first is None or last is None or last < first:
        return None
    if whole:
        last = Period.of_month(last.year, last.month).last or last
    if kind in ("week_to", "weeks_to"):
        return Period.between(last - timedelta(7 * weeks - 1), last)
    if kind == "weeks_from":
        return Period.between(first, first + timedelta(7 * weeks - 1))
    if kind == "month":
        return Period.of_month(first.year, first.month)
    if kind == "on" and calendar.today == last:
        return DAY
    return Period.since(first) if kind == "since" else Period.between(first, last)
