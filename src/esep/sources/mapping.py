"""A mapping: what a layout of tables means, told by a small TOML file. `docs/formats.md` lists its keys.

Ready ones are `data/mappings/*.toml`. A key that is not known is refused: a slip of the pen would else be a column that
nobody reads.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from esep import area, data
from esep.document import Document
from esep.figure import claim_parts
from esep.read import languages, table
from esep.sources.unreadable import Unreadable, reason

ISO = "iso"
"""The way of writing dates that is taken where none is named."""
_LARGEST = 2**20
"""Bytes of the largest mapping."""
_CLAIMS = 5000
"""Characters of all claims: they stand in the first line of a document, by which it is known as a table."""


@dataclass(frozen=True)
class Told:
    """Where a table tells a thing: in a column, in the file's name, or nowhere, so that the mapping says it."""

    columns: tuple[str, ...] = ()
    """Several for an area: its country, its part, its place."""
    file: re.Pattern[str] | None = None
    constant: str | None = None
    formats: tuple[str, ...] = (ISO,)
    """Of a date: ways of writing, tried in order."""
    zone: ZoneInfo | None = None
    """Of a time that names no zone. Missing: None for that of the country."""
    shift_days: int = 0
    unknown: bool = False
    """Whether nobody knows it."""


@dataclass(frozen=True)
class Counted:
    """What the table's word for a count means."""

    claim: str
    """Its column in a table of ours. Missing: empty for a count that is left out."""
    keep: Mapping[str, tuple[str, ...]]
    """Only in rows that have one of these values in that column."""


@dataclass(frozen=True)
class Across:
    """A wide table: what its columns are."""

    of: str
    """date | area."""
    columns: re.Pattern[str] | tuple[str, ...]
    formats: tuple[str, ...] = (ISO,)


@dataclass(frozen=True)
class Layout:
    """What a layout of tables means. Fields bear the names of the mapping's keys."""

    name: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    country: str | None = None
    format: str | None = None
    """csv | xlsx. Missing: None for what the file is."""
    delimiter: str = ","
    encoding: str | None = None
    decimal: str = "."
    thousands: str = ""
    sheet: str | int = 1
    skip_rows: int = 0
    missing: tuple[str, ...] = ()
    """Words in a cell that state nothing."""
    area: Told = Told()
    date: Told | None = None
    issued: Told | None = None
    disease: Told | None = None
    indicator: Told | None = None
    value: str | None = None
    """The column of values of a table with one count a row."""
    claim: str | None = None
    """What all values count."""
    across: Across | None = None
    claims: Mapping[str, Counted] = field(default_factory=dict)
    """By the table's word for it: the name of a column, or what the indicator says."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """Codes by the table's names, 'country/part' for a part. Missing: an empty code for what is left out."""
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By column: only rows with one of these values; '*' at its end stands for any ending."""
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes_only: bool = False
    add_up: bool = False
    on_error: str = "stop"

    @property
    def skips(self) -> bool:
        """Whether what cannot be read is left out and told, instead of ending the file."""
        return self.on_error == "skip"

    def filled(self, about: Document) -> Document:
        """What is known of its documents: what the mapping says, then what the caller says."""
        return Document(
            "",
            publisher=self.publisher or about.publisher,
            url=self.url or about.url,
            issued=about.issued,
            language=self.language or about.language,
            area=self.country or about.area,
            title=self.title or about.title,
        )


def mapping(name: str) -> Layout:
    """The mapping in the file of that name, or the ready one that is called so. Errors: Unreadable."""
    if name.lower().endswith(".toml"):
        said = file(Path(name))
    elif (ready := data.text(f"mappings/{name}.toml")) is not None:
        said = ready
    else:
        known = ", ".join(one.removesuffix(".toml") for one in data.names("mappings"))
        raise Unreadable(f"{name}: no mapping is called so; the ready ones are {known}; a file of yours ends in .toml")
    try:
        return _layout(name, tomllib.loads(said))
    except (ValueError, re.error, ZoneInfoNotFoundError) as error:
        raise Unreadable(f"{name}: {' '.join(str(error).split())}") from None


def file(path: Path) -> str:
    """What a small file of the user says. Errors: Unreadable."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise Unreadable(f"{path}: too large for a mapping; is it the table? Say --mapping MAPPING TABLE")
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path}: {reason(error)}") from None
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: not UTF-8 (byte {error.start + 1}); save it as UTF-8 first") from None


