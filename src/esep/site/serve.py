"""A small server of static files, for looking at a site on one's own machine; the public gets it from any web server.

Why not plain http.server: it lists folders and sends no policy for content.
"""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from esep.site.page import POLICY

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
}


def server(folder: Path, port: int, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """A server of the folder, bound and not yet running; port 0 takes a free one.

    Errors: ValueError where there is no such folder; OSError where the port is taken.
    """
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder: publish the site first")
    return ThreadingHTTPServer((host, port), partial(_Handler, directory=str(folder)))


def serve(folder: Path, port: int, host: str = "127.0.0.1") -> None:
    """Serve the folder until interrupted."""
    with server(folder, port, host) as running:
        running.serve_forever()


def unpacks(accepted: str) -> bool:
    """Whether a browser that sends that `Accept-Encoding` takes gzip. Source: RFC 9110, 12.5.3."""
    weights = {}
    for one in accepted.lower().split(","):
        name, _, weight = one.partition(";")
        weights[name.strip()] = weight.replace(" ", "").removeprefix("q=").rstrip("0.") != "" or not weight.strip()
    return weights.get("gzip", weights.get("*", False))


class _Handler(SimpleHTTPRequestHandler):
    """Static files with the headers above; a folder is its index.html or nothing."""

    extensions_map = {  # noqa: RUF012 - as the class above declares it
        **SimpleHTTPRequestHandler.extensions_map,
        "": "text/plain; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
        ".json": "application/json",
        ".jsonl": "application/jsonl",
        ".parquet": "application/vnd.apache.parquet",
    }
    server_version = "esep"
    sys_version = ""

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_head(self) -> Any:
        # The marker and whatever else begins with a dot is nobody's business.
        if any(part.startswith(".") for part in unquote(self.path.split("?")[0]).split("/")):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return self._packed() or super().send_head()

    def _packed(self) -> BinaryIO | None:
        """The file that is packed beside the one asked for, its head sent. Missing: None where there is none, or the
        browser does not unpack."""
        path = self.translate_path(self.path)
        if Path(path).is_dir():
            path = f"{path.rstrip('/')}/index.html" if self.path.split("?")[0].endswith("/") else path
        packed = Path(f"{path}.gz")
        if not packed.is_file() or not unpacks(self.headers.get("Accept-Encoding", "")):
            return None
        file = packed.open("rb")
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(packed.stat().st_size))
        self.end_headers()
        return file

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Our own page for what is missing; the standard one for anything else."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the caller says where it serves."""
