"""`esep release`: what is due by the policy goes through the gate, into the ledger, and from there to its channels.

Safe to run again and again. What was released is an entry of the ledger, whole or not there; what of it has not reached
a channel yet, the next run brings there.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import click

from esep import release as releasing
from esep import signed
from esep.channels import Outcome, Past, by_release, deliveries, files, keep
from esep.cli import picturing, publishing
from esep.cli.options import MOMENT, command, of_ledger, of_policy, open_ledger
from esep.cli.pool import cores
from esep.cli.signing import WORDS
from esep.cli.terminal import plain
from esep.document import Document, Issued
from esep.problem import Problem
from esep.release import Channel, Policy, Release
from esep.released import BEGUN, REFUSED, SENT, Delivery, latest
from esep.site import NotASite, drawn_by
from esep.sources import Unreadable
from esep.write import LANGUAGES, BadTemplate, Misread, NothingToWrite, UnknownKind, problem_text
from esep.write.forms import caption, seen, telegram


@click.command("release")
@click.option("--due", is_flag=True, required=True, help="All that is due by the policy and not released yet.")
@of_policy
@click.option("--by", type=WORDS, help="Who releases; the first whom the policy names if left away.")
@click.option("--now", "then", type=MOMENT, help="As if it were then; what was issued on later days is left aside.")
@click.option("--dry-run", is_flag=True, help="Show what would go out, and let nothing go out.")
@click.option("--in", "tongue", type=click.Choice(LANGUAGES), default="en", help="Language of the problems.")
@of_ledger
@command
def release_command(
    due: bool, policy_file: str, by: str | None, then: Issued, dry_run: bool, tongue: str, ledger: str | None
) -> None:
    """Release what is due: check it, keep it in the ledger, bring it to its channels. Safe to run again and again.

    What fails holds a release until it is put right or signed off (`esep signoff`); the exit status is then 1.
    """
    policy = releasing.load(Path(policy_file))
    policy.allow(by or policy.by[0])
    open_ledger(ledger)
    desk = _Desk(policy, by or policy.by[0], *_moment(then, policy), tongue, dry_run)
    fresh = [*_due(desk), *_corrected(desk)]
    if dry_run:
        for one in fresh:
            _show(desk, one)
        _show_embargo(desk)
    else:
        for one in fresh:
            if releasing.keep(one):
                click.echo(f"released: {one.title}, by {one.by}")
        _deliver(desk)
    for line in desk.wrong:
        click.echo(plain(line))
    sys.exit(1 if desk.wrong else 0)


class _Desk:
    """What one run works with. What stands is asked once, and only where something is due: it is dear."""

    def __init__(self, policy: Policy, by: str, now: datetime, as_of: date | None, tongue: str, dry: bool) -> None:
        self.policy, self.by, self.now, self.as_of, self.tongue, self.dry = policy, by, now, as_of, tongue, dry
        self.wrong: list[str] = []
        """What did not go out, and why."""
        self.editions = releasing.releases()
        self.stands = cache(lambda: publishing.stands(as_of))
        self.signed_off = cache(self._signed_off)

    def _signed_off(self) -> frozenset[str]:
        from esep import ledger

        return frozenset(map(signed.signed_off, ledger.acts(signed.SIGN_OFF)))

    def passes(self, release: Release, before: Release | None = None) -> bool:
        """Whether the release goes through the gate; what holds it is noted."""
        held = releasing.held(release, before, self.stands().findings.problems, self.signed_off())
        if held:
            self.wrong.append(_held(release, held, self.tongue))
        return not held


def _moment(then: Issued, policy: Policy) -> tuple[datetime, date | None]:
    """The moment of the run, and the day of which it knows all and nothing later; None: all."""
    if then is None:
        return datetime.now(UTC).replace(microsecond=0), None
    if not isinstance(then, datetime):
        then = datetime.combine(then, time(23, 59, 59), policy.zone)
    return then, then.astimezone(policy.zone).date()


def _held(release: Release, problems: list[Problem], tongue: str) -> str:
    lines = [f"held: {release.title}, for {len(problems)} that fail{'s' if len(problems) == 1 else ''}"]
    lines += [f"  {problem.id}  {problem_text(problem, tongue)}" for problem in problems]
    lines.append("  Put it right (esep correct, esep retract), or sign it off: esep signoff ID --by NAME --reason WHY")
    return "\n".join(lines)


# What is due ------------------------------------------------------------------------------------------------------


def _due(desk: _Desk) -> Iterator[Release]:
    """The releases that are due, not released yet, and pass the gate."""
    there = latest(desk.editions)
    for item in desk.policy.items:
        days = item.due(desk.now, desk.policy.zone)
        for day in days:
            if (item.name, day) in there:
                continue
            try:
                made = releasing.make(desk.policy, item, day, desk.stands().settled, by=desk.by, now=desk.now)
            except NothingToWrite as error:
                if day == days[-1]:
                    click.echo(f"waits: {item.name} {day}: {error}")
                continue
            except (BadTemplate, Misread) as error:
                desk.wrong.append(f"held: {item.name} {day}: {error}")
                continue
            if desk.passes(made):
                yield made


def _corrected(desk: _Desk) -> Iterator[Release]:
    """The next edition of each release of which somebody corrected what it said, if it passes the gate."""
    from esep import ledger

    said = ledger.signed_figures(as_of=desk.as_of) if desk.editions else []

    def author(name: str) -> tuple[str, str]:
        document = ledger.document(name)
        return (document.by or "", document.reason or "") if document else ("", "")

    for release in latest(desk.editions).values():
        if not releasing.corrections(release, said):
            continue
        try:
            made = releasing.next_edition(release, said, author, desk.stands().settled, desk.now, desk.policy.templates)
        except (BadTemplate, Misread, UnknownKind) as error:
            desk.wrong.append(f"held: {release.title}: {error}")
            continue
        if made and desk.passes(made, release):
            yield made


# Out to the channels ----------------------------------------------------------------------------------------------


def _deliver(desk: _Desk) -> None:
    """Brings the last edition of every release to the channels that it has not reached yet."""
    by_key: dict[tuple[str, date], list[Release]] = {}
    for one in releasing.releases():
        by_key.setdefault(one.key, []).append(one)
    outcome, past = Outcome(), deliveries()
    bring = {"file": _file, "telegram": _telegram, "site": _site}
    for channel in desk.policy.channels.values():
        mine = [editions for editions in by_key.values() if channel.name in editions[-1].channels]
        try:
            bring[channel.kind](desk, channel, mine, by_release(past, channel.name), outcome)
        except (OSError, NotASite) as error:
            outcome.wrong.append(f"{channel.name} ({channel.place}) was not reached: {error}")
    for line in outcome.done:
        click.echo(plain(line))
    desk.wrong += outcome.wrong


_Releases = list[list[Release]]
"""The editions of each release."""


def _file(_: _Desk, channel: Channel, releases: _Releases, past: Past, outcome: Outcome) -> None:
    for editions in releases:
        files.deliver(channel.name, Path(channel.place), editions, past, outcome)


def _telegram(desk: _Desk, channel: Channel, releases: _Releases, past: Past, outcome: Outcome) -> None:
    from esep.project import settings

    try:
        from esep.channels import telegram
    except ImportError:
        outcome.wrong.append(f"{channel.name} needs httpx and stamina: pip install 'esep[telegram]'")
        return
    bot = telegram.Bot(settings.telegram_token(), settings.telegram_api() or telegram.API)
    for editions in releases:
        draw = picturing.drawer(editions[-1], desk.stands) if drawn_by() else None
        telegram.deliver(
            channel.name, channel.place, editions, past, bot, outcome, pictures=channel.pictures, draw=draw
        )


def _site(desk: _Desk, channel: Channel, releases: _Releases, past: Past, outcome: Outcome) -> None:
    """Publishes the site up to the last day that was released on it, where it does not have all that was released."""
    there = {name for name, its in past.items() if any(one.state == SENT for one in its)}
    missing = [one for editions in releases for one in editions if one.id not in there]
    if not missing:
        return
    last_day = max(editions[-1].day for editions in releases)
    published = publishing.publish(
        channel.place, desk.policy.area, desk.as_of, last_day=last_day, address=channel.address, jobs=cores()
    )
    for one in missing:
        keep(Delivery(one.id, channel.name, SENT, one.by, datetime.now(UTC), place=channel.place))
        outcome.done.append(f"{one.title}: {channel.name} ({channel.place}, {published.files} files)")


def echoes() -> Callable[[Document], bool]:
    """Tells whether a document is, word for word, what was released from the open ledger, in a post or whole: the
    channel it was posted in may come back to us as an export. What others made of it in their own name is theirs."""
    words = {
        (_words(part), publisher)
        for release in releasing.releases()
        for language, text in release.texts.items()
        for part in (text, *map(seen, telegram(text, language)))
        for publisher in (release.publisher, None)
    }
    return lambda document: bool(words) and (_words(document.text), document.publisher) in words


def _words(text: str) -> str:
    return " ".join(text.split())


# A dry run --------------------------------------------------------------------------------------------------------


def _show(desk: _Desk, release: Release) -> None:
    """What would go out, channel by channel."""
    click.echo(f"would be released: {release.title}, by {release.by}")
    for name in release.channels:
        channel = desk.policy.channels.get(name)
        if channel is None:
            continue
        if channel.kind == "site":
            click.echo(f"--- {name}: the site in {channel.place}, up to {release.day}")
            continue
        for language, text in release.texts.items():
            parts = [*map(seen, telegram(text, language))] if channel.kind == "telegram" else [text.strip()]
            where = channel.place if channel.kind == "telegram" else Path(channel.place) / files.name(release, language)
            if channel.pictures and picturing.drawable(release, desk.stands()):
                click.echo(f"--- {name} ({where}), {language}, the picture")
                click.echo(plain(seen(caption(text, language))))
            for number, part in enumerate(parts, 1):
                click.echo(f"--- {name} ({where}), {language}, part {number} of {len(parts)}")
                click.echo(plain(part))


def _show_embargo(desk: _Desk) -> None:
    for item in desk.policy.items:
        day = item.next(desk.now, desk.policy.zone)
        if day:
            free = item.free_at(day, desk.policy.zone)
            click.echo(f"next: {item.name} {day}, not before {free:%Y-%m-%d %H:%M} ({desk.policy.zone})")


# What nobody knows ------------------------------------------------------------------------------------------------


@click.command("delivered")
@click.argument("delivery")
@click.option("--message", type=click.IntRange(1), help="It is there: the post's number.")
@click.option("--missing", is_flag=True, help="It is not there: the next run posts it.")
@of_ledger
@command
def delivered_command(delivery: str, message: int | None, missing: bool, ledger: str | None) -> None:
    """Say what became of a post that was cut off while it was being posted: somebody looked into the channel.

    DELIVERY is the id that `esep release` shows.
    """
    if missing == (message is not None):
        raise click.UsageError("say either --message NUMBER or --missing")
    open_ledger(ledger)
    from esep import ledger as book

    with book.alone():
        every = deliveries()
        found = [one for one in every if one.id.startswith(delivery)]
        if len(found) != 1 or found[0].state != BEGUN:
            raise Unreadable(f"{delivery}: no posting that was begun has that id; esep release --due shows it")
        begun = found[0]
        if [one for one in every if (one.release, one.spot) == (begun.release, begun.spot)][-1] != begun:
            raise Unreadable(f"{delivery}: what became of it is known already")
        _settle(begun, message)


def _settle(begun: Delivery, message: int | None) -> None:
    note = "somebody looked into the channel"
    keep(replace(begun, state=REFUSED if message is None else SENT, message=message, note=note))
    click.echo(f"Noted: {'it is not there' if message is None else f'it is post {message}'}. Now: esep release --due")
