"""`esep release`: what is due goes out once, whatever happens; what fails is held; what was corrected is said."""

import csv
import io
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connections
from examples.telegram.bot_api import Channel, Refusal

from esep import ledger as book
from esep.channels import deliveries
from esep.project import start
from esep.release import releases
from release.desk import POLICY, SAID, document, esep, killed_at, record, release

MORNING = "2020-09-17T09:59:00+06:00"
NEW = "COVID-19/KZ/case/new@2020-09-17"


def texts(channel: Channel) -> list[str]:
    return [post["text"] for post in channel.posts.values()]


def site() -> str:
    """All that the site says."""
    return "".join(
        path.read_text("utf-8")
        for path in sorted(Path("site").rglob("*"))
        if path.is_file() and path.suffix not in (".gz", ".png", ".parquet")
    )


# Once -------------------------------------------------------------------------------------------------------------


def test_released_once(channel: Channel) -> None:
    said = release()
    assert "released: national 2020-09-17, by A. Kim" in said
    assert [("65" in text, text.splitlines()[0]) for text in texts(channel)] == [
        (True, "COVID-19: күнделікті мәлімет"),
        (True, "COVID-19: ежедневная сводка"),
    ]
    assert sorted(path.name for path in Path("briefing").iterdir()) == [
        "2020-09-17-national-kk.txt",
        "2020-09-17-national-ru.txt",
    ]
    assert "1 671" in site().replace("\u202f", " ").replace("\xa0", " ")
    asked, kept = len(channel.asked), len(list(book.documents()))
    assert release() == "" and (len(channel.asked), len(list(book.documents()))) == (asked, kept)


def test_embargo_is_held(channel: Channel) -> None:
    assert "2020-09-17" not in release(now=MORNING)
    assert channel.posts == {} and not Path("site").exists()
    assert "next: national 2020-09-17, not before 2020-09-17 10:00" in release("--dry-run", now=MORNING)


def test_the_site_shows_nothing_of_a_day_that_is_under_embargo(channel: Channel) -> None:
    release()
    record(
        document(
            SAID.replace("65", "77").replace("106,920", "106,997").replace("17, 2020", "18, 2020"), issued="2020-09-18"
        )
    )
    esep("correct", NEW, 66, "--by", "A. Kim", "--reason", "late", "--issued", "2020-09-18")
    assert "edition 2" in release(now="2020-09-18T09:00:00+06:00")
    assert "late" in site() and "77" not in re.sub("[0-9a-f-]{16,}|<path[^>]*>", "", site())
    release(now="2020-09-18T10:00:00+06:00")
    assert "77" in site()


def test_a_bulletin_of_another_channel_is_not_on_the_site_before_its_day_is(channel: Channel) -> None:
    early = '[release.early]\nbulletin = "daily"\nchannels = ["briefing"]\nlanguages = ["ru"]\ncatch_up = 0\n'
    Path("policy.toml").write_text(POLICY + early, "utf-8")
    release()
    later = SAID.replace("65", "77").replace("106,920", "106,997").replace("17, 2020", "18, 2020")
    record(document(later, issued="2020-09-18"))
    esep("correct", NEW, 66, "--by", "A. Kim", "--reason", "late", "--issued", "2020-09-18")
    assert "released: early 2020-09-18" in release(now="2020-09-18T09:00:00+06:00")
    assert "late" in site() and "106\u00a0997" not in site()
    release(now="2020-09-18T10:00:00+06:00")
    assert "106\u00a0997" in site()


def test_the_feed_tells_when_a_bulletin_was_released_and_corrected(channel: Channel) -> None:
    folder = 'folder = "site"\n'
    Path("policy.toml").write_text(POLICY.replace(folder, f'{folder}address = "https://example.org/"\n'), "utf-8")
    release()
    first = entries("ru")
    assert [(entry["title"], entry["published"], entry["updated"]) for entry in first] == [
        ("Ежедневный бюллетень, 17 сентября 2020\u202fг.", "2020-09-17T06:00:00Z", "2020-09-17T06:00:00Z")
    ]
    assert entries("en") == []
    esep("correct", NEW, 66, "--by", "A. Kim", "--reason", "late", "--issued", "2020-09-17T13:00:00+06:00")
    release(now="2020-09-17T14:00:00+06:00")
    again, signed = entries("ru")
    assert (again["id"], again["title"]) == (first[0]["id"], f"{first[0]['title']} (исправлено)")
    assert (again["published"], again["updated"]) == ("2020-09-17T06:00:00Z", "2020-09-17T08:00:00Z")
    assert "66" in again["content"] and "late" in again["content"]
    assert (signed["category"], signed["updated"]) == ("correction", "2020-09-17T07:00:00Z")
    assert "Sitemap: https://example.org/sitemap.xml" in Path("site/robots.txt").read_text("utf-8")


