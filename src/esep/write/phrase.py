"""A message of a language's data, with its arguments filled in.

Syntax and plural rules: Project Fluent (fluent.runtime); numbers, days and lists: Unicode CLDR (Babel).

Numbers carry the language's own separators: 1,671 in English, 1 671 with a no-break space in Russian and Kazakh.
Three functions are added to Fluent's own, for days whose form Fluent cannot choose: DATE($day, pattern: "d MMMM y") in
CLDR's pattern letters; MONTH($day) and DAY($day), their numbers, for languages that inflect what stands beside them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Junk

LANGUAGES = ("en", "ru", "kk")
"""The languages of every text we publish."""


FILES = ("words.ftl", "claim.ftl", "problem.ftl", "bulletin.ftl")
"""The files of a language's folder that are ours; others there belong to other stages."""


class UnknownLanguage(ValueError):
    """A language that has no messages."""

    def __init__(self, language: str) -> None:
        super().__init__(f"unknown language {language!r}: there are texts in {', '.join(LANGUAGES)}")


class BadTemplate(ValueError):
    """Templates of one's own that cannot be used: which, what is wrong, and what to do."""


def phrase(language: str, message: str, **arguments: Any) -> str:
    """The message in that language.

    Errors: UnknownLanguage; LookupError for a message that is not there or lacks an argument.
    """
    return phrase_of(None, language, message, arguments)


def phrase_of(own: Path | None, language: str, message: str, arguments: Mapping[str, Any]) -> str:
    """The same in the words of `own`, a folder of templates: what it does not say is said in ours.

    Errors: as `phrase`; BadTemplate for a file that cannot be read.
    """
    bundle = _bundle(language, own)
    pattern = bundle.get_message(message).value if bundle.has_message(message) else None
    if pattern is None:
        raise LookupError(f"no message {message!r} in {language}")
    text, errors = bundle.format_pattern(pattern, dict(arguments))
    if errors:
        raise LookupError(f"message {message!r} in {language}: {errors[0]}")
    return str(text)


def series(language: str, items: Iterable[str]) -> str:
    """The items as a list within a sentence: 'a, b and c'."""
    return str(format_list(list(items), locale=language))


def clock(language: str, when: datetime) -> str:
    """The hour and minute of a moment that is already in local time."""
    return str(format_time(when, "HH:mm", locale=language))


def sentence_case(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


@cache
def _bundle(language: str, own: Path | None) -> FluentBundle:
    if language not in LANGUAGES:
        raise UnknownLanguage(language)

    def day_text(day: date, pattern: str) -> str:
        return str(format_date(day, str(pattern), locale=language))

    def day_of_month(day: date) -> int:
        return day.day

    def month(day: date) -> int:
        return day.month

    functions: dict[str, Any] = {"DATE": day_text, "DAY": day_of_month, "MONTH": month}
    bundle = FluentBundle([language], use_isolating=False, functions=functions)
    folder = files("esep.data") / "languages" / language
    for name in FILES:
        bundle.add_resource(_messages((folder / name).read_text("utf-8"), f"{language}/{name}"))
    if own and (file := own / f"{language}.ftl").is_file():
        bundle.add_resource(_messages(file.read_text("utf-8-sig"), str(file)), allow_overrides=True)
    return bundle


def _messages(text: str, name: str) -> Any:
    """Errors: BadTemplate names the line that cannot be read."""
    resource = FluentResource(text)
    for entry in resource.body:
        if isinstance(entry, Junk):
            start = entry.span.start if entry.span else 0
            found = next(iter((entry.content or "").splitlines()), "")
            raise BadTemplate(f"{name}, line {text.count(chr(10), 0, start) + 1}: this is no message: {found!r}")
    return resource
