"""What telephone systems write is read as the calls that it tells of, whatever the order of its lines."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from answerable.channels.telephony import records
from answerable.channels.telephony.formats import FORMATS, with_columns
from answerable.channels.telephony.plain_csv import NoColumns
from answerable.channels.telephony.records import Wrong, moment_of, months_first
from answerable.charter.moments import LONDON, NotAMoment
from answerable.desk.telephone import events as told
from answerable.desk.telephone.course import Course, course
from answerable.desk.telephone.events import Event

STREAMS = Path(__file__).parent / "streams"


def lines(name: str) -> list[str]:
    return (STREAMS / name).read_text().splitlines()


def events(form: str, given: Iterable[str]) -> list[Event]:
    found = list(FORMATS[form].read(given, LONDON))
    assert not [one for one in found if isinstance(one, Wrong)]
    return [one for one in found if isinstance(one, Event)]


def courses(found: Iterable[Event]) -> dict[str, Course | None]:
    of = defaultdict[str, list[Event]](list)
    restarts = []
    for event in found:
        if event.kind == told.STARTED:
            restarts.append(event.at)
        else:
            of[event.call].append(event)
    return {call: course(story, restarts=restarts) for call, story in of.items()}


def rang(how: Course | None) -> float | None:
    if how is None or how.ring is None or how.rang_until is None:
        return None
    return round((how.rang_until - how.ring).total_seconds(), 3)


def said(found: dict[str, Course | None]) -> dict[str, tuple[object, ...] | None]:
    """Return of each call, by the number after its dot: outcome, who answered, how long it rang, transfers."""
    return {
        call.rsplit(".")[-1]: (how.outcome, how.answered_as, rang(how), len(how.transfers)) if how else None
        for call, how in found.items()
    }


CEL = {
    "1": ("answered", "202", 20.0, 0),  # a ring group
    "4": ("answered", "201", 31.5, 0),  # a menu and a queue answered before: no persons
    "8": ("answered", "201", 6.25, 1),  # put through blindly
    "11": ("answered", "202", 3.0, 1),  # put through after asking
    "13": ("answered", "203", 4.0, 0),  # the asking itself: a colleague's call
    "15": ("voicemail", "", 25.2, 0),
    "17": ("given up", "", 2.0, 0),
    "19": ("busy", "", 0.6, 0),
    "21": None,  # the council rang somebody
    "23": ("answered", "204", 10.2, 0),  # taken from a colleague's telephone
    "25": None,  # how it was taken
    "26": ("answered", "07700900123", 14.0, 0),  # forwarded to a mobile
}


def test_a_morning_in_asterisks_channel_event_log() -> None:
    found = courses(events("asterisk-cel", lines("a-morning.cel.csv")))
    assert said(found) == CEL
    assert {how.line for how in found.values() if how} == {"01632960000", "203"}
    assert {how.caller for how in found.values() if how} == {"01632960123", "202"}


def test_the_order_of_its_lines_and_doubles_make_no_difference() -> None:
    given = lines("a-morning.cel.csv")
    mixed = given + given[::2]
    random.Random(4).shuffle(mixed)
    assert said(courses(events("asterisk-cel", mixed))) == CEL
    assert {event.id for event in events("asterisk-cel", mixed)} == {e.id for e in events("asterisk-cel", given)}


def test_a_log_with_headings_or_of_objects_is_the_same_log() -> None:
    plain = {event.id for event in events("asterisk-cel", lines("a-morning.cel.csv"))}
    rows = lines("a-morning.cel.csv")
    names = "EventType,EventTime,CID_Name,CID_Num,CID_ANI,CID_RDNIS,CID_DNID,Exten,Context,ChanName,AppName,AppData"
    more = "AMAFlags,AccountCode,UniqueID,LinkedID,BridgePeer,UserField,UserDefType,EventExtra"
    assert {event.id for event in events("asterisk-cel", [f"{names},{more}", *rows])} == plain
    followed = list(FORMATS["asterisk-cel"].follow(rows, LONDON))
    assert {event.id for event in followed if isinstance(event, Event)} == plain


def test_an_object_a_line_is_read_too() -> None:
    start = (
        '{"eventtype":"CHAN_START","eventtime":"2026-06-03T10:00:00.250+01:00","cid_num":"01632960123",'
        '"exten":"01632960000","context":"from-trunk","channame":"PJSIP/trunk-00000001","uniqueid":"9.1","linkedid":"9.1"}'
    )
    [event] = events("asterisk-cel", [start])
    assert (event.kind, event.line, event.caller) == (told.RINGING, "01632960000", "01632960123")
    assert event.at == moment_of("2026-06-03 10:00:00.25")


def test_a_morning_in_asterisks_queue_log() -> None:
    assert said(courses(events("asterisk-queue-log", lines("a-morning.queue_log")))) == {
        "10": ("answered", "202", 20.0, 0),
        "12": ("given up", "", 2.0, 0),
        "13": ("answered", "203", 45.0, 1),  # from the first queue on
        "15": ("answered", "201", 4.0, 0),  # cut by the restart
    }
    cut = courses(events("asterisk-queue-log", lines("a-morning.queue_log")))["1780477500.15"]
    assert cut and cut.lost and not cut.ended


def test_a_morning_in_3cxs_records() -> None:
    assert said(courses(events("3cx", lines("a-morning.3cx.csv")))) == {
        "612504": ("answered", "201", 20.0, 0),
        "612505": ("given up", "", 2.0, 0),
        "612506": ("voicemail", "", 25.0, 0),
        "612507": ("answered", "504", None, 0),  # a queue took it: when a person did is not told
        "612508": None,
    }


LEG = "Call 7,{id},,2026/06/03 {start},{answered},2026/06/03 10:05:00,,01632960126,{to},,{dn},960,{why},{final},,,,,,,"


@pytest.mark.parametrize("backwards", [False, True])
def test_where_3cx_writes_a_leg_for_who_took_a_queues_call_the_wait_is_measured_to_it(backwards: bool) -> None:
    queue = LEG.format(
        id="a",
        start="10:00:00",
        answered="2026/06/03 10:00:00",
        to="Ext.960",
        dn="960",
        why="QFwdToDNA",
        final="Ext.504",
    )
    person = LEG.format(
        id="b", start="10:00:12", answered="2026/06/03 10:00:19", to="Ext.504", dn="504", why="", final=""
    )
    legs = [f"{queue}Line,Queue,Extension", f"{person}Line,Extension,"]
    found = courses(events("3cx", reversed(legs) if backwards else legs))
    assert {call: how and (how.answered_as, rang(how)) for call, how in found.items()} == {"7": ("504", 19.0)}


@pytest.mark.parametrize(("types", "waited"), [("Line,Extension,Extension", 5.0), ("External,Internal,Internal", None)])
def test_who_was_replaced_was_a_person_only_where_3cx_says_so(types: str, waited: float | None) -> None:
    leg = LEG.format(
        id="a",
        start="10:00:00",
        answered="2026/06/03 10:00:05",
        to="Ext.610",
        dn="610",
        why="ReplacedDst",
        final="Ext.185",
    )
    [how] = courses(events("3cx", [leg + types])).values()
    assert how and (how.outcome, rang(how)) == ("answered", waited)


def test_3cxs_exported_call_log_is_read_by_its_headings() -> None:
    log = [
        "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost,Call Activity Details",
        "2026-06-03T10:00:00,A1,01632960123,Bob Baker (201),Inbound,Answered,00:00:20,00:01:00,,",
        "2026-06-03T10:05:00,A2,01632960124,Bob Baker (201),Inbound,Unanswered,00:00:31,,,",
        "2026-06-03T10:06:00,A3,Bob Baker (201),01632960124,Outbound,Answered,00:00:05,00:01:00,,",
        "2026-06-03T10:07:00,A4,01632960125,Everybody (800),Inbound,Answered,00:00:00,00:00:40,,",
        "2026-06-03T10:07:30,A4,01632960125,Bob Baker (201),Inbound,Answered,00:00:10,00:01:00,,",
    ]
    found = courses(events("3cx", log))
    assert [(call, how and (how.outcome, rang(how))) for call, how in found.items()] == [
        ("A1", ("answered", 20.0)),
        ("A2", ("given up", 31.0)),
        ("A3", None),
        ("A4", ("answered", None)),  # the first may be a queue: the log does not say
    ]


def test_a_telephone_bill_is_read_and_what_happens_twice_is_refused_by_its_line() -> None:
    found = list(FORMATS["csv"].read(lines("a-bill.csv"), LONDON))
    [wrong] = [one for one in found if isinstance(one, Wrong)]
    assert wrong.line == 4 and "happens twice" in wrong.why
    of = courses(one for one in found if isinstance(one, Event))
    assert sorted((how.outcome, rang(how) or 0) for how in of.values() if how) == [
        ("answered", 0),  # how long it rang the bill does not tell
        ("answered", 20.0),
        ("given up", 2.0),
    ]
    assert sum(how.ring is None for how in of.values() if how) == 1


ROW = "03/06/2026 10:00,01632 960123,missed"


@pytest.mark.parametrize(
    ("heading", "rows", "calls"),
    [
        ("Start,Number,Status", [ROW, ROW, ROW], 3),
        ("Start,Number,Status", [ROW, "Start,Number,Status", ROW], 1),  # another file begins: it tells of the same call
        ("Start,Number,Status", [ROW, ROW, "Start,Number,Status", ROW, ROW, ROW], 3),
        ("Start,Number,Status,Call ID", [f"{ROW},7", f"{ROW},7", f"{ROW},8"], 2),  # the system says which call it is
    ],
)
def test_equal_rows_of_one_file_are_so_many_calls_where_they_name_none(
    heading: str, rows: list[str], calls: int
) -> None:
    found = events("csv", [heading, *rows])
    assert (len({event.call for event in found}), len({event.id for event in found})) == (calls, 3 * calls)


@pytest.mark.parametrize(("form", "file"), [("asterisk-cel", "a-morning.cel.csv"), ("3cx", "a-morning.3cx.csv")])
def test_few_calls_are_held_while_a_long_log_is_read(form: str, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = courses(events(form, lines(file)))
    monkeypatch.setattr(records, "HELD_AT_ONCE", 2)
    assert courses(events(form, lines(file))) == whole
    read = 0

    def counted() -> Iterator[str]:
        nonlocal read
        for line in lines(file):
            read += 1
            yield line

    next(FORMATS[form].read(counted(), LONDON))
    assert read < len(lines(file)) / 2


def test_columns_can_be_named() -> None:
    file = ["Wann,Wie lange,Wer", "2026-06-03 10:00:00,20,01632 960123"]
    with pytest.raises(NoColumns, match="No column tells when each call began"):
        list(FORMATS["csv"].read(file, LONDON))
    read = with_columns({"start": "wann", "ring": "Wie lange", "number": "Wer"}).read
    assert [event.kind for event in read(file, LONDON) if isinstance(event, Event)] == [
        *(told.RINGING, told.GIVEN_UP, told.ENDED)
    ]
    with pytest.raises(NoColumns, match="no column “Nummer”"):
        list(with_columns({"start": "Wann", "number": "Nummer"}).read(file, LONDON))


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("1780477200.125", "2026-06-03T09:00:00.125000+00:00"),
        ("2026-06-03 10:00:00", "2026-06-03T09:00:00+00:00"),
        ("03/06/2026 10:00", "2026-06-03T09:00:00+00:00"),
        ("3.6.26 2:05:09 pm", "2026-06-03T13:05:09+00:00"),
        ("03-Jun-2026 10:00", "2026-06-03T09:00:00+00:00"),
        ("3 September 26 10:00:00", "2026-09-03T09:00:00+00:00"),
        ("2026-10-25T01:30:00+01:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25 01:30:00Z", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_moments_are_read_as_systems_write_them(text: str, utc: str) -> None:
    assert moment_of(text).isoformat() == utc


@pytest.mark.parametrize(
    "text",
    ["2026-03-29 01:30", "2026-10-25 01:30", "2026-02-30 10:00", "soon", "", "31/31/2026 10:00", "3-Foo-2026 10:00"],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(NotAMoment):
        moment_of(text)


def test_months_stand_first_where_somebody_says_so_and_only_with_slashes() -> None:
    assert moment_of("06/03/2026 1:45:10 PM", month_first=True) == moment_of("2026-06-03 13:45:10")
    for text in ("2026/06/03 10:00", "2026-06-03 10:00", "03.06.2026 10:00", "3 June 2026 10:00"):
        assert moment_of(text, month_first=True) == moment_of("2026-06-03 10:00"), text


@pytest.mark.parametrize(
    ("file", "date"),
    [
        (["1/2/2026 10:00", "06/24/2026 1:45 PM"], "06/24/2026"),
        (["06/24/2026 10:00", "24/06/2026 10:00"], ""),  # a slip in a file with days first
        (["01/02/2026 10:00", "2026/06/24 10:00", "https://a.example/1/24/2026/x"], ""),
    ],
)
def test_a_date_that_can_only_have_its_month_first_is_found(file: list[str], date: str) -> None:
    assert months_first(file) == date


def test_another_time_zone_has_nights_of_its_own() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert moment_of("2026-06-03 11:00:00", paris) == moment_of("2026-06-03 10:00:00")
    with pytest.raises(NotAMoment, match="happens twice"):
        moment_of("2026-10-25 02:30", paris)


MENU = '"{1}","{0}","","01632960123","","","","{2}","ivr-1","PJSIP/gradwell-1","{3}","","3","","c.1","c.1"'
WITH_A_MENU = [
    MENU.format("1780477300.0", "CHAN_START", "01632960000", ""),
    MENU.format("1780477300.2", "ANSWER", "s", ""),
    MENU.format("1780477300.2", "APP_START", "s", "BackGround"),
]
THE_QUEUE = [
    "1780477308|c.1|400|NONE|ENTERQUEUE||01632960123|1",
    "1780477328|c.1|400|PJSIP/201|CONNECT|20|c.2|18",
]


def test_a_menu_has_answered_nobody_in_the_event_log_and_the_queue_log_knows_of_none() -> None:
    hung_up = [*WITH_A_MENU, MENU.format("1780477306.0", "HANGUP", "s", "")]
    assert said(courses(events("asterisk-cel", hung_up))) == {"1": ("given up", "", 6.0, 0)}
    queue = events("asterisk-queue-log", THE_QUEUE)
    assert said(courses(queue)) == {"1": ("", "201", 20.0, 0)}
    # Both told into one feed: the wait is from the first ring at the council.
    both = courses([*queue, *events("asterisk-cel", WITH_A_MENU)])
    assert said(both) == {"1": ("", "201", 28.0, 0)}
