"""The nouns of reading: what a number counts, a sentence, and what earlier sentences leave to later ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from esep.period import Period
from esep.read.mentions import Mention


class Frame(NamedTuple):
    """What a number counts, as far as it is known; None is not known."""

    disease: str | None = None
    event: str | None = None
    measure: str | None = None
    definition: str | None = None
    group: str | None = None
    area: str | None = None
    period: Period | None = None


NOTHING = Frame()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its frame."""

    mention: Mention
    frame: Frame
    sentence: tuple[int, int]
    """Tokens of the sentence: first, and one after the last."""
    rule: str
    publisher: str | None
    open: frozenset[str] = frozenset()
    """Facets that rest on a default or on an earlier line."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A number that is no figure: with why, or None where we cannot tell what it counts."""

    mention: Mention
    why: str | None


class Sentence(NamedTuple):
    """A range of mentions, the range of its tokens, and what parts it from the sentence before: '' (same line), '\\n'
    or '\\n\\n'."""

    first: int
    stop: int
    tokens: tuple[int, int]
    after: str


@dataclass
class Context:
    """What earlier sentences leave to later ones."""

    home: str | None
    topic: str | None
    """The area the text is about where it names none."""
    language: str
    verb_last: bool = False
    """Whether the language has the verb at the end of a sentence."""
    measure: str = "new"
    """What a count is where the text does not say: new, or a total."""
    daily: bool = True
    """Whether the disease is counted every day."""
    definition: str = "confirmed"
    """Of whom a plain 'cases' speaks: of the confirmed, or, in a text that tells them apart, of all."""
    region: str | None = None
    """The last first-level part that a sentence named alone: what 'the region' means next."""
    place: str | None = None
    """The area that the paragraph speaks of: the one that an earlier sentence of it named alone."""
    nowhere: bool = False
    """Whether the paragraph speaks of several countries together, until it names one."""
    disease: str | None = None
    publisher: str | None = None
    last: Frame = NOTHING
    """The frame of the paragraph's last figure."""
    latest: dict[str, Frame] = field(default_factory=dict)
    """The frame of the last figure of each event."""
    since: Period | None = None
    """The period of totals that name none. Missing: None for since the onset."""
    now: Period | None = None
    """The latest period of totals: counts of an earlier one are told by the way, and speak for nothing after them."""
    lead: Frame = NOTHING
    """The frame of the first figure of the sentence before: a list that follows speaks of it."""
    row: Sequence[Frame] = ()
    """What the numbers of the line before count."""
    far: str = ""
    """What parts the sentence from `last`: '' (same line), '\\n' or '\\n\\n'."""
    heading: bool = False
    """Whether `last` is a heading without a number, which speaks for what follows."""
    weeks: dict[str, Period] = field(default_factory=dict)
    """The period that new ones of each event ('': of any) were last said for: it goes on until another is said."""
    stated: dict[int, list[Frame]] = field(default_factory=dict)
    """The frames of earlier figures by value, so many of each as matter."""

    def speaking(self, frame: Frame) -> Frame:
        """The frame as it speaks for what follows: of the period that the text is about."""
        if frame.measure == "total" and frame.period and frame.period.is_before(self.now):
            return frame._replace(period=self.now)
        if frame.measure == "total" and frame.period and frame.period.first:
            self.now = frame.period
        return frame

    @property
    def above(self) -> str | None:
        """The area of a figure whose sentence names none."""
        if self.nowhere:
            return None
        return self.place or self.topic or self.home
