"""A drawing that becomes a PNG: rectangles, lines and text, in the colours of the site's stylesheet.

Pillow draws; it is the extra `pictures`. Why not SVG made a PNG by resvg: a picture of this size takes it five times as
long, and there are dozens on each site. The letters are our own font files, so that a picture is the same on every
machine and has the letters of Kazakh; text is set by Pillow's own layout, which asks no library of the system.

The picture has a palette of fixed colours: those used, and the steps between each pair that meets at an edge. So a file
is half the size, and the same drawing gives the same bytes.
"""

import io
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import dist
from typing import TYPE_CHECKING

from esep.site.html import clip, harmless

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_STEPS = 15
"""From one colour of an edge to the other."""
_APART = 11
"""From a full colour to the nearest step. Pillow looks a colour up without its last two bits, so a step that is nearer
could stand in the place of a full colour."""
_FINER = 3
"""How many times larger a line is drawn before it is reduced, so that its edge is smooth."""
EDGES = (
    ("card", "ink"), ("card", "soft"), ("card", "line"), ("card", "stated"), ("card", "computed"), ("card", "average"),
    ("stated", "average"), ("computed", "average"), ("line", "average"), ("brand", "brand-ink"), ("brand", "gold"),
)  # fmt: skip
"""The colours that meet in a picture: what is behind, and what is drawn on it."""

Point = tuple[int, int]


def drawn_by() -> str:
    """Name and version of the library that draws; empty where the extra is not installed."""
    try:
        import PIL
    except ImportError:
        return ""
    return f"Pillow {PIL.__version__}"


@cache
def colours() -> dict[str, str]:
    """The colours of the stylesheet for a light screen, by name."""
    light, _, _ = (files("esep.site") / "style.css").read_text("utf-8").partition("@media")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))


class Canvas:
    """A drawing on one colour. Units: pixels, from the left upper corner."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        from PIL import Image, ImageDraw

        self._image = Image.new("RGB", (width, height), colours()[colour])
        self._draw = ImageDraw.Draw(self._image)

    def rectangle(self, left: int, top: int, right: int, bottom: int, colour: str) -> None:
        """Filled up to, and without, its right and lower edge."""
        if left < right and top < bottom:
            self._draw.rectangle((left, top, right - 1, bottom - 1), colours()[colour])

    def text(
        self,
        at: Point,
        words: str,
        size: int,
        colour: str,
        *,
        room: int,
        bold: bool = False,
        anchor: str = "ls",
        whole: bool = False,
    ) -> int:
        """How wide one line of text came out: as large as there is room for, at least half the size, else cut; a
        `whole` one rather as small as it takes.

        `anchor`: the left (l), middle (m) or right (r) end of the baseline (s) stands at that point.
        """
        line, size = fitted(words, size, room, bold=bold, least=_SMALLEST if whole else size // 2)
        self._draw.text(at, line, colours()[colour], _font(size, bold=bold), anchor)
        return wide(line, size, bold=bold)

    def line(self, points: Sequence[Point], width: int, colour: str) -> None:
        """A line through the points, its edges smooth."""
        from PIL import Image, ImageDraw

        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = min(xs) - width, min(ys) - width
        box = (max(xs) + width - left, max(ys) + width - top)
        mask = Image.new("L", (box[0] * _FINER, box[1] * _FINER))
        path = [(_FINER * (x - left), _FINER * (y - top)) for x, y in points]
        ImageDraw.Draw(mask).line(path, 255, _FINER * width, "curve")
        self._image.paste(colours()[colour], (left, top), mask.reduce(_FINER))

    def png(self) -> bytes:
        """The bytes of the file."""
        from PIL import Image

        file = io.BytesIO()
        self._image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
        return file.getvalue()


_SMALLEST = 8


def fitted(words: str, size: int, room: int, *, bold: bool = False, least: int) -> tuple[str, int]:
    """The text as one harmless line, and the size at which it has room. What has none at the least is cut with an
    ellipsis."""
    line = clip(" ".join(harmless(words).split()))
    while size > least and wide(line, size, bold=bold) > room:
        size -= 2
    if wide(line, size, bold=bold) <= room:
        return line, size
    stop = next(
        stop for stop in range(len(line), -1, -1) if wide(f"{line[:stop]}…", size, bold=bold) <= room or not stop
    )
    return f"{line[:stop].rstrip()}…", size


def wide(line: str, size: int, *, bold: bool = False) -> int:
    """How wide a line of text is, in pixels."""
    width: float = _font(size, bold=bold).getlength(line)
    return round(width)


@cache
def _font(size: int, *, bold: bool) -> "FreeTypeFont":
    from PIL import ImageFont

    file = files("esep.data") / "fonts" / f"Roboto-{'bold' if bold else 'regular'}.ttf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _palette() -> "Image":
    from PIL import Image

    edges = [(_parts(colours()[behind]), _parts(colours()[on])) for behind, on in EDGES]
    ends = dict.fromkeys(end for edge in edges for end in edge)
    between = (_between(behind, on, step) for step in range(1, _STEPS) for behind, on in edges)
    apart = (shade for shade in between if all(dist(shade, end) > _APART for end in ends))
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for shade in dict.fromkeys((*ends, *apart)) for part in shade])
    return palette


Shade = tuple[int, int, int]


def _parts(colour: str) -> Shade:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _between(one: Shade, other: Shade, step: int) -> Shade:
    red, green, blue = ((a * (_STEPS - step) + b * step) // _STEPS for a, b in zip(one, other, strict=True))
    return red, green, blue
