"""The whole site from a record, as addresses and bytes. Pure: no clock, no network; the same record, the same bytes."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from esep.site.areas import area_page
from esep.site.compare import compare_page
from esep.site.corrections import corrections_page
from esep.site.day import day_page
from esep.site.days import days_page
from esep.site.documents import document_pages, documents_page
from esep.site.front import front
from esep.site.indicator import indicator_page
from esep.site.language import LANGUAGES
from esep.site.map import map_page
from esep.site.opendata import open_data
from esep.site.picture import pictures
from esep.site.place import Place
from esep.site.record import Record, area_path, area_slug, indicator_path
from esep.site.root import missing, root
from esep.site.why import why_page


def build(record: Record) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, its address below the root first. Shape: each address once, always in the same order."""
    yield root(record)
    yield missing(record)
    yield "robots.txt", b"User-agent: *\nAllow: /\n"
    for file in ("style.css", "site.js", "icon.svg"):
        yield file, _asset(file)
    for language in LANGUAGES:
        yield from _language(record, language)
    yield from document_pages(record)
    yield from open_data(record)


def _language(record: Record, language: str) -> Iterator[tuple[str, bytes]]:
    yield front(Place(record, language, "index.html"))
    yield map_page(Place(record, language, "map.html"))
    yield compare_page(Place(record, language, "compare.html"))
    yield days_page(Place(record, language, "days.html"))
    yield corrections_page(Place(record, language, "corrections.html"))
    yield documents_page(Place(record, language, "documents.html"))
    for code in record.areas:
        yield area_page(Place(record, language, area_path(code)), code)
    if record.pictures:
        yield from pictures(record, language)
    for indicator in record.indicators:
        yield indicator_page(Place(record, language, indicator_path(indicator)), indicator)
    for day, areas in record.by_day.items():
        yield day_page(Place(record, language, f"day/{day}.html"), day)
        for code in areas:
            yield why_page(Place(record, language, f"why/{day}/{area_slug(code)}.html"), day, code)


@cache
def _asset(file: str) -> bytes:
    return (files("esep.site") / file).read_bytes()
