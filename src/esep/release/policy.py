"""What is released, when, where, in which languages and by whom: a file that a press office can read and write.

A policy is data (docs/policy.md). Everything in it is looked at before anything is done, and what is wrong is told with
its place and what to write instead.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from esep import address, area, terms
from esep.write import CADENCES, LANGUAGES, BadTemplate, layouts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SCOPES = ("national", "regional")
KINDS = {"site": "folder", "telegram": "chat", "file": "folder"}
"""Each kind of channel, and what it needs to know."""


class BadPolicy(ValueError):
    """A policy that cannot be followed. The text, for a person, says where, what and what to do."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to the public."""

    name: str
    kind: str
    """site | telegram | file"""
    place: str
    """The folder, or the chat."""
    address: str | None = None
    """Where a site is to be found on the web. Missing: None where the policy does not say, and for other kinds."""
    pictures: bool = False
    """Whether a release begins with a picture there."""


@dataclass(frozen=True, slots=True)
class Item:
    """A bulletin that is released again and again."""

    name: str
    bulletin: str
    """Its kind."""
    what: tuple[str, ...]
    """Of national and regional: whose figures are said."""
    events: tuple[str, ...]
    cadence: str
    weekday: int | None
    """0 is Monday. Missing: None for what is daily."""
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    embargo: time
    """Not before this hour, in the area's time zone."""
    days_after: int
    """From the day it is about to the day it is released on."""
    since: date | None
    catch_up: int
    """How many that were missed before the last one are made up for."""
    needs: tuple[tuple[str, str], ...]
    """Events and measures of the whole area without which it waits."""

    def free_at(self, day: date, zone: ZoneInfo) -> datetime:
        """When the embargo on the release about that day ends."""
        return datetime.combine(day + timedelta(self.days_after), self.embargo, zone)

    def due(self, now: datetime, zone: ZoneInfo) -> list[date]:
        """The days it should have been released for by now, in order; of those missed the last few."""
        day, found = now.astimezone(zone).date(), list[date]()
        for _ in range(_WEEK * (self.catch_up + 2) + self.days_after):
            if self.is_about(day) and self.free_at(day, zone) <= now:
                found.append(day)
            day -= timedelta(1)
        return sorted(found[: self.catch_up + 1])

    def next(self, now: datetime, zone: ZoneInfo) -> date | None:
        """The first day whose release is still under embargo. Missing: None where that is more than a year away."""
        first = now.astimezone(zone).date() - timedelta(self.days_after)
        days = (first + timedelta(n) for n in range(366))
        return next((day for day in days if self.is_about(day) and self.free_at(day, zone) > now), None)

    def is_about(self, day: date) -> bool:
        """Whether there is a release about that day."""
        return (self.since is None or day >= self.since) and self.weekday in (None, day.weekday())


_WEEK = 7