def entries(language: str) -> list[dict[str, str]]:
    """What each entry of the site's feed says, by tag."""
    root = ElementTree.parse(Path("site", language, "feed.xml")).getroot()
    return [
        {one.tag.partition("}")[2]: one.text or one.get("term") or "" for one in entry}
        for entry in root.findall("{http://www.w3.org/2005/Atom}entry")
    ]


def test_a_dry_run_lets_nothing_out(channel: Channel) -> None:
    said = release("--dry-run")
    assert "would be released: national 2020-09-17, by A. Kim" in said
    assert "--- telegram (@here), kk, part 1 of 1\nCOVID-19: күнделікті мәлімет" in said
    assert "--- briefing (briefing/2020-09-17-national-ru.txt), ru" in said and "--- site: the site in site" in said
    assert channel.asked == [] and releases() == [] and not Path("briefing").exists()


def test_waits_for_what_the_policy_needs(channel: Channel) -> None:
    Path("policy.toml").write_text(POLICY + 'needs = ["recovery/new"]\n', "utf-8")
    assert release() == (
        "waits: national 2020-09-17: recovery/new of KZ is not settled for 2020-09-17, and the policy needs it\n"
    )
    assert releases() == []


def test_who_may_not_does_not(channel: Channel) -> None:
    said = release("--by", "Anybody", status=2)
    assert said == "esep: Anybody may not release or sign off by this policy; who may: A. Kim, B. Omarov\n"
    release("--by", "B. Omarov")
    assert [one.by for one in releases()] == ["B. Omarov"]


def test_what_a_policy_narrows(channel: Channel) -> None:
    Path("policy.toml").write_text(POLICY + 'events = ["death"]\nwhat = ["national"]\n', "utf-8")
    release()
    assert all("671" in text and "65" not in text for text in texts(channel))


