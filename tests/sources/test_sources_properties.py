"""Whatever bytes a file holds, it gives documents or an Unreadable, and the message is one line."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esep.document import Document
from esep.sources import Unreadable, documents

PIECES = [
    *(
        "<html>",
        "<body>",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "<li>",
        "<br>",
        "<div class='share'>",
        "<a href=x>",
    ),
    *(
        "<h1>",
        "<article>",
        "<time datetime='2020-09-17'>",
        "<meta charset=",
        "windows-1251",
        "&#xD800;",
        "&#0;",
        "&lol;",
    ),
    *("<!DOCTYPE html [<!ENTITY lol 'lol'>]>", "<?xml version='1.0' encoding='koi8-r'?>", "<![CDATA[", "-->", "<!--"),
    *(
        '<script type="application/ld+json">',
        '{"datePublished": "2020-13-45T99:99"}',
        "</script>",
        "<svg>",
        "<template>",
    ),
    *(
        '<div class="page_wrap"><div class="page_header"><div class="page_body">',
        '<div class="message default" id=message9>',
    ),
    *(
        '<div class="from_name">',
        '<div class="forwarded body">',
        '<div class="text">',
        '<div class="date" title="9.9.2020">',
    ),
    *(
        '{\n "name": "x", "id": 1, "type": "public_channel", "messages": [',
        '{"id": 1, "type": "message", "text": "45"}',
    ),
    *(
        '{"id": [], "type": "message", "date": 5, "date_unixtime": "9e99", "text": [{"text": 5}, "x"]}',
        "]}",
        ",",
        "null",
    ),
    *(
        "area,case/new,issued\n",
        "KZ-11,6,soon\n",
        "# area: XX\n",
        "id\ttitle\n",
        "\x00",
        "\ud800",
        "45 cases",
        "Алматы",
    ),
]
BYTES = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map(
        lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
    ),
    st.lists(st.sampled_from(PIECES), max_size=15).map(lambda pieces: "".join(pieces).encode("cp1251", "replace")),
    st.lists(st.sampled_from(PIECES), max_size=15).map(lambda pieces: "".join(pieces).encode("utf-16", "replace")),
)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl", "result.json", "index.tsv"])
@given(content=BYTES)
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_documents_or_unreadable(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        (Path(folder) / "z.txt").write_text("last", "utf-8")
        refused: list[Unreadable] = []
        found = list(documents(f"{folder}/*", Document("", area="KZ"), refuse=refused.append))
        assert name == "index.tsv" or found[-1].text == "last"
        assert all(document.text.strip() and document.hash for document in found)
        assert all(isinstance(error, Unreadable) and len(str(error).splitlines()) == 1 for error in refused)
