"""Read: a document into the figures it states, each with its words.

Rules, not a model: it runs on a laptop without a network and says which rule read which words. The engine knows no
language: a language is `data/languages/<code>/reading.toml`.

The road: `tokens` (text into words and numbers) -> `mentions` (what they mean) -> `frames` (what each number counts)
-> `prove` (which readings add up). A document that is a table of figures goes by `table` instead.
"""

from esep.read.bulletin import Reading, read
from esep.read.language import languages

VERSION = "1"
"""The reader's version: a better reader adds a reading to the ledger, beside the old one."""

__all__ = ["VERSION", "Reading", "languages", "read"]