_WORDS = ("title", "publisher", "url", "licence", "language", "country", "delimiter", "encoding", "decimal", "value")
_CHOICES = {"format": ("csv", "xlsx"), "on_error": ("stop", "skip")}


def _layout(name: str, said: Mapping[str, Any]) -> Layout:
    """Errors: ValueError says which key is wrong, and what it must be."""
    _known(said, {one.name for one in fields(Layout)} - {"name"}, "the mapping")
    read: dict[str, Any] = {key: _word(said[key], key) for key in _WORDS if key in said}
    for key, choices in _CHOICES.items():
        if key in said:
            read[key] = _one_of(said[key], choices, key)
    for key in ("area", "date", "issued", "disease", "indicator"):
        if key in said:
            read[key] = _told(said[key], key)
    read["thousands"] = _typed(said.get("thousands", ""), str, "thousands")
    read["sheet"] = _typed(said.get("sheet", 1), (str, int), "sheet")
    read["skip_rows"] = _typed(said.get("skip_rows", 0), int, "skip_rows")
    read["missing"] = _texts(said.get("missing", []), "missing")
    read["add_up"] = _typed(said.get("add_up", False), bool, "add_up")
    read["keep"] = _values(said.get("keep", {}), "keep")
    read["leave_out"] = _values(said.get("leave_out", {}), "leave_out")
    read["areas"] = _areas(said.get("areas", {}))
    read["across"] = _across(said["across"]) if "across" in said else None
    read["claim"] = _claim(said["claim"]) if "claim" in said else None
    read["claims"] = {word: _counted(one, word) for word, one in _typed(said.get("claims", {}), dict, "claims").items()}
    read["changes_only"] = _typed(said.get("changes_only", _is_versioned(read)), bool, "changes_only")
    _whole(read)
    return Layout(name, **read)


def _is_versioned(read: Mapping[str, Any]) -> bool:
    """Whether a table says of many days what was known at many times."""
    issued, across = read.get("issued"), read.get("across")
    dated = read.get("date") or (across and across.of == "date")
    return bool(dated and issued and (issued.columns or issued.file))


def _whole(read: Mapping[str, Any]) -> None:
    """Errors: ValueError where the keys do not fit one another, or one is wanting."""
    across = read["across"]
    if bool(read["claim"]) == bool(read["claims"]):
        raise ValueError("say what is counted: 'claim' for all values, or [claims] for each of the table's words")
    if "area" not in read and not (across and across.of == "area"):
        raise ValueError('say where the area stands: area = "its column", or area = { constant = "KZ" }')
    if read["claim"] and not (across or "value" in read):
        raise ValueError("say which columns hold the values of 'claim': 'value' for one, [across] for many")
    if "indicator" in read and not (across or "value" in read):
        raise ValueError("with 'indicator' say which columns hold the values: 'value' for one, [across] for many")
    if across and ("value" in read or across.of in read):
        raise ValueError(f"[across] holds the values and the {across.of}s: leave out 'value' and '{across.of}'")
    if read["claims"] and (across or "value" in read) and "indicator" not in read:
        raise ValueError("say where the table tells which of [claims] a value is of: indicator = ...")
    told_apart = not across and "value" not in read
    named = [one.claim for one in read["claims"].values() if one.claim]
    if told_apart and len(set(named)) < len(named):
        raise ValueError("two columns of [claims] are one claim; their values would stand in one cell")
    if not told_apart and any(one.keep for one in read["claims"].values()):
        raise ValueError("'keep' of a claim is for claims that are columns; here say 'keep' for all rows")
    if sum(map(len, named)) > _CLAIMS:
        raise ValueError("[claims] has too many claims for one table; make two mappings")
    if read["changes_only"] and not ("date" in read or (across and across.of == "date")):
        raise ValueError("'changes_only' needs a date: without one, each row is of another day")
    if read["changes_only"] and not ("issued" in read and (read["issued"].columns or read["issued"].file)):
        raise ValueError("'changes_only' needs the time of issue of each version: in a column, or in the file's name")
    if read.get("language") not in (None, *languages()):
        raise ValueError(f"unknown language {read['language']!r}: use {', '.join(languages())}, or leave it out")
    if read.get("country"):
        area.find(read["country"])
    if len(read.get("delimiter", ",")) != 1 or len(read.get("decimal", ".")) != 1 or len(read["thousands"]) > 1:
        raise ValueError("'delimiter', 'decimal' and 'thousands' are one sign each")
    if read["thousands"] == read.get("decimal", "."):
        raise ValueError("'thousands' and 'decimal' are two signs")


