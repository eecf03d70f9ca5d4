"""A web page into a document: the article's words, without what a page puts around them.

What goes is what stands around every article: menus, counters of views and shares, comments, links to other articles.
It is known by what the page's maker calls it, or by being nothing but a link. trafilatura then finds the article, and
keeps its lists, line breaks and tables:

    <table> <tr><td>Almaty</td><td>82</td></tr>      Almaty | 82
    <ul>    <li>Shymkent - 91</li>                   Shymkent - 91
    <p>     Regions:<br>Akmola - 8</p>               Regions:
                                                     Akmola - 8

Title, time of issue, publisher and address are what the page states for programs, or else what stands by its heading.
The language is left to the reader: a page states that of its menus.
"""

import json
import logging
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import Document as Extracted

from esep.document import Document, Issued
from esep.publisher import called, publishers
from esep.sources.moments import moment
from esep.sources.told import filled
from esep.sources.unreadable import Unreadable

_LARGEST, _MOST_ELEMENTS = 8 * 2**20, 20_000
"""Characters and elements of the largest page that is looked at: pages of news stay far below, and it bounds time."""
_FURNITURE = re.compile(
    r"""(?:^|[\s_-])(?:
      menu|nav|navigation|navbar|breadcrumbs?|footer|sidebar|pagination|pager
    | (?:page|post|article|news)?-?(?:views?|hits|watched) | counters?
    | shar(?:e|es|ing)|socials?|likes?|reactions?|rating|comments?|disqus
    | related|similar|see-?also|read-?(?:also|more)|recommend(?:ed|ations?)?|popular|most-?read
    | tags|subscri(?:be|ption)|newsletter|banner|adv|ads|promo|cookies?
    )(?:[_-]?(?:counter|count|number|num|list|block|box|wrap|wrapper|item|items|buttons?|btn|links?|news|posts|articles))*
    (?=$|\s)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What pages call what stands around an article. An article may be called so too, so the name is not enough."""
_SHORT, _MOST_LINKED = 60, 0.5
"""What is called so goes if it has no more characters, or more of its words are links."""
_KEPT = frozenset(("html", "body", "article", "main", "table", "tbody", "tr", "td", "th"))
_LEAST_LINK, _MOST_LABEL = 4, 3
"""A paragraph that is a link of so many words, after so many at most, leads to another article."""
_DATE = re.compile(r"(?:^|[\s_-])(?:date|datetime|time|published|posted|pubdate)(?=$|[\s_-])", re.IGNORECASE)
"""What pages call the date by a heading."""
_ISSUED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "publish_date",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "date",
)
_BLOCKS = frozenset(("p", "head", "list", "item", "table", "row", "quote", "code", "lb"))
"""What begins a line and ends it, in trafilatura's words."""
_LONGEST_CELL = 200
"""Characters of the longest cell that is one of a table of figures; longer ones lay out a page."""
_SPACE = re.compile("[\x00-\x20\ufffe\uffff]+")
"""White space as a page may be laid out with, and what XML has no place for."""

for _library in ("trafilatura", "htmldate", "justext"):  # what they have to say is said by Unreadable
    logging.getLogger(_library).addHandler(logging.NullHandler())


def parsed(text: str, where: str) -> html.HtmlElement:
    """The page as a tree. No entity is followed, and what nests more than some 250 deep is cut off.

    Errors: Unreadable.
    """
    if len(text) > _LARGEST:
        raise Unreadable(f"{where}: a page larger than {_LARGEST // 2**20} MB; give its words as a text")
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        raise Unreadable(f"{where}: a web page without words") from None


def of_page(tree: html.HtmlElement, about: Document, where: str) -> Document:
    """The document that a page is; `about` says what it does not. Errors: Unreadable."""
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise Unreadable(f"{where}: a page of more than {_MOST_ELEMENTS} elements; give its words as a text")
    _clear(tree)
    meta, data = _meta(tree), _article_data(tree)
    url = _url(tree, meta)
    stated = Document(
        text=_article(tree, where),
        publisher=_publisher((meta.get("og:site_name"), _name(data.get("publisher")), _host(url)), about.area),
        url=url,
        issued=_issued(tree, meta, data, about.area),
        title=meta.get("og:title") or _words(tree.find(".//h1")) or _words(tree.find(".//title")) or None,
    )
    return filled(stated, about)


# What a page states of itself -------------------------------------------------------------------------------------


def _meta(tree: html.HtmlElement) -> Mapping[str, str]:
    """What the `meta` elements say, by their names in lower case; the first of a name counts."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def _article_data(tree: html.HtmlElement) -> Mapping[str, Any]:
    """The object of the page's JSON-LD that says when it was published; empty where there is none."""
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                waiting = deque([json.loads(script.text or "")])
            except (ValueError, RecursionError):
                continue
            while waiting:
                one = waiting.popleft()
                if isinstance(one, dict):
                    if isinstance(one.get("datePublished"), str):
                        return one
                    waiting += one.values()
                elif isinstance(one, list):
                    waiting += one
    return {}


