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


def telegram(bulletin: Bulletin) -> tuple[str, ...]:
    """The bulletin as posts in Telegram's HTML, as few as go by its limit. Each has the title and the day, and reads
    by itself; paragraphs stay whole unless one alone is too long."""
    title = f"<b>{escape(bulletin.title.text[:_LONGEST])}</b>"
    dateline = escape(bulletin.dateline.text[:_LONGEST])
    goes_on = escape(phrase_of(None, bulletin.language, "goes-on", {}))
    posts: list[str] = []
    head = f"{title}\n{dateline}"
    room = LIMIT - length(f"{head} {goes_on}") - len("\n\n")
    for piece in (piece for paragraph in bulletin.paragraphs for piece in _pieces(paragraph.text, room)):
        if posts and length(f"{posts[-1]}\n\n{escape(piece)}") <= LIMIT:
            posts[-1] += f"\n\n{escape(piece)}"
        else:
            posts.append(f"{head}{f' {goes_on}' if posts else ''}\n\n{escape(piece)}")
    return tuple(posts)


_LONGEST = 500
"""What is shown of a title in a post."""


def length(post: str) -> int:
    """As Telegram counts: UTF-16 code units of the text without its marks."""
    return len(unescape(re.sub(r"<[^>]*>", "", post)).encode("utf-16-le")) // 2


def _pieces(text: str, room: int) -> Iterator[str]:
    """The text in pieces that each have room: cut at the last line's end, else at the last space, else anywhere."""
    while (stop := _fitting(text, room)) < len(text):
        cut = max(text.rfind("\n", 0, stop + 1), 0) or max(text.rfind(" ", 0, stop + 1), 0) or stop
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def _fitting(text: str, room: int) -> int:
    """How many characters fit into so many code units."""
    return len(text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore"))


def _joined(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in lines)
