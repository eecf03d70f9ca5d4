"""Read: a document into the figures it states, each with its words.

Rules, not a model: it runs on a laptop without a network and says which rule read which words. The engine knows no
language: a language is `data/languages/<code>/reading.toml`.

The road: `tokens` (text into words and numbers) -> `mentions` (what they mean), with `places` and what `whole` tells of
them -> `sentences`, or `grid` for tables that lost their lines -> `territory` (whose words are whose) and `names` ->
`frames` (what each number counts; `said`, `complete`) -> `agree` (what the rest of the text says to it). A document
that is a table of figures goes by `table` instead.
"""

from esep import __version__
from esep.fingerprint import fingerprint
from esep.read.bulletin import Reading, read
from esep.read.language import languages


def version() -> str:
    """The reader's version: another one, code or data, adds a reading to the ledger, beside the old one."""
    data = ("data/languages", "data/areas", "data/diseases", "data/publishers")
    return f"{__version__}+{fingerprint(('read', *data), ('.py', '.toml', '.csv'))}"


__all__ = ["Reading", "languages", "read", "version"]
