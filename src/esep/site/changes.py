"""Where the meaning of a series changed: a new case definition, a group counted in or left out. Data: `changes/`."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from esep import data


@dataclass(frozen=True, slots=True)
class Change:
    """A change in what figures count."""

    day: date
    """The first day counted the new way."""
    text: tuple[tuple[str, str], ...]
    """What changed, by language."""
    source: str
    restated: bool = False
    """Whether the total took over what was not counted before, so that it cannot be subtracted across the change."""

    def said(self, language: str) -> str:
        """What changed, in that language; in English where it is not told in it."""
        told = dict(self.text)
        return told.get(language) or told["en"]


@lru_cache(maxsize=1024)
def changes(country: str, disease: str, event: str, *definitions: str) -> tuple[Change, ...]:
    """What changed in a country's series of these definitions, in order of days."""
    found = [
        Change(
            fields["day"],
            tuple((key, text) for key, text in fields.items() if len(key) == 2),
            fields["source"],
            fields.get("restated", False),
        )
        for fields in data.toml(f"changes/{country}.toml").values()
        if fields["disease"] == disease and event in fields["events"] and set(definitions) & set(fields["definitions"])
    ]
    return tuple(sorted(found, key=lambda change: change.day))
