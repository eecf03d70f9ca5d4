"""The address on the web below which a site is published. It works without one; feeds and search engines want it."""

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_LONGEST = 1000
"""Characters: a page's whole address must stay below the 2,048 that a sitemap takes.

Source: sitemaps.org, 'Sitemap protocol'."""


def of_site(text: str) -> str:
    """The address as machines take it: ASCII, with a slash at its end. A host in other letters gets its xn-- form, a
    path its percent signs.

    Errors: ValueError says what to write instead.
    """
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna").decode().lower(), parts.port
    except ValueError:
        raise _wrong(text) from None
    path = quote(parts.path.rstrip("/"), safe="/%~!$&'()*+,;=:@")
    found = f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}/"
    is_plain = text.isprintable() and not any(map(str.isspace, text)) and len(found) <= _LONGEST
    more = parts.query or parts.fragment or "@" in parts.netloc
    if not is_plain or more or parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise _wrong(text)
    return found


def _wrong(text: str) -> ValueError:
    return ValueError(f"{text[:80]!r} is not the address of a site; write one such as https://example.org/figures/")
