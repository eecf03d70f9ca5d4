"""A channel to try with, and for tests: it answers as Telegram's Bot API does, as far as Esep asks, and keeps what is
posted in a file. Nothing leaves this machine.

    python examples/telegram/bot_api.py CHANNEL.json COMMAND...

runs COMMAND with such a server beside it, then shows what the channel holds.
"""

import email
import hashlib
import html
import json
import os
import re
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TOKEN = "123456:a-token-to-try-with"
Answer = dict[str, Any]


class Refusal(Exception):
    """What the server says no with."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


class Channel:
    """What a channel holds, and what was asked of it. `hook` is called with each method before it is done."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.hook: Callable[[str, Answer], None] = lambda method, fields: None
        self.after: Callable[[str, Answer], None] = lambda method, fields: None
        self.asked: list[tuple[str, Answer]] = []
        kept = json.loads(path.read_text("utf-8")) if path and path.exists() else {"posts": {}, "next": 101}
        self.posts: dict[int, Answer] = {int(number): post for number, post in kept["posts"].items()}
        self.next: int = kept["next"]

    def ask(self, token: str, method: str, fields: Answer) -> Any:
        """The result of a request."""
        self.asked.append((method, fields))
        if token != TOKEN:
            raise Refusal(401, "Unauthorized")
        self.hook(method, fields)
        done = getattr(self, f"_{method}", None)
        if done is None:
            raise Refusal(404, "Not Found")
        result = done(fields)
        if self.path:
            self.path.write_text(json.dumps({"posts": self.posts, "next": self.next}), "utf-8")
        self.after(method, fields)
        return result

    def _getChat(self, fields: Answer) -> Answer:
        return {"id": -1, "type": "channel", "title": fields["chat_id"]}

    def _sendMessage(self, fields: Answer) -> Answer:
        number, self.next = self.next, self.next + 1
        self.posts[number] = {"chat": fields["chat_id"], "text": said(fields["text"]), "edits": 0}
        return {"message_id": number}

    def _editMessageText(self, fields: Answer) -> Answer:
        post, text = self._post(fields, "edit"), said(fields["text"])
        if "picture" in post:
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        if post["text"] == text:
            raise Refusal(400, "Bad Request: message is not modified")
        post["text"], post["edits"] = text, post["edits"] + 1
        return {"message_id": fields["message_id"]}

    def _sendPhoto(self, fields: Answer) -> Answer:
        shown = {"text": said(fields.get("caption", ""), 1024), "picture": picture(fields.get("photo"))}
        number, self.next = self.next, self.next + 1
        self.posts[number] = {"chat": fields["chat_id"], **shown, "edits": 0}
        return {"message_id": number, "photo": [{"width": shown["picture"][0], "height": shown["picture"][1]}]}

    def _editMessageMedia(self, fields: Answer) -> Answer:
        post = self._post(fields, "edit")
        try:
            media = json.loads(fields["media"])
            name = media["media"].removeprefix("attach://")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refusal(400, "Bad Request: can't parse InputMedia: Media is not specified") from None
        if media.get("type") != "photo":
            raise Refusal(400, "Bad Request: can't parse InputMedia: type of media is unsupported")
        shown = {"text": said(media.get("caption", ""), 1024), "picture": picture(fields.get(name))}
        if post | shown == post:
            raise Refusal(400, "Bad Request: message is not modified")
        post |= shown | {"edits": post["edits"] + 1}
        return {"message_id": int(fields["message_id"])}

    def _deleteMessage(self, fields: Answer) -> bool:
        self._post(fields, "delete")
        del self.posts[fields["message_id"]]
        return True

    def _post(self, fields: Answer, verb: str) -> Answer:
        post = self.posts.get(int(fields["message_id"]))
        if post is None or post["chat"] != fields["chat_id"]:
            raise Refusal(400, f"Bad Request: message to {verb} not found")
        return post


def said(text: str, longest: int = 4096) -> str:
    """What a reader sees of a text in Telegram's HTML, or of a caption, which is shorter and may be empty. Errors:
    Refusal where Telegram would refuse it."""
    bare = re.sub(r"<b>([^<]*)</b>", r"\1", text)
    if "<" in bare or re.search(r"&(?!(lt|gt|amp|quot);)", bare):
        raise Refusal(400, "Bad Request: can't parse entities")
    plain = html.unescape(bare).strip()
    if not plain and longest == 4096:
        raise Refusal(400, "Bad Request: message text is empty")
    if len(plain.encode("utf-16-le")) // 2 > longest:
        raise Refusal(400, f"Bad Request: message {'is' if longest == 4096 else 'caption is'} too long")
    return plain


def picture(file: object) -> tuple[int, int, str]:
    """Width, height and hash of a PNG. Errors: Refusal where Telegram would refuse it."""
    if not isinstance(file, bytes):
        raise Refusal(400, "Bad Request: there is no photo in the request")
    if not file:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(file) > 10 * 2**20:
        raise Refusal(400, "Bad Request: file is too big for a photo; the maximum size is 10485760 bytes")
    if file[:8] != b"\x89PNG\r\n\x1a\n" or file[12:16] != b"IHDR":
        raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", file[16:24])
    if width + height > 10000 or max(width, height) > 20 * min(width, height):
        raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return width, height, hashlib.sha256(file).hexdigest()


def fields_of(kind: str, body: bytes) -> Answer:
    """The fields of a request, as JSON or as a form with files."""
    if not kind.startswith("multipart/"):
        fields: Answer = json.loads(body)
        return fields
    form = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    found: Answer = {}
    for part in form.walk():
        name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content if part.get_filename() else content.decode()
    return found


class Server(ThreadingHTTPServer):
    """The server of one channel; as a context it serves in the background."""

    daemon_threads = True

    def __init__(self, channel: Channel, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.channel = channel

    @property
    def address(self) -> str:
        """Where it is: the value of ESEP_TELEGRAM_API."""
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> "Server":
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A hook may cut the connection; that is no error here."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_POST(self) -> None:
        """Answers /bot<token>/<method>."""
        _, bot, method = self.path.split("/", 2)
        fields = fields_of(self.headers["Content-Type"], self.rfile.read(int(self.headers["Content-Length"])))
        try:
            code, answer = 200, {"ok": True, "result": self.server.channel.ask(bot.removeprefix("bot"), method, fields)}
        except Refusal as error:
            code = error.code
            answer = {"ok": False, "error_code": code, "description": error.description}
            if error.parameters:
                answer["parameters"] = error.parameters
        body = json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: what it holds is shown at the end."""


def main(path: Path, command: list[str]) -> int:
    """Run the command with a server beside it, then show the channel."""
    channel = Channel(path)
    with Server(channel) as server:
        named = {**os.environ, "ESEP_TELEGRAM_API": server.address, "ESEP_TELEGRAM_TOKEN": TOKEN}
        status = subprocess.run(command, env=named, check=False).returncode
    for number, post in channel.posts.items():
        edited = f", edited {post['edits']} times" if post["edits"] else ""
        kind = (
            f"picture {number} ({post['picture'][0]} × {post['picture'][1]})" if "picture" in post else f"post {number}"
        )
        print(f"=== {kind} in {post['chat']}{edited}\n{post['text']}")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
