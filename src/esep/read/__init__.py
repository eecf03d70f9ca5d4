"""Read: a document into the figures it states, each with its words.

Rules, not a model: it runs on a laptop without a network and says which rule read which words. The engine knows no
language: a language is `data/languages/<code>/reading.toml`.

The road: `tokens` (text into words and numbers) -> `mentions` (what they mean), with `places` and what `whole` tells of
them -> `sentences`, or `grid` for tables that lost their lines -> `territory` (whose words are whose) and `names` ->
`frames` (what each number counts; `said`, `complete`) -> `agree` (what the rest of the text says to it). A document
that is a table of figures goes by `table` instead.
"""

from typing import TYPE_CHECKING, Any

from esep import __version__
from esep.fingerprint import fingerprint

if TYPE_CHECKING:
    from esep.read.bulletin import Reading, read
    from esep.read.language import languages

__all__ = ["Reading", "languages", "read", "version"]


def __getattr__(name: str) -> Any:
    """The reader is loaded by whoever first reads: tables and line lists do without it, and it takes as long as to
    count 100,000 cases."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "languages":
        from esep.read.language import languages as found
    else:
        from esep.read import bulletin

        found = getattr(bulletin, name)
    globals()[name] = found
    return found


def version() -> str:
    """The reader's version: another one, code or data, adds a reading to the ledger, beside the old one."""
    data = ("data/languages", "data/areas", "data/diseases", "data/publishers")
    return f"{__version__}+{fingerprint(('read', *data), ('.py', '.toml', '.csv'))}"