# Values of one key ------------------------------------------------------------------------------------------------


def _known(said: Mapping[str, Any], keys: set[str], where: str) -> None:
    for key in said:
        if key not in keys:
            raise ValueError(f"unknown key {key!r} in {where}: it has {', '.join(sorted(keys))}")


def _typed(value: Any, kind: type | tuple[type, ...], key: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        kinds = kind if isinstance(kind, tuple) else (kind,)
        told = {str: "text", int: "a whole number", bool: "true or false", dict: "a table", list: "a list"}
        raise ValueError(f"'{key}' must be {' or '.join(told[one] for one in kinds)}, not {value!r}")
    return value


def _word(value: Any, key: str) -> str:
    word: str = _typed(value, str, key)
    if not word or "\n" in word or "\r" in word:
        raise ValueError(f"'{key}' must be one line of text")
    return word


def _one_of(value: Any, choices: tuple[str, ...], key: str) -> str:
    if value not in choices:
        raise ValueError(f"'{key}' must be {' or '.join(choices)}, not {value!r}")
    return str(value)


def _texts(value: Any, key: str) -> tuple[str, ...]:
    """The texts of a list, or of one; a whole number is as good as its digits."""
    return tuple(str(_typed(one, (str, int), key)) for one in (value if isinstance(value, list) else [value]))


def _values(said: Any, key: str) -> dict[str, tuple[str, ...]]:
    return {column: _texts(values, f"{key}.{column}") for column, values in _typed(said, dict, key).items()}


def _told(said: Any, key: str) -> Told:
    if isinstance(said, str):
        return Told((said,))
    _known(_typed(said, dict, key), {"column", "columns", "file", "constant", "unknown", *_DATED.get(key, ())}, key)
    ways = [way for way in ("column", "columns", "file", "constant", "unknown") if way in said]
    if len(ways) != 1 or (said.keys() & {"columns"} and key != "area") or ("unknown" in said and key != "issued"):
        raise ValueError(f"'{key}' must say one of column, file and constant")
    return Told(
        _texts(said.get("column", said.get("columns", [])), key),
        re.compile(_word(said["file"], f"{key}.file")) if "file" in said else None,
        _word(said["constant"], f"{key}.constant") if "constant" in said else None,
        _texts(said["format"], f"{key}.format") if "format" in said else (ISO,),
        ZoneInfo(_word(said["zone"], f"{key}.zone")) if "zone" in said else None,
        _typed(said.get("shift_days", 0), int, f"{key}.shift_days"),
        _typed(said.get("unknown", False), bool, f"{key}.unknown"),
    )


_DATED = {"date": ("format", "shift_days"), "issued": ("format", "zone", "shift_days")}


def _across(said: Any) -> Across:
    _known(_typed(said, dict, "across"), {"of", "columns", "format"}, "[across]")
    of = _one_of(said.get("of"), ("date", "area"), "across.of")
    columns = said.get("columns", ".+")
    return Across(
        of,
        re.compile(columns) if isinstance(columns, str) else _texts(columns, "across.columns"),
        _texts(said["format"], "across.format") if "format" in said else (ISO,),
    )


def _claim(said: Any) -> str:
    notation = _word(said, "claim")
    claim_parts(f"-/KZ/{notation}")  # says which of its words is wrong
    table.column(notation)
    return notation


def _counted(said: Any, word: str) -> Counted:
    if isinstance(said, dict):
        _known(said, {"claim", "keep"}, f"claims.{word}")
        return Counted(_claim(said.get("claim", "")), _values(said.get("keep", {}), f"claims.{word}.keep"))
    return Counted(_claim(said) if said != "" else "", {})


def _areas(said: Any) -> dict[str, str]:
    found = {name: _typed(code, str, f"areas.{name}") for name, code in _typed(said, dict, "areas").items()}
    for code in filter(None, found.values()):
        area.find(code)
    return {" ".join(name.split()): code for name, code in found.items()}