def _url(tree: html.HtmlElement, meta: Mapping[str, str]) -> str | None:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((url for url in (*links, meta.get("og:url", "")) if _host(url)), None)


def _host(url: str | None) -> str | None:
    try:
        parts = urlsplit(url or "")
        return (parts.hostname or "").removeprefix("www.") or None if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _name(one: Any) -> str | None:
    name = one.get("name") if isinstance(one, dict) else one
    return name if isinstance(name, str) else None


def _publisher(names: Iterable[str | None], home: str | None) -> str | None:
    """The first of the names that the publishers' data know; else the first."""
    said = [called(name, home) for name in names if name and name.strip()]
    return next((name for name in said if name in publishers()), said[0] if said else None)


def _issued(tree: html.HtmlElement, meta: Mapping[str, str], data: Mapping[str, Any], home: str | None) -> Issued:
    """When the page was published, first of all with its time. Missing: None where it does not say."""
    said = [data.get("datePublished", ""), *(meta.get(name, "") for name in _ISSUED)]
    said += [
        element.get("content") or element.get("datetime") or ""
        for element in tree.xpath("//*[@itemprop='datePublished']")
    ]
    moments = [when for one in (*said, *_by_the_heading(tree)) if (when := moment(one, home))]
    return next((one for one in moments if isinstance(one, datetime)), moments[0] if moments else None)


def _by_the_heading(tree: html.HtmlElement) -> Iterator[str]:
    """The dates in the nearest element around the heading that has any: further off is today's date, or another
    article's."""
    heading = next(iter(tree.xpath("(//h1)[1] | (//h2)[1]")), None)
    for around in heading.iterancestors() if heading is not None else ():
        dates = [one for one in around.iter() if one.tag == "time" or _DATE.search(one.get("class") or "")]
        if dates or around.tag == "body":
            for one in dates:
                yield one.get("datetime") or ""
                yield _words(one)
            return


def _words(element: html.HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


# The article ------------------------------------------------------------------------------------------------------


def _clear(tree: html.HtmlElement) -> None:
    """Take out what stands around the article, and the white space that only the page's maker saw."""
    for element in list(tree.iter()):
        if element.getparent() is not None and (_is_furniture(element) or _leads_away(element)):
            element.drop_tree()
    for element in tree.iter():
        if element.tag != "pre":
            element.text = _SPACE.sub(" ", element.text or "")
        element.tail = _SPACE.sub(" ", element.tail or "")
    for cell in tree.iter("td", "th"):
        words = " ".join(cell.itertext())
        if len(words) <= _LONGEST_CELL and cell.find(".//table") is None:
            for part in list(cell):
                cell.remove(part)
            cell.text = words


def _is_furniture(element: html.HtmlElement) -> bool:
    """Whether it is called what stands around an article, and is short or mostly links."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in _KEPT or not _FURNITURE.search(names) or element.find(".//h1") is not None:
        return False
    words = _words(element)
    return len(words) <= _SHORT or _linked(element) >= _MOST_LINKED * len(words.split())


def _leads_away(element: html.HtmlElement) -> bool:
    """Whether a paragraph or an item is nothing but a link to another article."""
    if element.tag not in ("p", "li", "blockquote") or element.find(".//a") is None:
        return False
    linked = _linked(element)
    return linked >= _LEAST_LINK and len(_words(element).split()) - linked <= _MOST_LABEL


def _linked(element: html.HtmlElement) -> int:
    """How many of its words are links."""
    return sum(len(_words(link).split()) for link in element.iter("a"))


def _article(tree: html.HtmlElement, where: str) -> str:
    """The words of the article, a line for each paragraph, item and row. Errors: Unreadable."""
    try:
        found = bare_extraction(tree, include_comments=False)
    except Exception as error:  # a library of heuristics and a page of anybody: one page must not stop an archive
        raise Unreadable(f"{where}: no article could be made out in this page ({type(error).__name__})") from None
    if not isinstance(found, Extracted) or found.body is None:
        raise Unreadable(f"{where}: no article could be made out in this page; give its words as a text")
    lines = re.sub(r"[ \n]*\n[ \n]*", "\n", _lines(found.body))
    return re.sub(r"\s*\f\s*", "\n\n", lines).strip() + "\n"


def _lines(element: Any) -> str:
    """The text of an element that trafilatura made; a form feed stands before a heading."""
    said = [element.text or ""]
    for part in element:
        if part.tag == "row":
            said.append("\n" + " | ".join(" ".join(_lines(cell).split()) for cell in part).rstrip(" |"))
        else:
            said += ["\f" if part.tag == "head" else "\n" if part.tag in _BLOCKS else "", _lines(part)]
        said += ["\n" if part.tag in _BLOCKS else "", part.tail or ""]
    return "".join(said)
