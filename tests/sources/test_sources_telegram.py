"""What Telegram Desktop exports, as it writes it: `result.json` of one chat and of all, and pages of messages."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from esep.document import Document
from esep.read import read
from esep.sources import Unreadable, documents

ALMATY = timezone(timedelta(hours=6))
CHANNEL: dict[str, Any] = {
    "name": "Минздрав РК",
    "type": "public_channel",
    "id": 1000000001,
    "messages": [
        {"id": 1, "type": "service", "date": "2020-03-01T10:00:00", "actor": "Минздрав РК", "text": "12 cases"},
        {
            "id": 2,
            "type": "message",
            "date": "2020-09-17T10:05:00",
            "date_unixtime": "1600315500",
            "edited": "2020-09-18T11:00:00",
            "edited_unixtime": "1600405200",
            "from": "Минздрав РК",
            "from_id": "channel1000000001",
            "text": [
                "За сутки выявлено ",
                {"type": "bold", "text": "65"},
                " новых случаев коронавируса:\n\nАлматы – 12\nШымкент – 3\n",
                {"type": "hashtag", "text": "#covid"},
            ],
            "text_entities": [],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2020-09-17T11:00:00",
            "from": "Минздрав РК",
            "photo": "x.jpg",
            "text": "",
        },
        {
            "id": 4,
            "type": "message",
            "date": "2020-09-17T12:00:00",
            "from": "Минздрав РК",
            "forwarded_from": "Акимат Алматы",
            "text": "В Алматы 12 новых случаев коронавируса.",
        },
    ],
}
PEOPLE = {
    "name": None,
    "type": "personal_chat",
    "id": 5,
    "messages": [{"id": 9, "type": "message", "date": "2020-09-17T12:00:00", "from": "Айгүл", "text": "45 cases"}],
}
EVERYTHING = {
    "about": "Here is the data you requested.",
    "personal_information": {"user_id": 1, "first_name": "A"},
    "contacts": {"about": "x", "list": [{"user_id": 0}]},
    "chats": {"about": "x", "list": [CHANNEL, PEOPLE]},
    "left_chats": {"about": "x", "list": [{**PEOPLE, "name": "Chat", "messages": []}]},
}
BULLETIN = "За сутки выявлено 65 новых случаев коронавируса:\n\nАлматы – 12\nШымкент – 3\n#covid\n"


def export(said: Any, folder: Path) -> Path:
    (folder / "result.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
    return folder


def of(path: Path, **about: Any) -> list[Document]:
    return list(documents(str(path), Document("", **about)))


def test_a_message_with_words_is_a_document(tmp_path: Path) -> None:
    first, second = of(export(CHANNEL, tmp_path), area="KZ")
    assert first == Document(
        BULLETIN,
        publisher="Ministry of Health of Kazakhstan",
        url="https://t.me/c/1000000001/2",
        issued=datetime(2020, 9, 17, 4, 5, tzinfo=UTC),
        area="KZ",
    )
    assert [f.value for f in read(first).figures] == [65, 12, 3]
    assert (second.publisher, second.issued) == ("Акимат Алматы", datetime(2020, 9, 17, 12, tzinfo=ALMATY))


def test_the_address_of_the_channel_makes_those_of_its_posts(tmp_path: Path) -> None:
    for address in ("https://t.me/minzdrav", "t.me/s/minzdrav/"):
        assert of(export(CHANNEL, tmp_path), url=address)[0].url == "https://t.me/minzdrav/2"
    first, second = of(export(CHANNEL, tmp_path), url="https://example.org/kept")
    assert first.url == "https://t.me/c/1000000001/2"
    assert (first.publisher, second.issued) == ("Минздрав РК", date(2020, 9, 17))


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    found = of(export(EVERYTHING, tmp_path))
    assert [document.publisher for document in found] == ["Минздрав РК", "Акимат Алматы", "Айгүл"]
    assert found[2].url is None


def test_all_else_in_a_folder_belongs_to_the_export(tmp_path: Path) -> None:
    (tmp_path / "chat" / "files").mkdir(parents=True)
    (tmp_path / "chat" / "files" / "attached.txt").write_text("sent by somebody", "utf-8")
    (tmp_path / "chat" / "messages.html").write_text("the same again", "utf-8")
    (tmp_path / "a.txt").write_text("a bulletin", "utf-8")
    export(CHANNEL, tmp_path / "chat")
    assert [document.text for document in of(tmp_path)][:2] == ["a bulletin", BULLETIN]
    assert len(of(tmp_path)) == 3


def test_control_characters_as_telegram_writes_them(tmp_path: Path) -> None:
    export(
        {**CHANNEL, "messages": [{"id": 1, "type": "message", "text": "a\x0bb \\x41 \\" + "\x0b" * 50_000}]}, tmp_path
    )
    path = tmp_path / "result.json"
    path.write_text(path.read_text("utf-8").replace("\\u000b", "\\x0B"), "utf-8")
    assert of(path)[0].text == "a\x0bb \\x41 \\" + "\n"


def test_messages_before_a_broken_one_have_come_already(tmp_path: Path) -> None:
    path = export(CHANNEL, tmp_path) / "result.json"
    path.write_text(path.read_text("utf-8")[:-100], "utf-8")
    found = documents(str(path), Document(""))
    assert next(found).text == BULLETIN
    with pytest.raises(Unreadable, match=r"result\.json: broken after message 3, the rest is lost; export it again"):
        list(found)


@pytest.mark.parametrize("said", [{}, {"messages": {}}, [], {"name": "x", "messages": [1, [], "x"]}])
def test_json_that_is_no_export(said: Any, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps(said), "utf-8")
    with pytest.raises(Unreadable, match=r"other\.json: no export of Telegram Desktop"):
        of(tmp_path / "other.json")


def test_an_export_that_nests_without_end_or_says_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("esep.sources.telegram.LARGEST", 2**20)
    deep = '{"messages": [{"a": ' + "[" * 100_000
    large = '{"messages": [{"id": 1, "type": "message", "text": "' + "x" * 2**21 + '"}]}'
    for content in (deep, large):
        (tmp_path / "a.json").write_text(content, "utf-8")
        with pytest.raises(Unreadable, match="broken after the beginning"):
            of(tmp_path / "a.json")


def test_an_archive_of_any_size_is_read_as_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("esep.sources.telegram.LARGEST", 2**18)
    messages = [{"id": n, "type": "message", "text": "65 new cases " * 100} for n in range(2000)]
    path = export({**CHANNEL, "messages": messages}, tmp_path) / "result.json"
    assert path.stat().st_size > 2**21
    assert sum(1 for _ in documents(str(path), Document(""))) == 2000


# Pages of messages ------------------------------------------------------------------------------------------------


def messages(*posts: str) -> str:
    return f"""<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <link href="css/style.css" rel="stylesheet"/>
  <script src="js/script.js" type="text/javascript"></script>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
