"""A bulletin as HTML, Markdown and posts of Telegram. Whatever a name or a template holds stays text in each of them.

No library: each form is a handful of lines, and what must be escaped is told by the form's own definition.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from esep.write.bulletin import Bulletin, Line, Paragraph
from esep.write.phrase import phrase_of

LIMIT = 4096
"""Of a message. Source: https://core.telegram.org/bots/api#sendmessage, 'after entities parsing'."""
CAPTION = 1024
"""Of what stands below a picture. Source: https://core.telegram.org/bots/api#sendphoto, 'after entities parsing'."""

_STYLE = """
body { font: 12pt/1.5 Georgia, "Noto Serif", serif; color: #111; background: #fff; max-width: 42em; margin: 2em auto;
  padding: 0 1em }
h1 { font-size: 1.5em; line-height: 1.2; margin: 0 }
.dateline { color: #444; margin: .3em 0 1.5em }
ul { list-style: none; padding: 0; margin: -.5em 0 1em; columns: 2 16em }
li, p { break-inside: avoid; overflow-wrap: anywhere }
@page { margin: 2cm }
@media print { body { max-width: none; margin: 0; padding: 0 } }
"""


def html(bulletin: Bulletin) -> str:
    """A page by itself: no script, nothing loaded, a style that prints well."""
    title, dateline = escape(bulletin.title.text), escape(bulletin.dateline.text)
    body = "\n".join(map(_html_paragraph, bulletin.paragraphs))
    return (
        f'<!doctype html>\n<html lang="{bulletin.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="dateline">{dateline}</p>\n{body}\n</main>\n</body>\n</html>\n'
    )


def _html_paragraph(paragraph: Paragraph) -> str:
    items = "".join(f"<li>{escape(item.text)}</li>\n" for item in paragraph.items)
    return f"<p>{escape(_joined(paragraph.sentences))}</p>" + (f"\n<ul>\n{items}</ul>" if items else "")


def markdown(bulletin: Bulletin) -> str:
    """CommonMark."""
    head = f"# {_escaped(bulletin.title.text)}\n\n{_escaped(bulletin.dateline.text)}"
    return "\n\n".join([head, *map(_markdown_paragraph, bulletin.paragraphs)]) + "\n"


def _markdown_paragraph(paragraph: Paragraph) -> str:
    items = [f"- {_escaped(item.text)}" for item in paragraph.items]
    return _escaped(_joined(paragraph.sentences)) + ("\n\n" + "\n".join(items) if items else "")


def _escaped(text: str) -> str:
    """What CommonMark and its common extensions would take for marks, escaped."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~&$]|:(?=//)|(?<=\bwww)\.)", r"\\\1", text)
    return re.sub(r"^(\s*)([-+=]|\d+(?=[.)]))", lambda found: f"{found[1]}{_opening(found[2])}", text, flags=re.M)


def _opening(mark: str) -> str:
    """What would begin a list or a heading, so that it does not."""
    return f"&#{ord(mark[0])};{mark[1:]}" if mark.isdigit() else f"\\{mark}"


def telegram(text: str, language: str) -> tuple[str, ...]:
    """A bulletin's text as posts in Telegram's HTML, as few as go by its limit. Each has the title and the day, the two
    lines that such a text begins with, and reads by itself; paragraphs stay whole unless one alone is too long."""
    first, blocks = _headed(text)
    first_again = ""
    if first:
        first_again = f"{first} {escape(phrase_of(None, language, 'goes-on', {}))}\n\n"
        first += "\n\n"
    posts: list[str] = []
    for piece in (piece for block in blocks for piece in _pieces(block, LIMIT - length(first_again))):
        more = escape(piece, quote=False)
        if posts and length(f"{posts[-1]}\n\n{more}") <= LIMIT:
            posts[-1] += f"\n\n{more}"
        else:
            posts.append((first_again if posts else first) + more)
    return tuple(posts)


def caption(text: str, language: str) -> str:
    """What stands below the picture of a bulletin in Telegram's HTML: title and day, where there is room for them, and
    what is drawn. It states no figures, so that nobody takes it for a witness of any."""
    drawn = escape(phrase_of(None, language, "picture", {}), quote=False)
    first, _ = _headed(text)
    whole = f"{first}\n{drawn}" if first else drawn
    return whole if length(whole) <= CAPTION else drawn


def _headed(text: str) -> tuple[str, list[str]]:
    """Title and day in Telegram's HTML, where a text begins with them, and the paragraphs that follow."""
    plain = _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n"))
    blocks = [block.strip("\n") for block in plain.strip().split("\n\n") if block.strip()]
    if len(blocks) < 2 or blocks[0].count("\n") != 1 or len(blocks[0]) > _LONGEST:
        return "", blocks
    title, dateline = escape(blocks.pop(0), quote=False).split("\n")
    return f"<b>{title}</b>\n{dateline}", blocks


_LONGEST = 1000
"""What is longer is no title and day."""
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def seen(post: str) -> str:
    """What a reader sees of a post."""
    return unescape(re.sub(r"<[^>]*>", "", post))


def length(post: str) -> int:
    """As Telegram counts: UTF-16 code units of what is seen."""
    return len(seen(post).encode("utf-16-le")) // 2


def _pieces(text: str, room: int) -> Iterator[str]:
    """The text in pieces that each have room: cut at the end of a line, else at a space, where that leaves the piece at
    least half full, else anywhere."""
    while (stop := _fitting(text, room)) < len(text):
        cuts = (text.rfind(mark, stop // 2, stop + 1) for mark in ("\n", " "))
        cut = next((cut for cut in cuts if cut > 0), stop)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _fitting(text: str, room: int) -> int:
    """How many characters fit into so many code units."""
    return len(text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore"))


def _joined(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in lines)
