"""Areas: a tree of ISO 3166 codes with their names in each language and the dates between which they existed.

Codes: ISO 3166-1 alpha-2 for countries, ISO 3166-2 for first-level parts (Kazakhstan by the codes of 2022-11).
A place below that level is 'CODE/Name as written' ('KZ-47/Aktau') and has no data of its own.

Data: `data/areas/codes.csv` for the world and `data/languages/<language>/areas.csv` for what each language calls it; a
country we know in full has its own file (`data/areas/KZ.toml`), which wins. Populations:
`data/populations/<country>.csv`. Each file names its source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from esep import data


@dataclass(frozen=True, slots=True)
class Name:
    """What an area is called in one language, in the forms that writing needs, while the name held.

    Missing: `since` None: always so far; `until` None: still.
    """

    name: str
    """As a heading or a row label: 'Акмолинская область'."""
    within: str
    """Where something happens: 'в Акмолинской области', 'Ақмола облысында', 'in Akmola region'."""
    of: str
    """Whose it is: 'Акмолинской области', 'Ақмола облысының'."""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A place that figures are counted for.

    Missing: `parent` None for a country; `valid_from` None: since before our records; `valid_to` None: to this day.
    """

    code: str
    level: str
    """country | region | city (a city of a region's rank) | place (below the first level)."""
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def existed(self, on: date | None) -> bool:
        """Whether it existed on that day; today's areas where the day is None."""
        if on is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class _Record:
    area: Area
    called: Mapping[str, "_Called"]
    """By language, where the country's own file says."""
    namesake: str | None = None
    """The area of another level that has the same name."""


@dataclass(frozen=True, slots=True)
class _Called:
    names: tuple[Name, ...] = ()
    match: tuple[str, ...] = ()
    """How texts write it; '*' stands for any ending of a word."""


class UnknownArea(ValueError):
    """A code that no area has."""

    def __init__(self, code: str) -> None:
        super().__init__(f"unknown area {code!r}: use an ISO 3166 code such as KZ or KZ-75")


def find(code: str) -> Area:
    """The area of that code. Errors: UnknownArea."""
    code_of, _, place = code.partition("/")
    record = _country(country(code)).get(code_of)
    if record is None:
        raise UnknownArea(code)
    return Area(code, "place", code_of) if place else record.area


def remainder(code: str) -> str:
    """The code for those who lie in none of the area's parts, or nobody knows in which."""
    return f"{code}/unknown"


def country(code: str) -> str:
    """The code of the country that the area lies in (or is)."""
    return code.partition("/")[0].partition("-")[0]


def parent(code: str) -> str | None:
    """The code of the area next above. Missing: None for a country."""
    above, slash, _ = code.rpartition("/")
    if slash:
        return above
    above, dash, _ = code.partition("-")
    return above if dash else None


@lru_cache(maxsize=4096)
def parts(code: str, on: date | None = None) -> tuple[Area, ...]:
    """The first-level parts of a country as they existed on that day (None: today), in the order of the data file.

    Shape: empty for an area that is not a country or has no known parts.
    """
    return tuple(r.area for r in _country(country(code)).values() if r.area.parent == code and r.area.existed(on))


def name(code: str, language: str, on: date | None = None) -> Name:
    """What the area is called in that language on that day (None: today); English where the language has no name.

    Errors: UnknownArea.
    """
    known, _, place = code.partition("/")
    if place:
        return Name(place, place, place)
    record = _country(country(code)).get(known)
    if record is None:
        raise UnknownArea(code)
    choices = _called(record, language).names or _called(record, "en").names
    for choice in choices:
        if on and (choice.since is None or choice.since <= on) and (choice.until is None or on <= choice.until):
            return choice
    return next((choice for choice in choices if choice.until is None), choices[0])


def zone(code: str | None) -> ZoneInfo:
    """The time zone that a country's bulletins are dated in; UTC for an area of no known zone or for None."""
    return ZoneInfo((_codes().get(country(code)) if code else None) or "UTC")


def population(code: str, year: int) -> int | None:
    """How many people lived in the area that year (start of the year). Missing: None where no source says."""
    return _populations(country(code)).get((code, year))


def people(code: str, on: date) -> tuple[int, int] | None:
    """How many people lived in the area as its borders were on that day, and the year that they were counted in.

    Where borders changed within a year, the count of the year before may be the one that fits: the parts of the
    country as they were on the day must add up to it. Missing: None where no count of the six last years fits.
    """
    whole = country(code)
    for year in range(on.year, on.year - 6, -1):
        counts = [population(part.code, year) for part in parts(whole, on)]
        known = population(code, year)
        if known and sum(count or 0 for count in counts) == population(whole, year):
            return known, year
    return None


