"""What a promise with a clock can say beyond “from, until, within”, and what a clerk is told when it can't be read."""

import pytest

from answerable.charter.clauses import Extension, Late, Limit, OtherHours, Promise, Reading, Scope, Timed
from answerable.charter.span import DATE_TOLD, Span, Unit
from tests.charter.anytown import COUNTED, HEAD, charter, clock, problem, problems, promise

OFFICE = 'office = { mon-fri = "09:00-16:30" }\n'
COUNTER = '[[other_hours]]\nname = "the counter"\nfor = { channel = "counter" }\nnation = "wales"\n' + OFFICE


def only(*text: str, head: str = HEAD + COUNTED) -> Timed:
    found: Promise = charter(*text, head=head).promises[-1]
    assert isinstance(found, Timed)
    return found


def test_either_of_two_facts_may_keep_a_promise() -> None:
    either = promise("C1", 'from = "received"\nuntil = ["answered", "not available"]\nwithin = "2 working days"')
    assert only(either).stops == ("answered", "not available")


def test_a_clock_may_begin_when_another_promise_is_done() -> None:
    c2 = only(clock("C1"), promise("C2", 'after = "C1"\nuntil = "told"\nwithin = "10 working days"'))
    assert (c2.start, c2.after, c2.within) == ("", "C1", Span(10, Unit.WORKING_DAY))


def test_days_may_be_counted_back_from_a_date() -> None:
    papers = only(promise("C1", 'from = "meeting called"\nuntil = "papers sent"\nbefore = "7 clear working days"'))
    assert (papers.within, papers.before) == (None, Span(7, Unit.CLEAR_WORKING_DAY))


def test_an_agreed_update_is_due_on_the_date_told() -> None:
    agreed = only(promise("C1", 'from = "update agreed"\nuntil = "told"\nwithin = "the date told"\neach = true'))
    assert agreed.within == DATE_TOLD and agreed.each


LIMIT = Limit(Scope(wanted={"service": ("bins",)}), Span(1, Unit.WORKING_DAY))


@pytest.mark.parametrize(
    "written",
    [
        '[[promise.limit]]\nfor = { service = "bins" }\nwithin = "1 working day"',
        'limits = [{ for = { service = "bins" }, within = "1 working day" }]',
        'limit = { for = { service = "bins" }, within = "1 working day" }',
    ],
)
def test_a_service_may_have_a_time_of_its_own_however_it_is_written(written: str) -> None:
    assert only(clock("C1", written)).limits == (LIMIT,)


def test_a_clock_says_who_may_stop_hold_and_lengthen_it() -> None:
    c1 = only(
        clock(
            "C1",
            "automatic = true\n"
            'provided = ["name", "proof of identity"]\n'
            'exceptions = "severe weather"\n'
            'pauses = "waiting for the customer"\n'
            'reopening = "resume"\n'
            'extension = { at_most = "10 working days", times = 2 }\n'
            'date_id = "C1b"',
        )
    )
    assert c1.automatic
    assert c1.provided == ("name", "proof of identity")
    assert (c1.exceptions, c1.pauses) == (("severe weather",), ("waiting for the customer",))
    assert (c1.reopening, c1.date_id) == ("resume", "C1b")
    assert c1.extension == Extension(Span(10, Unit.WORKING_DAY), 2)


def test_what_is_not_said_is_off() -> None:
    c1 = only(clock("C1"))
    assert (c1.automatic, c1.each, c1.reopening, c1.extension) == (False, False, "nothing", None)
    assert (c1.provided, c1.exceptions, c1.pauses, c1.limits) == ((), (), (), ())


def test_a_promise_may_be_counted_in_a_way_of_its_own() -> None:
    own = (
        'hours = "the counter"\nnation = "scotland"\ncounting = "clear days"\nday_ends = "close of business"\n'
        'cut_off = "15:30"\nclosed_day = "moves to the next working day"\nclosures_count = "as working days"'
    )
    assert only(clock("C1", own), head=HEAD + COUNTED + COUNTER).reading == Reading(
        hours="the counter",
        nation="scotland",
        counting="clear days",
        day_ends="close of business",
        cut_off="15:30",
        closed_day="moves to the next working day",
        closures_count="as working days",
    )


def test_other_hours_hold_for_some_contacts() -> None:
    (counter,) = charter(clock("C1"), head=HEAD + COUNTED + COUNTER).other_hours
    assert isinstance(counter, OtherHours)
    assert (counter.name, counter.nation) == ("the counter", "wales")
    assert counter.scope == Scope(wanted={"channel": ("counter",)})
    assert counter.hours.office[4] == (("09:00", "16:30"),)


