"""Bytes into text, whatever encoding they are in.

What the bytes prove comes first: a byte order mark, then UTF-8, which no other text passes for by chance. Then what a
page says of itself, then what chardet finds out among the encodings that bulletins were ever written in.
"""

import codecs
import re

from esep.sources.unreadable import LARGEST, Unreadable

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_LEGACY = ("cp1251", "koi8-r", "cp866", "iso8859-5", "kz1048", "ptcp154", "cp1252")
"""Russian, Kazakh and Western encodings of one byte a character."""
_SAME = {"iso8859-1": "cp1252"} | {name: name for name in _LEGACY}
"""What a page may call its encoding, as browsers take it."""
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=[\s\"']*([\w:.-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_LEAST_WHOLE = 20
"""So many whole characters to a broken one show a text that is UTF-8 and was damaged."""


def text(raw: bytes, where: str) -> str:
    """The text of the bytes, without a byte order mark. Errors: Unreadable."""
    if len(raw) > LARGEST:
        raise Unreadable(f"{where}: larger than {LARGEST // 2**20} MB; give it in parts, or as JSON Lines")
    if not raw.strip():
        raise Unreadable(f"{where}: empty")
    if encoding := by_mark(raw[:4]):
        return _marked(raw, encoding, where)
    if b"\0" in raw:
        raise Unreadable(f"{where}: not text; give a text, a web page, a table, or a Telegram export")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _unmarked(raw, where)


def by_mark(beginning: bytes) -> str | None:
    """The encoding that a byte order mark tells. Missing: None where there is no mark."""
    return next((encoding for mark, encoding in _MARKS.items() if beginning.startswith(mark)), None)


def utf8(raw: bytes, where: str) -> str:
    """The text of bytes that must be UTF-8. Errors: Unreadable for anything else."""
    if len(raw) > LARGEST:
        raise Unreadable(f"{where}: larger than {LARGEST // 2**20} MB; no document is so large")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{where}: not UTF-8 (byte {error.start + 1}); save it as UTF-8 first") from None


def _marked(raw: bytes, encoding: str, where: str) -> str:
    try:
        found = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{where}: begins as {encoding.removesuffix('-sig').upper()} but is not (byte {error.start + 1}); "
            "save it again as UTF-8"
        ) from None
    if "\0" in found:
        raise Unreadable(f"{where}: not text; give a text, a web page, a table, or a Telegram export")
    return found


def _unmarked(raw: bytes, where: str) -> str:
    """The text of bytes that are not UTF-8, or not wholly."""
    mended = raw.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if len(mended) - len(mended.encode("ascii", "ignore")) - broken >= _LEAST_WHOLE * broken:
        return mended
    said = _DECLARED.search(raw[:4096])
    declared = _known(said[1].decode("ascii")) if said else None
    if declared:
        return raw.decode(declared, "replace")
    import chardet  # here: most texts are UTF-8, and do without

    encoding = chardet.detect(raw, include_encodings=_LEGACY, compat_names=False)["encoding"]
    found = raw.decode(encoding, "replace") if encoding else "\0"
    if _CONTROL.search(found):
        raise Unreadable(f"{where}: not text, or in an encoding that is not known; save it as UTF-8 first")
    return found


def _known(name: str) -> str | None:
    """The encoding that a page calls by that name. Missing: None where no bulletin would be in it."""
    try:
        return _SAME.get(codecs.lookup(name).name)
    except LookupError:
        return None
