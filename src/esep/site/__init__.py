"""The site: figures with what was said about them, as static pages that need no script.

`build(record)` gives the addresses and bytes; `publish(pages, folder)` writes them; `serve(folder, port)` shows them.
"""

from esep.site.build import build
from esep.site.canvas import drawn_by
from esep.site.picture import picture
from esep.site.place import Place
from esep.site.publish import NotASite, publish, stands
from esep.site.record import Record
from esep.site.serve import serve, server

__all__ = ["NotASite", "Place", "Record", "build", "drawn_by", "picture", "publish", "serve", "server", "stands"]
