"""The address of a site: taken as a person writes it, handed on as machines want it; anything else is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from esep.address import of_site


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("https://example.org/figures/", "https://example.org/figures/"),
        ("http://Example.ORG", "http://example.org/"),
        ("https://example.org:8443/a/b", "https://example.org:8443/a/b/"),
        ("https://esep.қаз/ел", "https://esep.xn--80ao21a/%D0%B5%D0%BB/"),
        ('https://example.org/<a>"', "https://example.org/%3Ca%3E%22/"),
        ("https://example.org/%D0%B5", "https://example.org/%D0%B5/"),
    ],
)
def test_what_is_taken(written: str, found: str) -> None:
    assert of_site(written) == found
    assert of_site(found) == found


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https:///a", "https://a b.org/",
        "https://example.org/?q=1", "https://example.org/#top", "https://me:secret@example.org/",
        "https://example.org:99999/", "https://[::1]/", "https://exa\tmple.org/", "https://example.org/\u202e",
        "https://..", "https://-a.org/", "https://" + "a" * 2000 + ".org/", "https://example.org/" + "a" * 1000,
    ],
)  # fmt: skip
def test_what_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not the address of a site; write one such as https://example\.org"):
        of_site(text)


@given(some.text() | some.text().map("https://example.org/{}".format) | some.text().map("https://{}/".format))
def test_any_text_is_an_address_or_is_told(text: str) -> None:
    try:
        found = of_site(text)
    except ValueError as error:
        assert "is not the address of a site" in str(error)
    else:
        assert re.fullmatch(r"https?://[!-~]+/", found) and not re.search(r'[<>"\\^`{|}\s]', found)