def test_what_is_told_late_may_be_for_some_contacts_only() -> None:
    late = 'late_for = "C1"\ntell = "reason"\nfor = { requester = "councillor" }\n'
    told = charter(clock("C1"), promise("C2", late)).promises[-1]
    assert isinstance(told, Late) and told.scope.wanted == {"requester": ("councillor",)}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('after = "C9"', "The clock can begin with a fact (from) or with another promise (after): leave one out."),
        ('before = "3 working days"', "A time runs within a span, or ends before a date: leave within or before out."),
        ('reopening = "begin again"', "reopening is “begin again”, which I don’t know. Write “nothing”, “resume”"),
        ('pauses = "waiting for the customr"', "Did you mean “waiting for the customer”?"),
        ('exceptions = "snow"', "exceptions has “snow”, which I don’t know. Write “severe weather”"),
        ('provided = "passport"', "provided has “passport”, which I don’t know. Write “name”, “address”"),
        ('extension = "10 working days"', "Write extension as { at_most = "),
        ("extension = {}", "C1: at_most is missing."),
        ('extension = { at_most = "not stated" }', "An extension needs its limit. Write at_most, such as"),
        ('extension = { at_most = "5 working days", times = 0 }', "times is “0”, and should be a whole number from 1"),
        ('date_id = "no id"', "date_id is “no id”. Write letters and numbers"),
        ('cut_off = "half three"', "cut_off is “half three”."),
        ('hours = "the counter"', "hours is “the counter”, which are no other hours of this charter. Write them under"),
        ('day_ends = "close of business"', "Its days can’t end at close of business: the charter states no office"),
        ('limit = { within = "1 working day" }', "A limit is for some contacts only. Write whose"),
        ('limit = { for = { service = "bins" } }', "within is missing."),
        ('limit = "1 working day"', "Write limit as a table under [[promise.limit]]"),
        ('limits = [{ for = { service = "bins" }, within = "soon" }]', "“soon” is not a length of time"),
        ('within_ = "2"', "“within_” is not something I know here. Did you mean “within”?"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(more: str, says: str) -> None:
    told = [found for found in problems(clock("C1", more)) if says in str(found)]
    assert told and told[0].line and told[0].clause.startswith("C1")


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        (
            'from = "received"\nuntil = "answered"\nbefore = "3 working days"',
            "This is counted by a date, and “received” tells none. Begin from “acknowledged”",
        ),
        ('from = "received"\nuntil = "answered"\nwithin = "the date told"', "and “received” tells none."),
        (
            'from = "meeting called"\nuntil = "papers sent"\nbefore = "20 minutes"',
            "20 minutes can’t be counted back. Write days",
        ),
        (
            'from = "received"\nuntil = "answered"\npauses = "legal proceedings"',
            "pauses changes a time, and this promise states none.",
        ),
        (
            'from = "received"\nuntil = "answered"\nextension = { at_most = "2 working days" }',
            "extension changes a time, and this promise states none.",
        ),
        (
            'from = "meeting called"\nuntil = "papers sent"\nbefore = "3 working days"\n'
            'limit = { for = { channel = "web" }, within = "1 working day" }',
            "Limits are times to count forward, and this promise counts back",
        ),
    ],
)
def test_what_needs_a_time_or_a_date_says_so(rest: str, says: str) -> None:
    assert says in problem(promise("C1", rest))


def test_a_mistake_in_a_limit_is_told_with_the_line_of_the_limit() -> None:
    first = '[[promise.limit]]\nfor = { service = "bins" }\nwithin = "1 working day"\n'
    second = '[[promise.limit]]\nfor = { service = "trees" }\nwithin = "soon"\n'
    assert problem(clock("C1", first + second)).startswith("line 18, C1: within: “soon” is not a length")


def test_a_mistake_in_what_is_told_late_is_told_with_its_own_line() -> None:
    late = '[promise.if_late]\nid = "C1a"\ntell = "sorry"\n'
    assert problem(clock("C1", late)).startswith("line 15, C1a: tell has “sorry”")


def test_a_mistake_in_other_hours_is_told_with_its_line_and_their_name() -> None:
    wrong = COUNTER.replace("09:00-16:30", "9-5")
    assert problem(clock("C1"), head=HEAD + wrong).startswith("line 9, the other hours “the counter” office: mon-fri")
