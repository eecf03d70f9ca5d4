"""What search engines ask a site for: `robots.txt`, and a sitemap where the site knows its own address.

It lists what answers a question: front pages, maps, comparisons, days, areas, indicators, corrections, documents. The
thousands of pages that show where one number is from, and the texts of others, are reached from there. When a page
changed last is not said: nobody records it, and a day that is not true is worse than none.

Source: sitemaps.org, 'Sitemap protocol'; Google Search Central, 'Localized versions of your pages'.
"""

from collections.abc import Iterable, Iterator
from html import escape

from esep.site.head import versions
from esep.site.language import LANGUAGES
from esep.site.record import Record, area_path, day_path, indicator_path

MOST, HEAVIEST = 50_000, 52_428_800
"""Pages, and bytes, of one file. Source: sitemaps.org."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_OPENING = f'{_XML}<urlset {_SITEMAPS} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
_CLOSING = b"</urlset>\n"


def robots(record: Record) -> tuple[str, bytes]:
    """Everybody may look at everything; here is the sitemap."""
    named = f"Sitemap: {record.address}sitemap.xml\n" if record.address else ""
    return "robots.txt", f"User-agent: *\nAllow: /\n{named}".encode()


def sitemap(record: Record, *, most: int = MOST, heaviest: int = HEAVIEST) -> Iterator[tuple[str, bytes]]:
    """The sitemap in one file, or an index and its parts where it is too much for one. Shape: empty where the site does
    not know its address."""
    if record.address is None:
        return
    parts = list(_parts(_pages(record, record.address), most, heaviest))
    if len(parts) == 1:
        yield "sitemap.xml", parts[0]
        return
    named = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, 1)}
    lines = "".join(f"<sitemap><loc>{escape(record.address + name)}</loc></sitemap>\n" for name in named)
    yield "sitemap.xml", f"{_XML}<sitemapindex {_SITEMAPS}>\n{lines}</sitemapindex>\n".encode()
    yield from named.items()


def _pages(record: Record, address: str) -> Iterator[bytes]:
    """Each page in each language, with its addresses in the others."""
    for path in _listed(record):
        found = {language: escape(address + below) for language, below in versions(path).items()}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{whole}"/>' for language, whole in found.items()
        )
        # The choice of languages is a page of its own; of other pages `x-default` is one of the three.
        own = [*found.values()] if path == "index.html" else [found[language] for language in LANGUAGES]
        for whole in own:
            yield f"<url><loc>{whole}</loc>{links}</url>\n".encode()


def _listed(record: Record) -> Iterator[str]:
    yield from ("index.html", "map.html", "compare.html", "days.html", "corrections.html", "documents.html")
    yield from map(area_path, record.areas)
    yield from map(indicator_path, record.indicators)
    yield from map(day_path, record.by_day)


def _parts(pages: Iterable[bytes], most: int, heaviest: int) -> Iterator[bytes]:
    """As many pages to a file as it may hold."""
    empty = len(_OPENING) + len(_CLOSING)
    part, weight = list[bytes](), empty
    for one in pages:
        if part and (len(part) == most or weight + len(one) > heaviest):
            yield b"".join((_OPENING, *part, _CLOSING))
            part, weight = [], empty
        part.append(one)
        weight += len(one)
    yield b"".join((_OPENING, *part, _CLOSING))
