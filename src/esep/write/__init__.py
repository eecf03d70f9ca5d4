"""Figures and problems -> text in Kazakh, Russian and English.

Every wording is data (`data/languages/<language>/*.ftl`, Project Fluent); the code only chooses what to say.
"""

from esep.write.bulletin import Bulletin, NothingToWrite, UnknownKind, compose, grounds
from esep.write.claims import claim_text
from esep.write.layout import CADENCES, layouts, shipped
from esep.write.notes import correction_note
from esep.write.phrase import LANGUAGES, BadTemplate, UnknownLanguage
from esep.write.problems import problem_text, problem_texts, slip_text
from esep.write.readback import Misread, read_back
from esep.write.shelf import Settled, Shelf

__all__ = [
    "CADENCES",
    "LANGUAGES",
    "BadTemplate",
    "Bulletin",
    "Misread",
    "NothingToWrite",
    "Settled",
    "Shelf",
    "UnknownKind",
    "UnknownLanguage",
    "claim_text",
    "compose",
    "correction_note",
    "grounds",
    "layouts",
    "problem_text",
    "problem_texts",
    "read_back",
    "shipped",
    "slip_text",
]
