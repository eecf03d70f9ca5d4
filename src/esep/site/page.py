"""The frame of every page: head, skip link, header, navigation, footer.

The policy for content is repeated in the page for servers that send no header. One script of our own, that no page
needs; nothing inline.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from esep.site.head import FEED, head_links, preview
from esep.site.html import Html, Node, Shape, clip, el, hole, join
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
_DATA = (("figures", "figures.csv"), ("settled", "settled.csv"), ("package", "datapackage.json"), ("readme", "README"))


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
    shape = _shape(place.language, place.root, name, section, "" if lasting else place.record.moment)
    return place.address, document(
        shape(
            title=name if title == name else f"{title} – {name}",
            description=description,
            picture=join(_pictured(place, picture)),
            links=head_links(place, listed=listed),
            preview=preview(place, title, name, description) if listed else None,
            path="index.html" if place.one_language else place.path,
            body=join(body),
        )
    )


@lru_cache(maxsize=256)
def _shape(language: str, root: str, name: str, section: str, as_of: str) -> Shape:
    """What pages of a language and a section have in common."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", hole("title")),
        el("meta", name="description", content=hole("description")),
        hole("picture"),
        el("link", rel="stylesheet", href=f"{root}style.css"),
        el("script", src=f"{root}site.js", defer=True),
        el("link", rel="icon", href=f"{root}icon.svg", type="image/svg+xml"),
        hole("links"),
        hole("preview"),
    )
    content = el(
        "body",
        el("a", words(language)("skip"), class_="skip", href="#main"),
        _header(language, root, name, section),
        el("main", hole("body"), id="main", tabindex="-1"),
        _footer(language, root, as_of),
    )
    return Shape(el("html", head, content, lang=language))


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


def _header(language: str, root: str, name: str, section: str) -> Html:
    say = words(language)
    languages = [
        el(
            "li",
            el(
                "a",
                words(other)("language-name"),
                href=Html(f"{root}{other}/{hole('path')}"),
                lang=other,
                hreflang=other,
                aria_current="true" if other == language else None,
            ),
        )
        for other in LANGUAGES
    ]
    sign = el("span", "", class_="sign", aria_hidden="true")
    return el(
        "header",
        el(
            "div",
            el("a", sign, name, class_="brand", href=f"{root}{language}/index.html"),
            el("nav", el("ul", *languages), class_="languages", aria_label=say("nav-languages")),
            _sections(language, root, section),
            class_="wide",
        ),
        class_="top",
    )


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
