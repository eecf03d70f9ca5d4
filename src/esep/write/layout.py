"""What a bulletin says, in which order: `data/bulletins/*.toml`, or `bulletins.toml` of a press office's own folder.

A folder of templates holds `bulletins.toml` (which stands in the place of ours), `<language>.ftl` (messages that stand
in the place of ours, one by one) and `letterhead.docx`. Each may be left out.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from esep import data
from esep.terms import Definition, Event, Group
from esep.write.phrase import LANGUAGES, BadTemplate

FILE = "bulletins.toml"
SAYINGS = ("new", "total", "patients", "change", "rate", "average", "words")
DAYS = ("day", "week", "week-before")
CADENCES = ("daily", "weekly")
PATIENTS = (Group.HOSPITAL, Group.HOME, Group.CHILDREN, Group.SEVERE, Group.CRITICAL, Group.VENTILATED)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph that is asked for.

    Missing: `message` None: the one that belongs to what is said.
    """

    say: str
    event: str = Event.CASE
    definition: str = Definition.CONFIRMED
    days: str = "day"
    regions: bool = False
    groups: tuple[str, ...] = PATIENTS
    list: bool = False
    message: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of bulletin."""

    title: str
    parts: tuple[Part, ...]
    cadence: str = "daily"
    """How often it is given out where nobody says otherwise."""
    sums: bool = False


@cache
def layouts(own: Path | None = None) -> Mapping[str, Layout]:
    """Every kind of bulletin by name, in order. Errors: BadTemplate."""
    file = own / FILE if own else None
    if file and file.is_file():
        try:
            return {kind: _layout(kind, asked) for kind, asked in tomllib.loads(file.read_text("utf-8-sig")).items()}
        except ValueError as error:
            raise BadTemplate(f"{file}: {error}") from None
    return {kind: _layout(kind, asked) for kind, asked in data.tables("bulletins").items()}


def shipped() -> Mapping[str, str]:
    """The templates as we ship them, by the names that a press office's own files have."""
    messages = {
        f"{language}.ftl": (files("esep.data") / "languages" / language / "bulletin.ftl").read_text("utf-8")
        for language in LANGUAGES
    }
    return {FILE: data.text(f"bulletins/{FILE}") or "", **messages}


def _layout(kind: str, asked: Any) -> Layout:
    if not isinstance(asked, dict) or not isinstance(asked.get("paragraphs"), list):
        raise BadTemplate(f"[{kind}] needs a title and a list of paragraphs")
    if unknown := asked.keys() - {"title", "cadence", "sums", "paragraphs"}:
        raise BadTemplate(f"[{kind}] knows no {', '.join(sorted(unknown))}: use title, cadence, sums, paragraphs")
    cadence = asked.get("cadence", "daily")
    if cadence not in CADENCES:
        raise BadTemplate(f"[{kind}]: cadence = {cadence!r}: use {' | '.join(CADENCES)}")
    parts = tuple(_part(f"[{kind}], paragraph {n}", part) for n, part in enumerate(asked["paragraphs"], 1))
    return Layout(str(asked.get("title", f"{kind}-title")), parts, cadence, sums=asked.get("sums") is True)


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "say": SAYINGS,
    "event": (Event.CASE, Event.RECOVERY, Event.DEATH, Event.PATIENT),
    "definition": tuple(Definition),
    "days": DAYS,
}
_FLAGS = ("regions", "list", "main")


def _part(where: str, asked: Any) -> Part:
    """Errors: BadTemplate says where, what is wrong and what can be said."""
    if not isinstance(asked, dict) or "say" not in asked:
        raise BadTemplate(f"{where} does not say what: add say = {' | '.join(SAYINGS)}")
    names = [field.name for field in fields(Part)]
    if unknown := asked.keys() - set(names):
        raise BadTemplate(f"{where} knows no {', '.join(sorted(unknown))}: use {', '.join(names)}")
    for name, choices in _CHOICES.items():
        if name in asked and asked[name] not in choices:
            raise BadTemplate(f"{where}: {name} = {asked[name]!r}: use {' | '.join(choices)}")
    for name in _FLAGS:
        if not isinstance(asked.get(name, False), bool):
            raise BadTemplate(f"{where}: {name} is true or false")
    groups = asked.get("groups", PATIENTS)
    if not isinstance(groups, list | tuple) or (set(groups) - set(PATIENTS)):
        raise BadTemplate(f"{where}: groups are a list of {', '.join(PATIENTS)}")
    if asked["say"] == "words" and not isinstance(asked.get("message"), str):
        raise BadTemplate(f"{where}: say = 'words' needs the name of a message: message = 'contacts'")
    return Part(**{**asked, "groups": tuple(groups)})