def test_without_a_token_the_rest_goes_out(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ESEP_TELEGRAM_TOKEN")
    assert "ESEP_TELEGRAM_TOKEN holds no token of a bot" in release(status=1)
    assert Path("briefing").exists() and Path("site").exists() and channel.asked == []
    monkeypatch.setenv("ESEP_TELEGRAM_TOKEN", "123456:a-token-to-try-with")
    release()
    assert len(channel.posts) == 2


def test_a_channel_that_fails_stops_no_other(channel: Channel) -> None:
    Path("site").mkdir()
    Path("site/precious.txt").touch()
    Path("briefing").touch()
    said = release(status=1)
    assert "is not empty and was not made by esep" in said and "briefing (briefing) was not reached" in said
    assert len(channel.posts) == 2
    Path("site/precious.txt").unlink()
    Path("briefing").unlink()
    release()
    assert len(channel.posts) == 2 and Path("site/index.html").exists() and len(list(Path("briefing").iterdir())) == 2


def test_telegram_says_no_and_the_next_run_tries_again(channel: Channel) -> None:
    def no(method: str, fields: dict[str, object]) -> None:
        if method == "sendMessage" and len(channel.posts) == 1:
            raise Refusal(400, "Bad Request: not enough rights")

    channel.hook = no
    assert "is not in telegram (@here), ru, part 1 of 1: Telegram refuses (400 Bad Request: not en" in release(status=1)
    channel.hook = lambda method, fields: None
    release()
    assert len(texts(channel)) == len(set(texts(channel))) == 2


# Whatever happens -------------------------------------------------------------------------------------------------


def test_killed_anywhere_it_goes_out_exactly_once(channel: Channel, ledger: str) -> None:
    connections.close_all()  # all of it is in the file then
    kept = shutil.copy(ledger, f"{ledger}.kept")
    step, doubts = 1, 0
    while True:
        step += 3  # most steps are pages of the site: any of them will do
        for path in ("site", "briefing"):
            shutil.rmtree(path, ignore_errors=True)
        connections.close_all()
        for end in ("", "-wal", "-shm"):
            Path(ledger + end).unlink(missing_ok=True)
        shutil.copy(kept, ledger)
        channel.posts.clear()
        was_killed = killed_at(step)
        if not was_killed:
            break
        doubts += completed(channel)
        start(ledger)
        assert len(releases()) == 1, step
        assert sorted(text.splitlines()[0] for text in texts(channel)) == [
            "COVID-19: ежедневная сводка",
            "COVID-19: күнделікті мәлімет",
        ], step
        assert sorted(path.name[:10] for path in Path("briefing").iterdir()) == ["2020-09-17"] * 2, step
        assert Path("site/index.html").exists(), step
        assert not Path(".site.next").exists(), step
        assert list(book.verify())[-1].broken is None
        assert release() == ""
    assert step > 40, "the steps are not seen"
    assert doubts, "no posting was ever cut off"


def completed(channel: Channel) -> bool:
    """Runs it again; where nobody knows what became of a post, looks into the channel. Whether that was so."""
    doubt = re.search(r"esep delivered (\w+) --message", release(status=None))
    if doubt is None:
        return False
    start_of = {"kk": "COVID-19: күнделікті", "ru": "COVID-19: ежедневная"}
    begun = next(one for one in deliveries() if one.id == doubt[1])
    there = [n for n, post in channel.posts.items() if post["text"].startswith(start_of[begun.language])]
    esep("delivered", doubt[1], *(["--message", there[0]] if there else ["--missing"]))
    release()
    return True


def test_two_runs_at_once_post_once(channel: Channel) -> None:
    inner: list[str] = []

    def another(method: str, fields: dict[str, object]) -> None:
        if method == "sendMessage" and not inner:
            inner.append("")
            killed_at(0)

    channel.hook = another
    release()
    assert len(texts(channel)) == len(set(texts(channel))) == 2 and len(releases()) == 1


def test_an_answer_that_is_lost_is_told_and_settled_by_a_person(channel: Channel) -> None:
    def lost(method: str, fields: dict[str, object]) -> None:
        if method == "sendMessage":
            raise ConnectionResetError

    channel.after = lost
    said = release(status=1)
    assert "nobody knows whether kk, part 1, is in telegram (@here)" in said
    name = re.findall(r"esep delivered (\w+) --message", said)[0]
    asked = [method for method, _ in channel.asked].count("sendMessage")
    assert name in release(status=1)
    assert [method for method, _ in channel.asked].count("sendMessage") == asked
    esep("delivered", name, status=2)
    esep("delivered", "0" * 16, "--missing", status=2)
    assert "it is post 101" in esep("delivered", name, "--message", 101).output
    esep("delivered", name, "--missing", status=2)


def test_a_ledger_that_was_moved_releases_nothing_again(channel: Channel, tmp_path: Path) -> None:
    release()
    esep("ledger", "dump", "all.jsonl.gz")
    esep("ledger", "restore", "all.jsonl.gz", "--ledger", "other.sqlite3")
    asked = len(channel.asked)
    assert release("--ledger", "other.sqlite3") == "" and len(channel.asked) == asked


# Held -------------------------------------------------------------------------------------------------------------


def other_value(value: int = 99, **more: str) -> str:
    return document(f"Over the past day, {value} new coronavirus cases were registered in Kazakhstan.", "Vlast", **more)


def held_problem(said: str) -> str:
    return re.search(r"^  ([0-9a-f]{16})  ", said, re.MULTILINE)[1]  # type: ignore[index]


def test_what_fails_holds_until_it_is_corrected(channel: Channel) -> None:
    record(other_value())
    said = release(status=1)
    assert "held: national 2020-09-17, for 1 that fails" in said and "two values, 65" in said.replace(
        "99 (Vlast, 17 September 2020) and ", ""
    )
    assert (releases(), channel.asked, Path("site").exists()) == ([], [], False)
    assert "held" in release("--dry-run", status=1)
    esep("correct", NEW, 65, "--by", "A. Kim", "--reason", "asked", "--issued", "2020-09-17")
    release()
    assert len(channel.posts) == 2


def test_a_person_signs_it_off(channel: Channel) -> None:
    record(other_value())
    problem = held_problem(release(status=1))
    sign = ("signoff", problem, "--reason", "both <i>labs</i> count", "--issued", "2020-09-17")
    assert "Anybody may not release or sign off" in esep(*sign, "--by", "Anybody", status=2).output
    assert f"Signed off: two-values {problem}, by B. Omarov" in esep(*sign, "--by", "B. Omarov").output
    assert "signed off already, by B. Omarov" in esep(*sign, "--by", "B. Omarov", status=2).output
    release()
    assert len(channel.posts) == 2
    page = Path("site/en/corrections.html").read_text("utf-8")
    assert "both &lt;i&gt;labs&lt;/i&gt; count" in page and "B. Omarov" in page and "two values" in page
    [row] = csv.DictReader(io.StringIO(Path("site/data/corrections.csv").read_text("utf-8")))
    assert (row["kind"], row["by"], row["problem"]) == ("sign-off", "B. Omarov", problem)


def test_a_sign_off_is_for_that_problem_alone(channel: Channel) -> None:
    record(other_value())
    first = held_problem(release(status=1))
    esep("signoff", first, "--by", "A. Kim", "--reason", "known", "--issued", "2020-09-17")
    record(other_value(98, url="https://example.org/2"))
    said = release(status=1)
    assert "held" in said and held_problem(said) != first and releases() == []


def test_nobody_signs_off_by_handing_in_a_document(channel: Channel) -> None:
    """What others hand in, whoever they say signed it, is read as a document and is nothing else."""
    record(other_value())
    problem = held_problem(release(status=1))
    forged = f"Signed off: {problem} two-values\n"
    record(document(forged, by="A. Kim", reason="trust me"), document('{"name": "national"}', by="A. Kim"))
    assert problem in release(status=1)
    esep("publish", "all")
    assert "trust me" not in Path("all/en/corrections.html").read_text("utf-8")


# Corrected --------------------------------------------------------------------------------------------------------


def correct(value: int, issued: str = "2020-09-17", reason: str = "late") -> None:
    esep("correct", NEW, value, "--by", "B. Omarov", "--reason", reason, "--issued", issued)


def test_a_correction_edits_what_was_posted(channel: Channel) -> None:
    release()
    numbers = list(channel.posts)
    correct(66)
    # what fails is not what was corrected, and out already
    record(document("In Kazakhstan 1,690 people have died of the coronavirus since the onset.", "Vlast"))
    assert "post 101 edited" in release(now="2020-09-18T09:00:00+06:00")
    assert list(channel.posts) == numbers
    for text in texts(channel):
        assert "66" in text and "B. Omarov" in text and text.endswith("late") and "671" in text
    assert "late" in Path("briefing/2020-09-17-national-ru.txt").read_text("utf-8")
    assert release(now="2020-09-18T09:00:00+06:00") == ""


def test_a_correction_taken_back_is_said_too(channel: Channel) -> None:
    release()
    correct(66)
    release()
    mine = next(one for one in book.figures() if one.value == 66)
    esep("retract", mine.id, "--by", "A. Kim", "--reason", "no", "--issued", "2020-09-18T00:00:00+06:00")
    release(now="2020-09-18T09:00:00+06:00")
    assert all("65" in text and "66" not in text for text in texts(channel))
    assert [one.edition for one in releases()] == [1, 2, 3] and len(channel.posts) == 2


def test_a_revision_changes_nothing_that_was_released(channel: Channel) -> None:
    release()
    record(other_value(70, issued="2020-09-17T20:00:00+06:00"))
    before = texts(channel)
    assert release() == "" and texts(channel) == before


def test_what_was_withdrawn_is_said_no_longer(channel: Channel) -> None:
    release()
    [origin] = {one.source.document for one in book.figures()}
    esep("retract", origin, "--by", "A. Kim", "--reason", "not ours", "--issued", "2020-09-18T00:00:00+06:00")
    release(now="2020-09-18T09:00:00+06:00")
    assert all("65" not in text and "not ours" in text for text in texts(channel))


# Other kinds ------------------------------------------------------------------------------------------------------


COMPARED = """
area = "KZ"
by = ["A. Kim"]
[channels.briefing]
kind = "file"
folder = "briefing"
[release.weeks]
bulletin = "comparison"
weekday = "monday"
channels = ["briefing"]
languages = ["en", "kk"]
"""
MONDAY = "2020-09-14T12:00:00+06:00"


def two_weeks() -> None:
    """New cases of each of fourteen days, a document a day: nobody states a week."""
    for n in range(14):
        day = date(2020, 9, 1) + timedelta(n)
        text = f"Over the past day, {20 + n} new coronavirus cases were registered in Kazakhstan."
        record(document(text, issued=str(day), url=f"https://example.org/{n}"))


def test_a_comparison_of_weeks_that_nobody_stated_follows_a_correction_of_a_day(channel: Channel) -> None:
    Path("policy.toml").write_text(COMPARED, "utf-8")
    two_weeks()
    assert "released: weeks 2020-09-14" in release(now=MONDAY)
    briefing = Path("briefing/2020-09-14-weeks-en.txt")
    assert "210 new cases" in briefing.read_text("utf-8") and "161 new cases" in briefing.read_text("utf-8")
    day = "COVID-19/KZ/case/new@2020-09-14"
    esep(
        "correct",
        day,
        133,
        "--by",
        "A. Kim",
        "--reason",
        "a laboratory was late",
        "--issued",
        MONDAY[:11] + "13:00:00+06:00",
    )
    assert "edition 2" in release(now=MONDAY.replace("T12", "T14"))
    assert "310 new cases" in briefing.read_text("utf-8") and "a laboratory was late" in briefing.read_text("utf-8")


@pytest.mark.parametrize(
    "wording, status", [("зарегистрировано свыше 100 новых случаев", 1), ("выявили { $value } новых случаев", 0)]
)
def test_what_templates_say_otherwise_than_the_record_is_held(channel: Channel, wording: str, status: int) -> None:
    esep("write", "daily", "--date", "2020-09-17", "--copy-templates", "words")
    words = Path("words/ru.ftl")
    ours = "зарегистрировано { $value } новых случаев"
    words.write_text(words.read_text("utf-8").replace(ours, wording), "utf-8")
    Path("policy.toml").write_text(f'templates = "words"\n{POLICY}', "utf-8")
    said = release(status=status)
    if status:
        assert "held: national 2020-09-17: the template 'new-case' (ru) does not read back" in said
        assert releases() == [] and channel.posts == {}
    else:
        assert "выявили 65 новых случаев COVID-19" in texts(channel)[1]


# Ours is no witness -----------------------------------------------------------------------------------------------


def test_what_we_released_is_no_witness_of_it(channel: Channel) -> None:
    before = list(book.figures())
    release()
    correct(66)
    release()
    assert [one for one in book.figures() if one.source.rule != "correction"] == before
    for text in texts(channel):
        record(document(text, "Ministry of Health of Kazakhstan", url="https://t.me/here/101"))
    assert [one for one in book.figures() if one.source.rule != "correction"] == before
    record(document(texts(channel)[1], "Kazinform", url="https://kazinform.kz/1"))
    assert len(list(book.figures())) > len(before) + 1, "what others said in their own name is theirs"


def test_the_site_does_not_list_our_own_entries(channel: Channel) -> None:
    release()
    said = site()
    assert "delivery to" not in said and "esep:release" not in said


# Strangers' words -------------------------------------------------------------------------------------------------


HOSTILE = "<script>alert(1)</script>\u202e=cmd|' /C calc'!A1 \x1b[31m" + "Ұ" * 10_000


def test_hostile_words_go_out_as_harmless_text(channel: Channel) -> None:
    record(document(SAID + " " + HOSTILE.replace("\x1b", ""), HOSTILE.replace("\x1b", ""), url="https://example.org"))
    release()
    correct(66, reason="=" + HOSTILE.replace("\x1b", "")[:2000])
    said = release()
    for text in (said, *texts(channel)):
        assert not set("\u202e\x1b") & set(text) and len(text) < 4096
    assert "\u202e" not in site()
    assert not [page for page in Path("site").rglob("*.html") if "<script>alert" in page.read_text("utf-8")]
    rows = csv.DictReader(io.StringIO(Path("site/data/corrections.csv").read_text("utf-8")))
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_nothing_hostile_in_a_dry_run(channel: Channel) -> None:
    record(other_value(99).replace("Vlast", r"Vlast\u001b[2J\u202e"))
    assert not set("\x1b\u202e") & set(release("--dry-run", status=1))


def test_time_stands_for_nothing(channel: Channel) -> None:
    """Without --now the clock is asked, and all that is known counts."""
    day = datetime.now(UTC).astimezone() - timedelta(days=1)
    record(document(SAID.replace("September 17, 2020", f"{day:%B} {day.day}, {day.year}"), issued=f"{day:%Y-%m-%d}"))
    Path("policy.toml").write_text(POLICY.replace("catch_up = 0", "catch_up = 2"), "utf-8")
    assert f"released: national {day:%Y-%m-%d}" in esep("release", "--due").output
