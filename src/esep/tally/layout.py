"""What the columns of a line list mean: its tags, the names of epiverse-trace/linelist (R/tags_types.R) and a few more.

A list whose columns bear these names needs no mapping. Others are told by a small file; ready ones are
`data/linelists/*.toml`, and the words of each tag in our languages `data/linelists/words/`.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from esep import data

TAGS = {
    "id": "text",
    "date_onset": "date",
    "date_reporting": "date",
    "date_admission": "date",
    "date_discharge": "date",
    "date_outcome": "date",
    "date_death": "date",
    "location": "area",
    "gender": "word",
    "age": "number",
    "hcw": "word",
    "outcome": "word",
    # not in epiverse's list:
    "date_birth": "date",  # its age on the day of report, where no age is told
    "date_recovery": "date",
    "date_recorded": "date",  # from when on this version of the row was known
    "date_change": "date",  # from when on setting and gravity of this row held: a row a change of a case
    "classification": "word",  # as the surveillance system has it
    "test_result": "word",
    "code": "text",  # ICD-10
    "clinical": "word",  # whether the clinical picture fits
    "setting": "word",
    "gravity": "word",
    "intensive_care": "word",
    "ventilation": "word",
    "disease": "text",  # of a list of several diseases
}
"""What each tag's column holds."""
_ANSWERS = ("yes", "no")
WORDS: Mapping[str, tuple[str, ...]] = {
    "gender": ("male", "female"),
    "hcw": _ANSWERS,
    "outcome": ("death", "recovered", "other"),
    "classification": ("confirmed", "probable", "suspected", "discarded"),
    "test_result": ("positive", "negative"),
    "clinical": _ANSWERS,
    "setting": ("hospital", "home"),
    "gravity": ("severe", "critical", "ventilated", "other"),
    "intensive_care": _ANSWERS,
    "ventilation": _ANSWERS,
}
"""What a word's tag can say; its number here, from 1, stands for it. 'other' is known and counts nowhere."""
_IMPLIED = {"age": ("date_birth",), "gravity": ("intensive_care", "ventilation")}
"""Tags that are told by others too."""
ANY = "*"
"""Under [values.TAG]: every other word."""
PER_YEAR = {"years": 1, "months": 12, "weeks": 52, "days": 365}
"""How many of each a year of age has. Source: SORMAS, ApproximateAgeType, and weeks by hand."""
_FORMS = ("iso",)


