"""HTML from values, escaped by construction: a plain string is text, only `Html` is markup.

Why no template language: a record makes thousands of small pages, and a function call that escapes by type costs
a microsecond and cannot forget to. Controls that could reorder or hide text (bidirectional overrides, C0, C1, lone
surrogates) become U+FFFD one for one, so that spans into the text stay true. So does what XML cannot hold.

Source: Unicode 16 TR36 section 3.1 (bidirectional spoofing); WHATWG HTML, 'void elements'; XML 1.0 section 2.2.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_VOID = frozenset(("meta", "link", "br", "hr", "img", "input"))
_LONGEST_NAME = 160


class Html(str):
    """Markup that is safe as it stands."""

    __slots__ = ()


Node = str | None
"""What goes into an element: markup, text that will be escaped, or nothing."""


def harmless(text: str) -> str:
    """The text with every control that could reorder or hide it shown as U+FFFD, code point for code point."""
    return _HARMFUL.sub("\ufffd", text)


def clip(text: str, longest: int = _LONGEST_NAME) -> str:
    """The text, cut with an ellipsis where it is longer than a name has reason to be."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def safe(node: Node) -> str:
    """The node as markup."""
    if node is None:
        return ""
    if type(node) is Html:
        return node
    return _escaped(node) if len(node) <= _LONGEST_NAME else escape(harmless(node))


@lru_cache(maxsize=65536)
def _escaped(text: str) -> str:
    """Short text as markup, kept: labels and names come back on every page."""
    return escape(harmless(text))


def join(nodes: Iterable[Node], between: str = "") -> Html:
    """The nodes one after another; `between` is text."""
    return Html(safe(between).join(map(safe, nodes)))


def el(tag: str, *content: Node, **attributes: str | int | bool | None) -> Html:
    """An element. `class_` is class and `aria_label` is aria-label.

    Missing: an attribute of None or False is left out; True stands without a value.
    """
    opening = f"<{tag}{_attributes(attributes)}>" if attributes else f"<{tag}>"
    if tag in _VOID:
        return Html(opening)
    # Most content is markup already: asking here spares a call for each.
    inner = "".join([node if type(node) is Html else safe(node) for node in content])
    return Html(f"{opening}{inner}</{tag}>")


class Shape:
    """Markup with holes, filled many times: what is the same each time is made once.

    `hole` stands for a node; in an attribute it takes text or a number, and its attribute is always there.
    """

    def __init__(self, markup: Html) -> None:
        # Text cannot hold NUL: `harmless` would have taken it out.
        first, *rest = markup.split("\0")
        self._first, self._rest = first, [*zip(rest[::2], rest[1::2], strict=True)]

    def __call__(self, **nodes: Node) -> Html:
        """The markup with a node in each hole."""
        made = self._first
        for name, fixed in self._rest:
            node = nodes[name]
            made += (node if type(node) is Html else safe(node)) + fixed
        return Html(made)

    def filled(self, **nodes: Node) -> "Shape":
        """The shape with a node in some of its holes."""
        return Shape(self(**{name: hole(name) for name, _ in self._rest} | nodes))


def hole(name: str) -> Html:
    """A place in a shape."""
    return Html(f"\0{name}\0")


def _attributes(attributes: dict[str, str | int | bool | None]) -> str:
    text = ""
    for name, value in attributes.items():
        if value is True:
            text += f" {_attribute_name(name)}"
        elif value is not None and value is not False:
            inner = value if type(value) is int else safe(value if isinstance(value, str) else str(value))
            text += f' {_attribute_name(name)}="{inner}"'
    return text


@lru_cache(maxsize=256)
def _attribute_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
