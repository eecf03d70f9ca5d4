"""The whole site from a record, in parts. Pure: no clock, no network; the same record, the same bytes."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import BinaryIO

from esep.document import local_day
from esep.site.areas import area_page
from esep.site.compare import compare_page
from esep.site.corrections import corrections_page
from esep.site.day import day_page
from esep.site.days import days_page
from esep.site.documents import document_page, documents_page
from esep.site.feed import feed
from esep.site.front import front
from esep.site.head import FEED
from esep.site.indicator import indicator_page
from esep.site.keys import Keys
from esep.site.language import LANGUAGES, words
from esep.site.map import map_page
from esep.site.opendata import open_data
from esep.site.part import Content, Opened, Part
from esep.site.picture import picture_file, picture_path, pictured
from esep.site.place import Place
from esep.site.record import Record, area_path, area_slug, document_path, indicator_path
from esep.site.root import missing, root
from esep.site.sitemap import robots, sitemap
from esep.site.why import evidence, why_page

_Page = tuple[str, Content]


def build(record: Record) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, its address below the root first. Shape: each address once, always in the same order."""
    tables: dict[str, bytes] = {}

    def opened(address: str) -> BinaryIO:
        return io.BytesIO(tables[address])

    for part in parts(record):
        for address, content in part.make(opened):
            whole = content if isinstance(content, bytes) else b"".join(content)
            if address.startswith("data/"):  # which late parts read
                tables[address] = whole
            yield address, whole


def parts(record: Record, keys: Keys | None = None) -> Iterator[Part]:
    """Every part of the site, the late ones last. Missing: `keys` None: those of any record."""
    keys = keys or Keys(record)
    for language in LANGUAGES:
        words(language)  # read once, before others take over
    yield _part("root", lambda: (root(record), missing(record), robots(record), *sitemap(record)))
    yield _part("assets", lambda: ((file, _asset(file)) for file in ("style.css", "site.js", "icon.svg")))
    yield from _of_all(record)
    for day in record.by_day:
        yield _part(f"day/{day}", partial(_day, record, day), keys.day(day), near=str(day))
        yield _part(f"why/{day}", partial(_why, record, day), keys.why(day), near=str(day))
    yield from _documents(record, keys)
    yield from open_data(record, keys)


def _part(name: str, pages: Callable[[], Iterable[_Page]], key: str | None = None, near: str = "") -> Part:
    """A part that reads no other."""

    def make(opened: Opened) -> Iterable[_Page]:
        return pages()

    return Part(name, make, key, near)


def _of_all(record: Record) -> Iterator[Part]:
    """The pages that tell of all days, each alone, so that they are made side by side; the languages of a page one
    after another, for they show the same numbers."""
    pages: list[tuple[Callable[..., _Page], str, tuple[object, ...]]] = [
        (feed, FEED, ()),
        (front, "index.html", ()),
        (map_page, "map.html", ()),
        (compare_page, "compare.html", ()),
        (days_page, "days.html", ()),
        (corrections_page, "corrections.html", ()),
        (documents_page, "documents.html", ()),
        *((area_page, area_path(code), (code,)) for code in record.areas),
        *((picture_file, picture_path(code), (code,)) for code in pictured(record)),
        *((indicator_page, indicator_path(indicator), (indicator,)) for indicator in record.indicators),
    ]
    for made, path, of in pages:
        for language in LANGUAGES:
            yield _part(f"{language}/{path}", partial(_one, made, Place(record, language, path), *of), near=path)


def _one(made: Callable[..., _Page], place: Place, *of: object) -> list[_Page]:
    return [made(place, *of)]


def _day(record: Record, day: date) -> Iterator[_Page]:
    for language in LANGUAGES:
        yield day_page(Place(record, language, f"day/{day}.html"), day)


def _why(record: Record, day: date) -> Iterator[_Page]:
    for code, claims in record.by_day[day].items():
        told = evidence(record, claims)
        for language in LANGUAGES:
            yield why_page(Place(record, language, f"why/{day}/{area_slug(code)}.html"), day, code, told)


def _documents(record: Record, keys: Keys) -> Iterator[Part]:
    for known, document in record.documents.items():

        def page(known: str = known) -> list[_Page]:
            return [document_page(record, known, record.stated.get(known, ()))]

        yield _part(document_path(known), page, keys.document(known), near=str(local_day(document.issued, record.zone)))


@cache
def _asset(file: str) -> bytes:
    return (files("esep.site") / file).read_bytes()
