"""A strict reader of the site's pages: every tag closed in its turn, every attribute quoted; ids and links kept."""

import posixpath
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """What a page holds. Errors: ValueError where a tag is not closed in its turn or an id comes twice."""

    def __init__(self, address: str, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.ids: set[str] = set()
        self.links: list[tuple[str, str | None]] = []
        self.numbers: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(content.decode())
        self.close()
        if self._open:
            raise ValueError(f"{address}: never closed: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if len(found) != len(attrs):
            raise ValueError(f"{self.address}: an attribute comes twice in {tag}")
        if "id" in found:
            if found["id"] in self.ids:
                raise ValueError(f"{self.address}: id {found['id']} comes twice")
            self.ids.add(str(found["id"]))
        if "href" in found:
            self.links.append((str(found["href"]), found.get("rel")))
            if "n" in (found.get("class") or "").split():
                self.numbers.append(str(found["href"]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"{self.address}: </{tag}> closes what is not open")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page."""
        return "".join(self.words)

    def target(self, link: str) -> tuple[str, str]:
        """The address below the root that a link leads to, and its anchor."""
        path, _, anchor = link.partition("#")
        if path.startswith("/"):
            return path.lstrip("/"), anchor
        if not path:
            return self.address, anchor
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path)), anchor
