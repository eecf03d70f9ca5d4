"""A bulletin as a document of Word, on the press office's own letterhead where it has one.

python-docx makes it; the file is packed anew, so that the same bulletin gives the same bytes.
"""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Page
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from esep.write.bulletin import Bulletin

LETTERHEAD = "letterhead.docx"
_TAGS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}


def docx(bulletin: Bulletin, own: Path | None = None) -> bytes:
    """The document. `own` is a folder of templates: its `letterhead.docx` gives head, foot and styles."""
    letterhead = own / LETTERHEAD if own else None
    document = Document(str(letterhead) if letterhead and letterhead.is_file() else None)
    about, made = document.core_properties, datetime.combine(bulletin.day, datetime.min.time(), UTC)
    about.title, about.language, about.author, about.comments = bulletin.title.text, bulletin.language, "", ""
    about.created = about.modified = made.replace(tzinfo=None)
    _speak(document, _TAGS[bulletin.language])
    document.add_heading(bulletin.title.text, level=1)
    document.add_paragraph(bulletin.dateline.text)
    for paragraph in bulletin.paragraphs:
        lead = document.add_paragraph(" ".join(line.text for line in paragraph.sentences))
        lead.paragraph_format.keep_with_next = bool(paragraph.items)
        for item in paragraph.items:
            listed = document.add_paragraph(item.text, style="List Bullet")
            listed.paragraph_format.space_after = Pt(0)
    packed = io.BytesIO()
    document.save(packed)
    return _dateless(packed)


def _speak(document: Page, tag: str) -> None:
    """The language of the text, for whoever checks its spelling or reads it aloud."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    properties.append(language)


def _dateless(packed: io.BytesIO) -> bytes:
    """The same archive without the hour at which it was packed."""
    anew = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(anew, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return anew.getvalue()