@dataclass(frozen=True, slots=True)
class Policy:
    """Who tells what to whom, and when."""

    area: str
    publisher: str | None
    by: tuple[str, ...]
    """Who may release and sign off; the first stands for what the clock releases."""
    channels: Mapping[str, Channel]
    items: tuple[Item, ...]
    templates: Path | None = None
    """The press office's own. Missing: None for ours."""

    def allow(self, person: str) -> None:
        """Errors: BadPolicy for a person who may not release."""
        if person not in self.by:
            raise BadPolicy(f"{person} may not release or sign off by this policy; who may: {', '.join(self.by)}")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its hours are in."""
        return area.zone(self.area)


def load(path: Path) -> Policy:
    """The policy in that file. Errors: BadPolicy names the file."""
    try:
        return read(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadPolicy(f"{path}: no such policy; write one (docs/policy.md), or name another with --policy") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPolicy(f"{path}: not TOML: {error}") from None
    except BadPolicy as error:
        raise BadPolicy(f"{path}: {error}") from None


def read(text: str) -> Policy:
    """The policy that the text states. Errors: BadPolicy; tomllib.TOMLDecodeError."""
    root = _Table("", tomllib.loads(text))
    code = root.word("area", area.find, "the code of a country or region, such as KZ")
    by = root.words("by", None, needed=True)
    publisher = root.text("publisher")
    templates, kinds = _templates(root)
    channels = {one.where.split(".")[1]: one for one in root.tables("channels")}
    items = root.tables("release")
    root.done()
    if not items:
        raise BadPolicy("nothing is released: write a table [release.national]")
    found = {name: _channel(name, one) for name, one in channels.items()}
    return Policy(code, publisher, by, found, tuple(_item(one, found, kinds) for one in items), templates)


def _templates(root: "_Table") -> tuple[Path | None, Mapping[str, str]]:
    """The folder of templates, and how often each kind of bulletin in it is given out."""
    folder = root.text("templates")
    own = Path(folder).absolute() if folder else None
    if own and not own.is_dir():
        raise root.wrong(
            "templates", f"there is no folder {folder}; make one with esep write --copy-templates {folder}"
        )
    try:
        return own, {kind: layout.cadence for kind, layout in layouts(own).items()}
    except BadTemplate as error:
        raise root.wrong("templates", str(error)) from None


def _channel(name: str, table: "_Table") -> Channel:
    kind = table.one_of("kind", tuple(KINDS), default=name if name in KINDS else None)
    place = table.text(KINDS[kind], needed=True) or ""
    found = table.address("address") if kind == "site" else None
    pictures = table.flag("pictures") if kind == "telegram" else False
    table.done()
    return Channel(name, kind, place, found, pictures)


def _item(table: "_Table", channels: Mapping[str, Channel], kinds: Mapping[str, str]) -> Item:
    bulletin = table.one_of("bulletin", tuple(kinds))
    cadence = table.one_of("cadence", CADENCES, default=kinds[bulletin])
    weekday = table.one_of("weekday", WEEKDAYS) if cadence == "weekly" else None
    item = Item(
        table.where.split(".")[1],
        bulletin,
        table.words("what", SCOPES) or SCOPES,
        table.words("events", tuple(terms.Event)) or tuple(map(str, terms.Event)),
        cadence,
        WEEKDAYS.index(weekday) if weekday else None,
        table.words("channels", tuple(channels), needed=True),
        table.words("languages", LANGUAGES, needed=True),
        table.hour("embargo"),
        table.count("days_after", default=0, largest=31),
        table.day("since"),
        table.count("catch_up", default=1, largest=31),
        tuple(map(table.need, table.words("needs", None))),
    )
    table.done()
    return item


_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class _Table:
    """A table of the file, which tells what is wrong in it, and what was never asked for."""

    def __init__(self, where: str, fields: Mapping[str, Any]) -> None:
        self.where, self._fields, self._asked = where, fields, set[str]()

    def wrong(self, key: str, what: str) -> BadPolicy:
        """What is wrong with that key."""
        return BadPolicy(f"[{self.where}] {key}: {what}" if self.where else f"{key}: {what}")

    def done(self) -> None:
        """Errors: BadPolicy for a key that means nothing here."""
        for key in self._fields:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, 1)
                raise self.wrong(key, f"means nothing here; use {near[0] if near else ', '.join(sorted(self._asked))}")

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        return self._fields.get(key)

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """Words, as they stand there."""
        value = self._value(key)
        if value is None and not needed:
            return None
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self.wrong(key, f'write it as text, such as {key} = "…"' if value is None else _not(value, "text"))
        return value.strip()

    def word(self, key: str, known: Callable[[str], Any], example: str) -> str:
        """A word that `known` takes without a ValueError."""
        text = self.text(key, needed=True) or ""
        try:
            known(text)
        except ValueError as error:
            raise self.wrong(key, f"{error}; write {example}") from None
        return text

    def address(self, key: str) -> str | None:
        """The address of a site."""
        text = self.text(key)
        try:
            return address.of_site(text) if text else None
        except ValueError as error:
            raise self.wrong(key, str(error)) from None

    def one_of(self, key: str, words: Sequence[str], *, default: str | None = None) -> str:
        """One of these words."""
        value = self._value(key)
        if value is None and default is not None:
            return default
        if value not in words or not isinstance(value, str):
            raise self.wrong(key, f"{'is missing' if value is None else _not(value, 'known')}; use {', '.join(words)}")
        return value

    def words(self, key: str, known: Collection[str] | None, *, needed: bool = False) -> tuple[str, ...]:
        """A list of words, each once; of these, where there is a list of them."""
        value = self._value(key)
        if value is None and not needed:
            return ()
        is_list = isinstance(value, list) and value and all(isinstance(one, str) and one.strip() for one in value)
        if not is_list:
            example = f'["{next(iter(known), "…")}"]' if known else '["…"]'
            raise self.wrong(key, f"write a list of texts, such as {key} = {example}")
        for one in value:
            if (known is not None and one not in known) or not one.isprintable():
                raise self.wrong(key, f"{_not(one, 'known')}; use {', '.join(known or ()) or 'plain words'}")
        return tuple(dict.fromkeys(one.strip() for one in value))

    def flag(self, key: str) -> bool:
        """Yes or no; no where it is not said."""
        value = self._value(key)
        if value is not None and type(value) is not bool:
            raise self.wrong(key, f"{_not(value, 'yes or no')}; write {key} = true")
        return bool(value)

    def count(self, key: str, *, default: int, largest: int) -> int:
        """A whole number from 0."""
        value = self._value(key)
        if value is None:
            return default
        if type(value) is not int or not 0 <= value <= largest:
            raise self.wrong(key, _not(value, f"a whole number from 0 to {largest}"))
        return value

    def day(self, key: str) -> date | None:
        """A date."""
        value = self._value(key)
        if value is not None and type(value) is not date:
            raise self.wrong(key, f"{_not(value, 'a date')}; write one without quotes: {key} = 2020-09-17")
        return value

    def hour(self, key: str) -> time:
        """An hour and minute; midnight where none is named."""
        value = self._value(key)
        if value is None:
            return time()
        if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            return time.fromisoformat(value)
        if isinstance(value, time) and value.tzinfo is None:
            return value
        raise self.wrong(key, f'{_not(value, "an hour of the day")}; write one such as "10:00"')

    def need(self, text: str) -> tuple[str, str]:
        """An event and a measure."""
        event, _, measure = text.partition("/")
        if event not in tuple(terms.Event) or measure not in tuple(terms.Measure):
            raise self.wrong("needs", f'{_not(text, "an event and a measure")}; write one such as "case/new"')
        return event, measure

    def tables(self, key: str) -> list["_Table"]:
        """The named tables below."""
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
            raise self.wrong(key, f"write tables, such as [{key}.{'site' if key == 'channels' else 'national'}]")
        for name in value:
            if not _NAME.fullmatch(name):
                raise self.wrong(f"{key}.{name}", "name it with small letters, digits and hyphens")
        return [_Table(f"{key}.{name}", one) for name, one in value.items()]


def _not(value: object, what: str) -> str:
    return f"{str(value)[:80]!r} is not {what}"
