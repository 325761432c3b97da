"""`answerable charter due`: when a promise falls due whose clock starts at a moment, and why."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.clauses import Charter, Promise, Timed
from answerable.charter.explain import Asked, Explained, NoClock, when_due
from answerable.charter.facts import CHANNELS
from answerable.charter.moments import NotAMoment, day_in_words, moment_in_words
from answerable.charter.reading.problems import CharterErrors, one_of, shown
from answerable.charter.reading.scopes import told_by
from answerable.charter.worktime import EmptyCalendar, OutsideCalendar, calendar_for
from answerable.cli.charter_file import day, failed, load

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_due(commands: "Subparsers") -> None:
    """Describe `answerable charter due`."""
    due = commands.add_parser("due", help="when a promise whose clock starts at a moment falls due, and why")
    due.add_argument("file", type=Path, help="the charter file")
    due.add_argument("--promise", required=True, help="the id of the promise, such as F24")
    due.add_argument("--at", required=True, help="the moment, in council time, such as 2026-12-24T16:40")
    due.add_argument("--channel", default="", help=f"how the contact came: {', '.join(CHANNELS)}")
    due.add_argument(
        "--with",
        dest="details",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        type=_detail,
        help="what else is known of the contact, such as service=bins; more than one may be given",
    )
    due.add_argument("--date", type=day, help="the date that the fact tells: of the meeting, or that was agreed")
    due.add_argument(
        "--meeting",
        dest="meetings",
        metavar="DATE",
        action="append",
        default=[],
        type=day,
        help="a date on which the council meets; more than one may be given",
    )
    due.add_argument("--day-by-day", action="store_true", help="explain every day on the way")
    due.add_argument("--for-customer", action="store_true", help="explain in plain words for the customer")
    due.add_argument("--json", action="store_true", help="write one line of JSON")
    due.set_defaults(run=say_due)


def _detail(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError(f"{shown(text)} is not a name and a value. Write it like service=bins.")
    return name.strip(), value.strip()


def say_due(args: argparse.Namespace) -> int:
    """Print when the promise falls due and why; status 2 where it doesn't, with the reason."""
    try:
        charter = load(args.file)
        promise = _promise(charter, args.promise)
        due, why = _when_due(charter, promise, args)
    except (CharterErrors, NoClock, NotAMoment, EmptyCalendar, OutsideCalendar) as error:
        return failed(error)
    explanation = f"{('. ' if args.for_customer else '; ').join(why)}."
    if args.json:
        answer = {"promise": promise.id, "due": due.moment.isoformat(), "explanation": explanation}
        print(json.dumps({**answer, "provisional": due.provisional}, ensure_ascii=False))
    else:
        told = "\n".join(why) if args.day_by_day else explanation
        print(f"{promise.id}, {promise.title}: due {moment_in_words(due.moment)}.\n{told}")
    return 0


def _promise(charter: Charter, id: str) -> Promise:
    try:
        return charter[id]
    except KeyError:
        raise NoClock(
            f"{shown(id)} is no promise of this charter. {one_of(id, [promise.id for promise in charter])}"
        ) from None


def _when_due(charter: Charter, promise: Promise, args: argparse.Namespace) -> Explained:
    if args.channel and args.channel not in CHANNELS:
        raise NoClock(f"{shown(args.channel)} is not a channel. {one_of(args.channel, CHANNELS)}")
    calendar = calendar_for(charter, meetings=args.meetings)
    start = calendar.moment(args.at)
    _check_in_force(charter, promise, start.date())
    asked = Asked(
        channel=args.channel,
        told=args.date,
        for_customer=args.for_customer,
        day_by_day=args.day_by_day,
        details=_details(promise, args.details),
    )
    return when_due(charter, promise, start, calendar, asked=asked)


def _details(promise: Promise, details: list[tuple[str, str]]) -> dict[str, str]:
    """Return what is known of the contact, or raise NoClock for what its fact can't tell."""
    known = told_by(promise.start if isinstance(promise, Timed) and promise.start else "received")
    for name, value in details:
        if name not in known or name == "channel":
            raise NoClock(
                f"{shown(name)} can’t be told here. {one_of(name, [key for key in known if key != 'channel'])}"
            )
        if known[name] and value not in known[name]:
            raise NoClock(f"{shown(value)} is no {name}. {one_of(value, known[name])}")
    return dict(details)


def _check_in_force(charter: Charter, promise: Promise, day: date) -> None:
    for ruling in charter.rulings:
        if promise.id in ruling.voids and ruling.when and ruling.when <= day:
            since = day_in_words(ruling.when)
            raise NoClock(f"{promise.id} has been set aside since {since}, by the ruling on {ruling.on}.")