def phrases(language: str, country_code: str, *, parts_too: bool = True) -> Iterator[tuple[str, str]]:
    """(phrase, code) for every way a text in that language may name the country and, if asked, its parts.

    A phrase is lower case; '*' at the end of a word stands for any ending.
    """
    for code, record in _country(country_code).items():
        if code == country_code or parts_too:
            called = _called(record, language)
            for choice in called.names:
                yield choice.name.lower(), code
            for phrase in called.match:
                yield phrase.lower(), code


def namesake(code: str) -> str | None:
    """The region that shares a city's name, or the city a region's. Missing: None where there is none."""
    record = _country(country(code)).get(code)
    return record.namesake if record else None


@cache
def countries() -> tuple[str, ...]:
    """Codes of all countries, in order."""
    return tuple(code for code in _codes() if code == country(code))


@lru_cache(maxsize=512)
def _country(code: str) -> Mapping[str, _Record]:
    """Every area of a country by code, the country first."""
    if code.isalpha() and code.isupper() and (own := data.toml(f"areas/{code}.toml")):
        return {area: _from_toml(area, fields) for area, fields in own.items()}
    return {
        area: _Record(Area(area, "country" if area == code else "region", None if area == code else code), {})
        for area in _by_country().get(code, ())
    }


def _from_toml(code: str, fields: Mapping[str, Any]) -> _Record:
    area = Area(
        code,
        fields["level"],
        None if fields["level"] == "country" else country(code),
        fields.get("valid_from"),
        fields.get("valid_to"),
    )
    match = fields.get("match", {})
    called = {
        language: _Called(
            tuple(Name(n["name"], n["in"], n["of"], n.get("from"), n.get("until")) for n in names),
            tuple(match.get(language, ())),
        )
        for language, names in fields.items()
        if isinstance(names, list)
    }
    return _Record(area, called, fields.get("namesake"))


def _called(record: _Record, language: str) -> _Called:
    """What a language calls an area: by the country's own file, else by the language's. Missing: no names."""
    return record.called.get(language) or _names(language).get(record.area.code, _Called())


@cache
def _names(language: str) -> Mapping[str, _Called]:
    """What a language calls the areas of the world, by code."""
    return {
        row["code"]: _Called(
            tuple(Name(name, name, name) for name in (row["name"],) if name),
            tuple(filter(None, row["match"].split("|"))),
        )
        for row in data.rows(f"languages/{language}/areas.csv")
    }


@cache
def _codes() -> Mapping[str, str]:
    """Every code of the world but those of a country's own file, with the zone of a country."""
    return {row["code"]: row["zone"] for row in data.rows("areas/codes.csv")}


@cache
def _by_country() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in _codes():
        found.setdefault(country(code), []).append(code)
    return found


@cache
def _populations(country_code: str) -> Mapping[tuple[str, int], int]:
    found = data.rows(f"populations/{country_code}.csv")
    return {(row["code"], int(row["year"])): int(row["population"]) for row in found}


@dataclass(frozen=True, slots=True)
class Place:
    """A place below the first level, as texts name it.

    Missing: `before` None: it never lay in another region.
    """

    region: str
    kind: str
    """district | town | region: the name of the region itself, where it is a word without a capital ('Nord')."""
    by_name: bool
    """Whether the name is enough by itself, without a word for its kind."""
    before: str | None
    """The region it lay in before today's began."""
    since: date
    """The first day of today's region."""

    def regions(self, on: date | None) -> tuple[str, ...]:
        """The region it lies in on that day; where the day is not known, each that it ever lay in, today's first."""
        if self.before is None:
            return (self.region,)
        if on is None:
            return (self.region, self.before)
        return (self.region if on >= self.since else self.before,)


@cache
def places(language: str, country_code: str) -> Mapping[str, tuple[Place, ...]]:
    """Every phrase that may name a place of that country in that language, with the places it may name.

    Phrases are as those of `phrases`. Shape: empty for a country whose places we do not know, or not in
    that language.
    """
    found: dict[str, list[Place]] = {}
    for row in data.rows(f"areas/{country_code}-places.csv"):
        since = find(row["code"]).valid_from or date.min
        for column, by_name in ((language, True), (f"{language}_kind", False)):
            for phrase in filter(None, row.get(column, "").split("|")):
                place = Place(row["code"], row["kind"], by_name, row["before"] or None, since)
                found.setdefault(phrase, []).append(place)
    return {phrase: tuple(several) for phrase, several in found.items()}
