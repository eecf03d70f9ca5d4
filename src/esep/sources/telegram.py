"""What Telegram Desktop exports into documents: a message that has words is one.

The export is `result.json`, of one chat or of all, or `messages.html`, `messages2.html` and so on. A channel's posts
are its word. What it forwarded is the word of whom it came from, said when it was said there, as far as the export
tells. An edited post counts as issued when it was posted: it reports that day, whenever a slip in it was put right.

Source: what Telegram Desktop writes; Telegram/SourceFiles/export/output in its code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

import ijson
from lxml import html

from esep.document import Document, Issued
from esep.publisher import called
from esep.sources.moments import moment
from esep.sources.unreadable import LARGEST, Unreadable

Chat = Mapping[str, Any]
Message = Mapping[str, Any]

_CHANNEL = re.compile(r"(?:https?://)?t\.me/(?:s/)?(?P<name>\w+)/?")
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}
_DEEPEST = 50
"""So deep may a message nest; Telegram's own do not get beyond five."""


# result.json ------------------------------------------------------------------------------------------------------


def of_export(head: bytes, stream: IO[bytes], about: Document, where: str) -> Iterator[Document]:
    """The messages of `result.json`, its beginning and the rest, each as soon as it is read. Errors: Unreadable."""
    last = "the beginning"
    try:
        for chat, message in _messages(_Source(head, stream)):
            last = f"message {message.get('id')}"
            text = _text(message)
            if message.get("type") == "message" and text:
                yield _post(
                    text,
                    message.get("forwarded_from") or message.get("from") or chat.get("name"),
                    _posted(message, about.area),
                    _address(message.get("id"), chat, about.url),
                    about,
                )
    except (ijson.JSONError, UnicodeDecodeError, OverflowError):
        raise Unreadable(f"{where}: broken after {last}, the rest is lost; export it again") from None
    if last == "the beginning":
        raise Unreadable(f"{where}: no export of Telegram Desktop: it has no messages; give documents as JSON Lines")


def _messages(source: "_Source") -> Iterator[tuple[Chat, Message]]:
    """(chat, message) for every message, however many chats there are; the chat is what was said of it before.

    Errors: JSONError; also where one message is larger than a document or nests deeper than Telegram's do.
    """
    keys: list[str] = []  # of the objects and lists that are open around here; "" for a list
    told: list[dict[str, Any]] = []  # what each of these has said of itself
    message, depth = None, 0
    for event, value in ijson.basic_parse(source):
        step = _STEPS.get(event, 0)
        depth += step
        if depth > _DEEPEST:
            raise ijson.JSONError("too deep")
        if step > 0 and message is None and keys[-2:] == ["messages", ""]:
            message, within = ijson.ObjectBuilder(), depth - 1
        if message is not None:
            message.event(event, value)
            if depth == within:
                if isinstance(message.value, dict):
                    yield told[-2], message.value
                message = None
                source.passed()
        elif step > 0:
            keys.append("")
            told.append({})
        elif step < 0:
            keys.pop()
            told.pop()
        elif event == "map_key":
            keys[-1] = value
        elif keys:
            told[-1][keys[-1]] = value


class _Source:
    """A stream of JSON as Telegram writes it, no more of which is kept than one document may be large."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self.rest = head
        self.stream = stream
        self.size = len(head)

    def passed(self) -> None:
        """A message has been read: it needs to be kept no longer."""
        self.size = 0

    def read(self, size: int) -> bytes:
        if not size:  # ijson asks for nothing, to see whether it gets bytes
            return b""
        block = self.stream.read(size)
        self.size += len(block)
        if self.size > LARGEST:
            raise ijson.JSONError("too large")
        whole = self.rest + block
        cut = _UNFINISHED.search(whole) if block and b"\\" in whole[-3:] else None
        whole, self.rest = (whole[: cut.start(1)], whole[cut.start(1) :]) if cut else (whole, b"")
        return _ESCAPE.sub(_escaped, whole) if b"\\x" in whole else whole or (self.rest and self.read(size))


_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_UNFINISHED = re.compile(rb"(?<!\\)(?:\\\\)*(\\(?:x[0-9A-Fa-f]?)?)\Z")


def _escaped(found: re.Match[bytes]) -> bytes:
    """The escape as JSON has it: Telegram writes control characters as '\\x0B'."""
    return rb"\u00" + found[1] if found[1] else found[0]


def _text(message: Message) -> str:
    """The words of a message, which are text, or a list of texts and of objects that have one."""
    said = message.get("text") or message.get("text_entities") or ""
    parts = said if isinstance(said, list) else [said]
    words = [part.get("text") if isinstance(part, dict) else part for part in parts]
    return "".join(word for word in words if isinstance(word, str)).strip()


def _posted(message: Message, home: str | None) -> Issued:
    """When it was posted: `date` is in the zone of whoever exported it, so `date_unixtime` comes first."""
    try:
        return datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return moment(str(message.get("date", "")), home)


def _address(number: Any, chat: Chat, url: str | None) -> str | None:
    """Where the message is: in the channel the caller names, or in the one of that number, for those who may see it."""
    channel = _CHANNEL.fullmatch(url or "")
    if not isinstance(number, int):
        return None
    if channel:
        return f"https://t.me/{channel['name']}/{number}"
    if str(chat.get("type")).endswith(("channel", "supergroup")) and isinstance(chat.get("id"), int):
        return f"https://t.me/c/{chat['id']}/{number}"
    return None


def _post(text: str, publisher: Any, issued: Issued, url: str | None, about: Document) -> Document:
    return replace(
        about,
        text=text + "\n",
        publisher=called(publisher, about.area) if isinstance(publisher, str) else about.publisher,
        issued=issued or about.issued,
        url=url or about.url,
    )


# messages.html ----------------------------------------------------------------------------------------------------


def is_messages(tree: html.HtmlElement) -> bool:
    """Whether the page is one of an export."""
    return all(tree.find_class(name) for name in ("page_wrap", "page_header", "page_body"))


def of_messages(tree: html.HtmlElement, about: Document) -> Iterator[Document]:
    """The messages of a page of an export, in order. Shape: none on its pages that only list things."""
    chat = next((_words(name) for header in tree.find_class("page_header") for name in header.find_class("bold")), None)
    sender = origin = chat
    said_there: Issued = None
    for message in tree.find_class("message"):
        if "default" not in message.classes:
            continue
        for name in message.find_class("from_name"):  # one who goes on speaking is not named again
            if "forwarded" in name.getparent().classes:
                date = next(iter(name.find_class("details")), None)
                said_there = None if date is None else moment(_words(date), about.area)
                origin = _words(name).removesuffix(_words(date)).strip()
            else:
                sender = _words(name)
        forwarded = message.find_class("forwarded")
        posted = next((moment(date.get("title") or "", about.area) for date in message.find_class("date")), None)
        number = (message.get("id") or "").removeprefix("message")
        text = "\n".join(_lines(part) for part in message.find_class("text"))
        if text:
            yield _post(
                text,
                origin if forwarded else sender,
                said_there if forwarded and said_there else posted,
                _address(int(number) if number.isdecimal() else None, {}, about.url),
                about,
            )


def _words(element: html.HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())


def _lines(element: html.HtmlElement) -> str:
    """The text of a message with its line breaks."""
    for part in element.iter("br", "blockquote", "pre"):
        part.tail = "\n" + (part.tail or "")
    return str(element.text_content()).strip()