@dataclass(frozen=True)
class Layout:
    """What the columns of a line list mean. Fields bear the names of the mapping's keys."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    """By tag; several for a location: its country, its part."""
    title: str | None = None
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    definition: str | None = None
    """The case definition that suits it."""
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | int = 1
    skip_rows: int = 0
    comment: str | None = None
    """How rows below the names begin that are no cases."""
    path: str | None = None
    """What stands between the areas of a location that is told as a path, from the whole down."""
    optional: tuple[str, ...] = ()
    """Tags whose columns the list may lack."""
    dates: tuple[str, ...] = _FORMS
    """Ways of writing days, tried in order: 'iso', or as of strptime."""
    missing: tuple[str, ...] = ()
    """Words that tell nothing."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By tag: what the list's words mean. Empty: nothing."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """Codes by the list's names. Empty: refused as an unknown area."""
    written: str = ""
    """The file, as it is."""

    @property
    def tags(self) -> frozenset[str]:
        """The tags that it tells, by a column of their own or by others."""
        implied = {tag for tag, others in _IMPLIED.items() if set(others) & self.columns.keys()}
        return frozenset(self.columns) | implied

    def within(self, columns: Container[str]) -> "Layout":
        """The layout of a list that has these columns only: without optional tags that it lacks."""
        kept = {tag: of for tag, of in self.columns.items() if tag not in self.optional or of[0] in columns}
        return replace(self, columns=kept)

    def words(self, tag: str) -> Mapping[str, int]:
        """What the list's words of that tag mean, in lower case: the number of the word, 0 for nothing."""
        known = WORDS[tag]
        found = {word: known.index(one) + 1 for one in known for word in (one, *_spoken(tag).get(one, ()))}
        found |= {"": 0} | {word.strip().lower(): 0 for word in (*_spoken(tag).get("unknown", ()), *self.missing)}
        own = self.values.get(tag, {})
        own = {word: one for word, one in own.items() if word != ANY}
        return found | {word.strip().lower(): known.index(one) + 1 if one else 0 for word, one in own.items()}

    def otherwise(self, tag: str) -> int | None:
        """The number of what every word means that `words` does not know, 0 for nothing. Missing: None where such a
        word is a fault."""
        one = self.values.get(tag, {}).get(ANY)
        return None if one is None else WORDS[tag].index(one) + 1 if one else 0

    @staticmethod
    def standard(columns: Mapping[str, str]) -> "Layout":
        """That of a list whose columns bear the names of tags."""
        return Layout("standard", {tag: (tag,) for tag in TAGS if tag in columns})

    @staticmethod
    def from_toml(name: str, said: Mapping[str, Any], written: str) -> "Layout":
        """Errors: ValueError says which key is wrong, and what it must be."""
        texts = ("title", "publisher", "country", "language", "definition", "delimiter", "encoding", "comment", "path")
        others = ("sheet", "skip_rows", "optional", "dates", "missing", "columns", "values", "areas")
        for key in said.keys() - {*texts, *others}:
            raise ValueError(f"unknown key {key!r}; a mapping of a line list has {', '.join((*texts, *others))}")
        read: dict[str, Any] = {key: _typed(said[key], str, key) for key in texts if key in said}
        read["sheet"] = _typed(said.get("sheet", 1), (str, int), "sheet")
        read["skip_rows"] = _typed(said.get("skip_rows", 0), int, "skip_rows")
        read["optional"] = _words(said.get("optional", []), "optional")
        read["dates"] = _words(said.get("dates", list(_FORMS)), "dates")
        read["missing"] = _words(said.get("missing", []), "missing")
        read["areas"] = _table(said.get("areas", {}), "areas")
        read["values"] = {tag: _values(tag, of) for tag, of in _typed(said.get("values", {}), dict, "values").items()}
        columns = _typed(said.get("columns", {}), dict, "columns")
        for tag in columns.keys() - TAGS.keys():
            raise ValueError(f"[columns] has {tag!r}, which is no tag: use {', '.join(TAGS)}")
        read["columns"] = {tag: _words(of, f"columns.{tag}") for tag, of in columns.items()}
        for tag, of in read["columns"].items():
            if len(of) != 1 and tag != "location":
                raise ValueError(f"'columns.{tag}' must be one column; only a location may have several")
        for tag in read["optional"]:
            if tag not in columns or tag == "date_reporting":
                raise ValueError(f"'optional' has {tag!r}; it names tags of [columns] that a list may lack")
        if "date_reporting" not in columns:
            raise ValueError("[columns] must name that of 'date_reporting', the day on which a case is counted")
        return Layout(name, written=written, **read)


def units() -> Mapping[str, int]:
    """How many of each unit of age, by its name in lower case, a year has."""
    return {word: PER_YEAR[unit] for unit, words in _spoken("age").items() for word in words}


def _spoken(tag: str) -> Mapping[str, list[str]]:
    """How our languages say what the tag can say, in lower case."""
    found: dict[str, list[str]] = {}
    said = "answer" if WORDS.get(tag) == _ANSWERS else tag
    for language in data.tables("linelists/words").values():
        for one, words in language.get(said, {}).items():
            found.setdefault(one, []).extend(words)
    return found


def _values(tag: str, said: Any) -> Mapping[str, str]:
    if tag not in WORDS:
        raise ValueError(f"[values.{tag}]: only {', '.join(WORDS)} have words")
    found = _table(said, f"values.{tag}")
    for word in found.values():
        if word and word not in WORDS[tag]:
            raise ValueError(f"[values.{tag}] has {word!r}; it is one of {', '.join(WORDS[tag])}, or empty")
    return found


def _table(value: Any, key: str) -> Mapping[str, str]:
    return {word: _typed(one, str, key) for word, one in _typed(value, dict, key).items()}


def _words(value: Any, key: str) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in several):
        raise ValueError(f"'{key}' must be a text, or a list of texts")
    return tuple(several)


def _typed(value: Any, kind: Any, key: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        kinds = " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
        raise ValueError(f"{key!r} must be of the kind {kinds}, not {type(value).__name__}")
    return value
