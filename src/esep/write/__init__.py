"""Figures and problems -> text in Kazakh, Russian and English.

Every wording is data (`data/languages/<language>/*.ftl`, Project Fluent); the code only chooses what to say.
"""

from esep.write.bulletin import Bulletin, NothingToWrite, Settled, compose
from esep.write.claims import claim_text
from esep.write.notes import correction_note
from esep.write.phrase import LANGUAGES, UnknownLanguage
from esep.write.problems import problem_text, problem_texts, slip_text

__all__ = [
    "LANGUAGES",
    "Bulletin",
    "NothingToWrite",
    "Settled",
    "UnknownLanguage",
    "claim_text",
    "compose",
    "correction_note",
    "problem_text",
    "problem_texts",
    "slip_text",
]