Минздрав РК
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
     <div class="message service" id="message-1">
      <div class="body details">
17 September 2020
      </div>
     </div>
{"".join(posts)}
    </div>
   </div>
  </div>
 </body>
</html>
"""


def post(
    number: int, text: str, *, name: str = "", clock: str = "10:05", zone: str = " UTC+06:00", forwarded: str = ""
) -> str:
    words = f'<div class="text">\n{text}\n       </div>\n' if text else ""
    if forwarded:
        origin = (
            f"""<div class="from_name">
{forwarded} <span class="date details" title="16.09.2020 18:00:00{zone}"> 16.09.2020 18:00:00{zone}</span>
       </div>"""
            if forwarded != "joined"
            else ""
        )
        words = f'<div class="forwarded body">\n{origin}{words}</div>'
    return f"""
     <div class="message default clearfix{"" if name else " joined"}" id="message{number}">
      <div class="body">
       <div class="pull_right date details" title="17.09.2020 {clock}:00{zone}">
{clock}
       </div>
{f'<div class="from_name">{chr(10)}{name} {chr(10)}</div>' if name else ""}
       <div class="media_wrap clearfix"><div class="media media_photo"><div class="body">
        <div class="title bold">Photo</div><div class="status details">1280x720</div></div></div></div>
       {words}
      </div>
     </div>
"""


def test_pages_of_messages_in_their_order(tmp_path: Path) -> None:
    bold = "За сутки выявлено <strong>65</strong> новых случаев коронавируса:<br><br>Алматы – 12<br>Шымкент – 3<br>"
    tagged = bold + '<a href="" onclick="return ShowHashtag(&quot;covid&quot;)">#covid</a>'
    (tmp_path / "messages.html").write_text(messages(post(2, tagged, name="Минздрав РК"), post(3, "")), "utf-8")
    (tmp_path / "messages2.html").write_text(
        messages(
            post(4, "second &lt;5&gt;", clock="12:00"),
            post(5, "third", name="Минздрав РК", forwarded="Акимат Алматы"),
            post(6, "fourth", forwarded="joined"),
            post(7, "fifth", zone=""),
        ),
        "utf-8",
    )
    (tmp_path / "messages10.html").write_text(messages(post(99, "last", name="Айгүл")), "utf-8")
    first, second, third, fourth, fifth, last = of(tmp_path, area="KZ", url="https://t.me/minzdrav")
    assert first == Document(
        BULLETIN,
        publisher="Ministry of Health of Kazakhstan",
        url="https://t.me/minzdrav/2",
        issued=datetime(2020, 9, 17, 4, 5, tzinfo=UTC),
        area="KZ",
    )
    assert (second.text, second.publisher) == ("second <5>\n", first.publisher)
    assert (third.publisher, third.issued) == ("Акимат Алматы", datetime(2020, 9, 16, 18, tzinfo=ALMATY))
    assert (fourth.publisher, fourth.issued) == (third.publisher, third.issued)
    assert (fifth.publisher, fifth.issued) == (first.publisher, datetime(2020, 9, 17, 10, 5, tzinfo=ALMATY))
    assert (last.text, last.publisher) == ("last\n", "Айгүл")


def test_a_page_of_an_export_and_its_json_are_the_same_document(tmp_path: Path) -> None:
    export(CHANNEL, tmp_path)
    (tmp_path / "messages.html").write_text(
        messages(post(4, "В Алматы 12 новых случаев коронавируса.", name="Минздрав РК", clock="12:00")), "utf-8"
    )
    [page] = of(tmp_path / "messages.html", area="KZ")
    assert page.text == of(tmp_path, area="KZ")[1].text


def test_pages_of_an_export_that_list_other_things_say_nothing(tmp_path: Path) -> None:
    page = messages().replace("chat_page", "list_page").replace('class="history"', 'class="entry_list"')
    (tmp_path / "chats.html").write_text(page, "utf-8")
    assert of(tmp_path / "chats.html") == []
