"""A release that begins with a picture: posted once, of what is released alone, edited with a correction."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from examples.telegram.bot_api import Channel, Refusal

from esep import ledger as book
from esep.channels import deliveries
from esep.cli import releasing
from esep.project import start
from esep.released import BEGUN
from release.desk import POLICY, SAID, document, esep, killed_at, record, release

pytest.importorskip("PIL", reason="no Pillow: pip install 'esep[pictures]'")

PICTURED = POLICY.replace('chat = "@here"', 'chat = "@here"\npictures = true')
NEW = "COVID-19/KZ/case/new@2020-09-17"
NEXT = "2020-09-18T09:00:00+06:00"
HEADS = {"kk": "COVID-19: күнделікті мәлімет", "ru": "COVID-19: ежедневная сводка"}


@pytest.fixture(autouse=True)
def pictured(channel: Channel) -> None:
    Path("policy.toml").write_text(PICTURED, "utf-8")
    record(said_before())


def pictures(channel: Channel) -> dict[int, str]:
    """The hash of each picture that the channel holds, by the number of its post."""
    return {number: post["picture"][2] for number, post in channel.posts.items() if "picture" in post}


def said_before(day: int = 16) -> str:
    """What was said on a day before."""
    new, total = 44 + day, 106_855 - 60 * (16 - day)
    text = SAID.replace("65", str(new)).replace("106,920", f"{total:,}").replace("17, 2020", f"{day}, 2020")
    return document(text, issued=f"2020-09-{day}")


def correct(value: int, what: str = NEW) -> None:
    esep("correct", what, value, "--by", "B. Omarov", "--reason", "late", "--issued", "2020-09-17")


def test_the_picture_goes_before_the_text(channel: Channel) -> None:
    said = release()
    assert "national 2020-09-17: telegram (@here), kk: picture 101\n" in said and "ru: post 104" in said
    kinds = [("picture" in post, post["text"].splitlines()[0]) for post in channel.posts.values()]
    assert kinds == [(picture, head) for head in HEADS.values() for picture in (True, False)]
    assert channel.posts[101]["picture"][:2] == (1200, 630)
    assert channel.posts[103]["text"].splitlines()[-1] == "Новые случаи по дням и их среднее за 7 дней."
    asked = len(channel.asked)
    assert release() == "" and len(channel.asked) == asked


def test_a_policy_that_asks_for_none_gets_none(channel: Channel) -> None:
    Path("policy.toml").write_text(POLICY, "utf-8")
    release()
    assert len(channel.posts) == 2 and pictures(channel) == {}


def test_what_went_out_without_a_picture_stays_so(channel: Channel) -> None:
    Path("policy.toml").write_text(POLICY, "utf-8")
    release()
    Path("policy.toml").write_text(PICTURED, "utf-8")
    assert release() == "" and pictures(channel) == {}
    correct(66)
    release()
    assert pictures(channel) == {} and all("66" in post["text"] for post in channel.posts.values())


def test_a_dry_run_tells_of_it(channel: Channel) -> None:
    said = release("--dry-run")
    assert "--- telegram (@here), ru, the picture\nCOVID-19: ежедневная сводка" in said and channel.posts == {}


def test_without_what_draws_the_words_go_out(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "drawn_by", lambda: "")
    said = release(status=1)
    assert "ru, the picture: pictures need Pillow: pip install 'esep[pictures]'" in said
    assert len(channel.posts) == 2 and pictures(channel) == {}
    monkeypatch.undo()


# Only what is released --------------------------------------------------------------------------------------------


def test_nothing_after_the_day_is_in_the_picture(channel: Channel) -> None:
    """Later days, and what later documents say of earlier days, change nothing in it."""
    release()
    before = pictures(channel)
    start_again(channel)
    held_up(channel)
    later = (
        "There were 71 new cases of coronavirus in Kazakhstan on September 16, 2020. "
        "As of September 18, 2020, Kazakhstan has registered 107,019 coronavirus cases."
    )
    record(document(later, "Ministry of Health of Kazakhstan", issued="2020-09-18"))
    release(now=NEXT)
    assert list(pictures(channel).values()) == list(before.values())


def start_again(channel: Channel, said: str = SAID, *, before: bool = True) -> None:
    """Another ledger, and an empty channel."""
    channel.posts.clear()
    connections.close_all()
    for left in Path().glob("ledger.sqlite3*"):
        left.unlink()
    shutil.rmtree("site", ignore_errors=True)
    start("ledger.sqlite3")
    record(document(said), *([said_before()] if before else []))


def held_up(channel: Channel) -> None:
    """Releases while Telegram refuses all, so that the next run brings it out."""

    def no(method: str, fields: dict[str, object]) -> None:
        raise Refusal(403, "Forbidden: bot is not a member of the channel chat")

    channel.hook = no
    assert "released: national 2020-09-17" in release(status=1) and channel.posts == {}
    channel.hook = lambda method, fields: None


def test_what_is_known_only_since_the_release_is_not_in_the_picture(channel: Channel) -> None:
    release()
    before = pictures(channel)
    start_again(channel)
    held_up(channel)
    new = "Over the past day, 70 new coronavirus cases were registered in Kazakhstan."
    record(document(new, "Ministry of Health of Kazakhstan", issued="2020-09-17T20:00:00+06:00"))
    release()
    assert list(pictures(channel).values()) == list(before.values())


def test_what_the_release_does_not_say_is_not_in_the_picture(channel: Channel) -> None:
    """It said a total; that of the day before gives what was new. What is stated of it since is another number."""
    hashes = []
    for late in (False, True):
        start_again(channel, "As of September 17, 2020, Kazakhstan has registered 106,920 coronavirus cases.")
        held_up(channel)
        if late:
            record(document("Over the past day, 70 new coronavirus cases were registered in Kazakhstan.", "Vlast"))
        release()
        hashes.append([*pictures(channel).values()])
    assert hashes[0] == hashes[1] and len(hashes[0]) == 2


def test_what_was_said_before_is_in_the_picture(channel: Channel) -> None:
    release()
    before = pictures(channel)
    start_again(channel)
    record(said_before(15))
    release()
    assert all(one != other for one, other in zip(pictures(channel).values(), before.values(), strict=True))


def test_a_day_alone_has_no_picture(channel: Channel) -> None:
    start_again(channel, before=False)
    release()
    assert len(channel.posts) == 2 and pictures(channel) == {} and release() == ""


def test_a_release_that_says_nothing_of_cases_has_no_picture(channel: Channel) -> None:
    Path("policy.toml").write_text(PICTURED + 'events = ["death"]\nwhat = ["national"]\n', "utf-8")
    release()
    assert len(channel.posts) == 2 and pictures(channel) == {}
    assert release() == ""


# Corrected --------------------------------------------------------------------------------------------------------


def test_a_correction_edits_the_picture(channel: Channel) -> None:
    release()
    before, numbers = pictures(channel), list(channel.posts)
    correct(66)
    assert "telegram (@here), kk: picture 101 edited" in release()
    after = pictures(channel)
    assert list(channel.posts) == numbers and after.keys() == before.keys()
    assert all(after[number] != before[number] for number in after)
    assert release() == ""


def test_a_picture_that_a_correction_does_not_change_is_left_alone(channel: Channel) -> None:
    release()
    correct(1672, "COVID-19/KZ/death/total@2020-09-17")
    assert "kk: picture 101 left as it was" in release()
    assert "editMessageMedia" not in [method for method, _ in channel.asked]
    assert "1 672" in channel.posts[102]["text"].replace("\xa0", " ") and release() == ""


def test_a_wrong_picture_is_put_right_also_where_no_pictures_are_wanted_any_more(channel: Channel) -> None:
    release()
    before = pictures(channel)
    correct(66)
    Path("policy.toml").write_text(POLICY, "utf-8")
    release()
    assert pictures(channel).keys() == before.keys() and pictures(channel) != before and release() == ""


def test_a_picture_of_what_was_withdrawn_is_taken_away(channel: Channel) -> None:
    release()
    [origin] = {one.source.document for one in book.figures() if one.claim.end == date(2020, 9, 17)}
    esep("retract", origin, "--by", "A. Kim", "--reason", "not ours", "--issued", "2020-09-18T00:00:00+06:00")
    assert "kk: picture 101 taken away" in release(now=NEXT)
    assert pictures(channel) == {} and list(channel.posts) == [102, 104] and release(now=NEXT) == ""


# Once, whatever happens -------------------------------------------------------------------------------------------


def test_killed_anywhere_each_picture_is_there_once(channel: Channel, ledger: str) -> None:
    Path("policy.toml").write_text(
        PICTURED.replace('["site", "telegram", "briefing"]', '["telegram"]').replace('["kk", "ru"]', '["kk"]'), "utf-8"
    )
    connections.close_all()  # all of it is in the file then
    kept = shutil.copy(ledger, f"{ledger}.kept")
    step, doubts = 0, 0
    while True:
        step += 1
        connections.close_all()
        for end in ("", "-wal", "-shm"):
            Path(ledger + end).unlink(missing_ok=True)
        shutil.copy(kept, ledger)
        channel.posts.clear()
        if not killed_at(step):
            break
        doubts += completed(channel)
        assert sorted("picture" in post for post in channel.posts.values()) == [False, True], step
        assert release() == "", step
    assert step > 20, "the steps are not seen"
    assert doubts, "no picture was ever cut off"


def completed(channel: Channel) -> bool:
    """Runs it again; where nobody knows what became of a post, looks into the channel. Whether that was a picture."""
    said = release(status=None)
    doubt = re.search(r"esep delivered (\w+) --message", said)
    if doubt is None:
        return False
    begun = next(one for one in deliveries() if one.id == doubt[1])
    there = [number for number, post in channel.posts.items() if ("picture" in post) == (begun.part == 0)]
    esep("delivered", doubt[1], *(["--message", there[0]] if there else ["--missing"]))
    release()
    return begun.part == 0 and "nobody knows whether kk, the picture, is in telegram (@here)" in said


def test_the_words_do_not_wait_for_a_picture_of_which_nobody_knows(channel: Channel) -> None:
    def lost(method: str, fields: dict[str, object]) -> None:
        if method == "sendPhoto":
            raise ConnectionResetError

    channel.after = lost
    said = release(status=1)
    assert "nobody knows whether kk, the picture, is in telegram (@here)" in said
    assert len(channel.posts) == 4
    again = release(status=1)
    assert again.count("nobody knows") == 2 and len(channel.posts) == 4
    for name, number in zip(re.findall(r"esep delivered (\w+) --message", again), pictures(channel), strict=True):
        assert f"it is post {number}" in esep("delivered", name, "--message", number).output
    assert release() == ""
    channel.after = lambda method, fields: None
    before = pictures(channel)
    correct(66)
    assert "picture 101 edited" in release() and pictures(channel) != before


def test_a_picture_that_telegram_refuses_holds_no_words_and_is_tried_again(channel: Channel) -> None:
    def no(method: str, fields: dict[str, object]) -> None:
        if method == "sendPhoto":
            raise Refusal(400, "Bad Request: not enough rights to send photos to the chat")

    channel.hook = no
    said = release(status=1)
    assert "is not in telegram (@here), ru, the picture: Telegram refuses (400 Bad Request: not enough rights" in said
    assert len(channel.posts) == 2
    channel.hook = lambda method, fields: None
    release()
    assert len(pictures(channel)) == 2 and len(channel.posts) == 4 and release() == ""


def test_two_runs_at_once_post_one_picture(channel: Channel) -> None:
    inner: list[str] = []

    def another(method: str, fields: dict[str, object]) -> None:
        if method == "sendPhoto" and not inner:
            inner.append("")
            killed_at(0)

    channel.hook = another
    release(status=None)
    assert len(pictures(channel)) == 2 and len(channel.posts) == 4
    assert sum(one.state == BEGUN for one in deliveries() if one.part == 0) == 2


def test_the_caption_that_comes_back_is_no_witness(channel: Channel) -> None:
    before = list(book.figures())
    release()
    for post in channel.posts.values():
        record(document(post["text"], "Ministry of Health of Kazakhstan", url="https://t.me/here/101"))
    assert list(book.figures()) == before
