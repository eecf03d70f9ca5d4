"""The site's words in one language: messages from `data/languages/<language>/site.ftl`, numbers and dates by Babel."""

from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates, numbers
from fluent.runtime import FluentBundle, FluentResource

from esep import terms
from esep.site.html import clip

LANGUAGES = ("kk", "ru", "en")
"""In the order in which the site offers them."""

_LOCALES = {"kk": "kk", "ru": "ru", "en": "en_GB"}


_LONGEST = 900
"""Characters of an argument: fluent.runtime refuses a thousand."""


class Words:
    """What the site says in one language. The same arguments give the same text."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _LOCALES[language]
        self._bundle = FluentBundle([self._locale.replace("_", "-")], use_isolating=False)
        source = files("esep.data") / "languages" / language / "site.ftl"
        self._bundle.add_resource(FluentResource(source.read_text("utf-8")))

    def __call__(self, message: str, **arguments: Any) -> str:
        """The message with its arguments in place. Errors: KeyError where the language lacks it."""
        return _said(self, message, tuple(arguments.items()))

    def or_else(self, message: str, otherwise: str) -> str:
        """The message, or the other text where the language has no such message."""
        return self(message) if self._bundle.has_message(message) else otherwise

    def _format(self, message: str, arguments: dict[str, Any]) -> str:
        pattern = self._bundle.get_message(message).value
        if pattern is None:
            raise KeyError(message)
        short = {name: clip(value, _LONGEST) if isinstance(value, str) else value for name, value in arguments.items()}
        text, errors = self._bundle.format_pattern(pattern, short)
        if errors:
            raise ValueError(f"{self.language}/site.ftl: {message}: {errors[0]}")
        return str(text)

    def number(self, value: int) -> str:
        """A whole number, its thousands set apart."""
        return _number(self._locale, value)

    def rate(self, tenths: int) -> str:
        """A rate or an average given in tenths, with one decimal."""
        return _rate(self._locale, tenths)

    def day(self, day: date) -> str:
        """'17 September 2020'."""
        return _day(self._locale, day, "long")

    def weekday(self, day: date) -> str:
        """'Thursday, 17 September 2020'."""
        return _day(self._locale, day, "full")

    def month(self, day: date) -> str:
        """'September 2020'."""
        return _skeleton(self._locale, day, "yMMMM")

    def short_day(self, day: date) -> str:
        """'17 Sept'."""
        return _skeleton(self._locale, day, "MMMd")

    def short_month(self, day: date) -> str:
        """'Sept 2020'."""
        return _skeleton(self._locale, day, "yMMM")

    def weekdays(self) -> tuple[str, ...]:
        """'Mon' to 'Sun', as short as the language has them."""
        names = dates.get_day_names("short", "stand-alone", self._locale)
        return tuple(names[day] for day in range(7))

    def interval(self, first: date, last: date) -> str:
        """'7-13 Sept 2020'."""
        return _interval(self._locale, first, last)

    def issued(self, issued: date | datetime | None, zone: ZoneInfo) -> str:
        """The day a thing was said, with the hour where it is known."""
        if issued is None:
            return self("undated")
        if isinstance(issued, datetime):
            local = issued.astimezone(zone)
            return self("moment", day=self.day(local.date()), time=f"{local:%H:%M}")
        return self.day(issued)

    def moment(self, text: str) -> str:
        """A moment given as text: as a date where it is one in ISO 8601, else as it stands."""
        try:
            return self.day(date.fromisoformat(text[:10])) if len(text) <= 32 else clip(text)
        except ValueError:
            return clip(text)

    def kind(self, event: str, measure: str, definition: str, group: str) -> str:
        """What is counted, as a row label: 'New cases, COVID-like pneumonia'."""
        return _kind(self, event, measure, definition, group)


@cache
def words(language: str) -> Words:
    """The words of that language."""
    return Words(language)


@lru_cache(maxsize=16384)
def _said(said: Words, message: str, arguments: tuple[tuple[str, Any], ...]) -> str:
    return said._format(message, dict(arguments))


@lru_cache(maxsize=4096)
def _kind(said: Words, event: str, measure: str, definition: str, group: str) -> str:
    parts = [said.or_else(f"kind-{event}-{measure}", f"{event}, {measure}")]
    if definition in ("probable", "suspected", "all") and event != terms.Event.TEST:
        parts.append(said(f"definition-{definition}"))
    if group != terms.EVERYONE:
        parts += [group_text(said, word) for word in terms.traits(group)]
    return ", ".join(parts)


def group_text(said: Words, word: str) -> str:
    """One trait of the people counted: 'in hospital', 'aged 0-17'."""
    if word.startswith("age:"):
        return said("group-age", ages=word.removeprefix("age:").replace("-", "–"))
    return said.or_else(f"group-{word}", word)


@lru_cache(maxsize=65536)
def _number(locale: str, value: int) -> str:
    # As Babel's format_decimal does with '#,##0', twenty times as fast: it has most of the numbers of a site to write.
    minus, group = _signs(locale)
    return f"{value:,}".replace("-", minus).replace(",", group)


@cache
def _signs(locale: str) -> tuple[str, str]:
    """What stands before a number below zero, and between its thousands."""
    return numbers.get_minus_sign_symbol(locale), numbers.get_group_symbol(locale)


@lru_cache(maxsize=65536)
def _rate(locale: str, tenths: int) -> str:
    # In two steps, so that no binary fraction comes near the figure.
    whole, tenth = divmod(abs(tenths), 10)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{_number(locale, whole)}{numbers.get_decimal_symbol(locale)}{tenth}"


@lru_cache(maxsize=16384)
def _day(locale: str, day: date, length: Any) -> str:
    return str(dates.format_date(day, length, locale=locale))


@lru_cache(maxsize=16384)
def _skeleton(locale: str, day: date, skeleton: str) -> str:
    return str(dates.format_skeleton(skeleton, day, locale=locale))


@lru_cache(maxsize=16384)
def _interval(locale: str, first: date, last: date) -> str:
    return str(dates.format_interval(first, last, "yMMMd", locale=locale))
