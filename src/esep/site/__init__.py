"""The site: figures with what was said about them, as static pages that need no script.

`parts(record)` gives its parts, `build(record)` the addresses and bytes of all; `publish(parts, folder)` writes them,
`go_back(folder)` takes that back; `serve(folder, port)` shows them.
"""

from esep.site.build import build, parts
from esep.site.canvas import drawn_by
from esep.site.opendata import parquet_by
from esep.site.part import Part
from esep.site.picture import picture
from esep.site.place import Place
from esep.site.publish import NotASite, NothingBefore, go_back, publish, stands
from esep.site.record import Record
from esep.site.serve import serve, server

__all__ = [
    "NotASite",
    "NothingBefore",
    "Part",
    "Place",
    "Record",
    "build",
    "drawn_by",
    "go_back",
    "parquet_by",
    "parts",
    "picture",
    "publish",
    "serve",
    "server",
    "stands",
]
