"""Where a page stands: addresses relative to it, so that the site works below any folder of any server."""

from dataclasses import dataclass

from esep.figure import Claim
from esep.site import record
from esep.site.language import Words, words
from esep.site.record import Record


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: the record it is made from, its language and its own address."""

    record: Record
    language: str
    path: str
    """Below the language, or below the root for a page that has but one language."""
    one_language: bool = False

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return words(self.language)

    @property
    def root(self) -> str:
        """From the page to the root of the site."""
        return "../" * (self.path.count("/") + (not self.one_language))

    @property
    def address(self) -> str:
        """The page's address below the root."""
        return self.path if self.one_language else f"{self.language}/{self.path}"

    def to(self, path: str) -> str:
        """From the page to another of its language."""
        return f"{self.root}{self.language}/{path}"

    def link(self, address: str) -> str:
        """What the world should call an address below the root: whole where the site knows its own, else from the page
        on."""
        return f"{self.record.address or self.root}{address}"

    def why(self, claim: Claim) -> str:
        """From the page to the statements of a claim."""
        return self.to(record.why_path(claim))
