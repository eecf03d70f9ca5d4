"""The frame of every page: head, skip link, header, navigation, footer.

The policy for content is repeated in the page for servers that send no header. One script of our own, that no page
needs; nothing inline.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from esep.site.head import FEED, head_links, preview
from esep.site.html import Html, Node, clip, el, join
from esep.site.language import LANGUAGES, words
from esep.site.parts import within
from esep.site.place import Place

if TYPE_CHECKING:
    from esep.site.picture import Shared

POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'"
"""The policy for content that each page states; `frame-ancestors` works in a header only."""

_SECTIONS = (
    ("front", "index.html"),
    ("map", "map.html"),
    ("compare", "compare.html"),
    ("days", "days.html"),
    ("corrections", "corrections.html"),
    ("documents", "documents.html"),
)
_DATA = (("figures", "figures.csv"), ("settled", "settled.csv"), ("readme", "README"))


def page(
    place: Place,
    title: str,
    *body: Node,
    section: str = "",
    description: str = "",
    listed: bool = True,
    lasting: bool = False,
    picture: "Shared | None" = None,
) -> tuple[str, bytes]:
    """A whole page: its address and its bytes. `listed`: the sitemap leads there, and people pass it on. One that is
    `lasting` does not tell the moment as of which the record stands, so that it stays the same while nothing of its own
    is new. `picture` is shown where somebody shares a link to it."""
    say = place.words
    name = site_name(place)
    title = clip(title)
    description = description or say("site-description", name=name)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", name if title == name else f"{title} – {name}"),
        el("meta", name="description", content=description),
        *_pictured(place, picture),
        el("link", rel="stylesheet", href=f"{place.root}style.css"),
        el("script", src=f"{place.root}site.js", defer=True),
        el("link", rel="icon", href=f"{place.root}icon.svg", type="image/svg+xml"),
        head_links(place, listed=listed),
        preview(place, title, name, description) if listed else None,
    )
    content = el(
        "body",
        el("a", say("skip"), class_="skip", href="#main"),
        _header(place, section),
        el("main", *body, id="main", tabindex="-1"),
        _footer(place.language, place.root, "" if lasting else place.record.moment),
    )
    return place.address, document(el("html", head, content, lang=place.language))


def _pictured(place: Place, picture: "Shared | None") -> list[Html]:
    """What tells readers of links of the picture. Source: https://ogp.me, 'Structured Properties'."""
    if picture is None:
        return []
    said: dict[str, str | int] = {
        "": place.link(picture.address),
        ":width": picture.width,
        ":height": picture.height,
        ":alt": picture.alt,
    }
    return [
        *(el("meta", property=f"og:image{key}", content=value) for key, value in said.items()),
        el("meta", name="twitter:card", content="summary_large_image"),
    ]


def document(markup: Html) -> bytes:
    """The bytes of a page."""
    return f"<!doctype html>\n{markup}\n".encode()


def site_name(place: Place) -> str:
    """What the site is called: 'COVID-19 in Kazakhstan'."""
    where = within(place.language, place.record.area, place.record.front_day)
    return place.words("site-name", disease=place.record.disease, within=where)


def _header(place: Place, section: str) -> Html:
    say = place.words
    languages = [
        el(
            "li",
            el(
                "a",
                words(language)("language-name"),
                href=f"{place.root}{language}/{'index.html' if place.one_language else place.path}",
                lang=language,
                hreflang=language,
                aria_current="true" if language == place.language else None,
            ),
        )
        for language in LANGUAGES
    ]
    sign = el("span", "", class_="sign", aria_hidden="true")
    return el(
        "header",
        el(
            "div",
            el("a", sign, site_name(place), class_="brand", href=place.to("index.html")),
            el("nav", el("ul", *languages), class_="languages", aria_label=say("nav-languages")),
            _sections(place.language, place.root, section),
            class_="wide",
        ),
        class_="top",
    )


@lru_cache(maxsize=256)
def _sections(language: str, root: str, section: str) -> Html:
    say = words(language)
    items = [
        el(
            "li",
            el(
                "a",
                say(f"nav-{name}"),
                href=f"{root}{language}/{path}",
                aria_current="page" if name == section else None,
            ),
        )
        for name, path in _SECTIONS
    ]
    return el("nav", el("ul", *items), class_="sections", aria_label=say("nav-sections"))


@lru_cache(maxsize=256)
def _footer(language: str, root: str, as_of: str) -> Html:
    say = words(language)
    data = [el("li", el("a", say(f"data-{name}"), href=f"{root}data/{file}")) for name, file in _DATA]
    data.append(el("li", el("a", say("data-feed"), href=f"{root}{language}/{FEED}")))
    return el(
        "footer",
        el(
            "div",
            el("div", el("h2", say("about")), el("p", say("about-text"))),
            el("div", el("h2", say("open-data")), el("ul", *data), el("p", say("licence"))),
            el("p", say("as-of", moment=say.moment(as_of)), class_="as-of") if as_of else None,
            class_="wide",
        ),
        class_="bottom",
    )


def crumbs(place: Place, *links: tuple[str, str]) -> Html:
    """The way back to the front page: (text, address below the language) of each step."""
    steps = [(place.words("nav-front"), "index.html"), *links]
    items = [el("li", el("a", text, href=place.to(path))) for text, path in steps]
    return el("nav", el("ol", join(items)), class_="crumbs", aria_label=place.words("nav-crumbs"))
