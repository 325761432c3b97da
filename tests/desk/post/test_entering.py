"""Letters in: a batch, its scans, and the last one taken back."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings

from answerable.channels.post.kinds import kind_of
from answerable.desk.cases.actions import Matter, close
from answerable.desk.cases.models import Case
from answerable.desk.incoming.record import NotYet
from answerable.desk.models import Arrival, Entry, Letter, Scan
from answerable.desk.post.entering import LetterIn, NotUndone, enter, undo_last
from answerable.desk.post.scans import attach, keep_scan, pile, set_aside, was_read
from answerable.desk.search.finding import search
from answerable.worker.work import Worker
from tests.cast import Town, a_case, moment
from tests.scanned import TYPED_PDF, a_scan

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 November 2026 00:00")
MONDAY = moment("Monday 30 November 2026 09:00")


def a_letter(town: Town, **more: object) -> LetterIn:
    fields = {"received_at": FRIDAY, "need": "The hedge on Mill Lane", "owner": town.bob, "customer": town.mrs_lee}
    return LetterIn(**{**fields, **more})  # type: ignore[arg-type]


def a_kept_scan(town: Town, body: bytes, at: datetime = MONDAY) -> Scan:
    return keep_scan(body, name="scan.pdf", kind=kind_of(body), at=at, by=town.bob)[0]


def test_K07_a_letter_counts_from_the_day_on_which_it_came(town: Town) -> None:
    entry = enter(a_letter(town), at=MONDAY, by=town.bob)
    assert entry.case.clocks.get(promise="F27").started == FRIDAY
    assert (entry.contact.received_at, entry.contact.recorded_at) == (FRIDAY, MONDAY)
    assert entry.case.answer_due == moment("Tuesday 8 December 2026 23:59:59")
    assert Letter.objects.count() == 0  # it asked for no acknowledgement, and the charter promises none


def test_a_letter_that_is_still_to_come_is_refused(town: Town) -> None:
    with pytest.raises(NotYet):
        enter(a_letter(town, received_at=MONDAY + timedelta(days=1)), at=MONDAY, by=town.bob)
    assert Case.objects.count() == 0


def test_F07_a_letter_that_asks_for_it_has_its_acknowledgement_in_the_tray(town: Town) -> None:
    entry = enter(a_letter(town, matter=Matter(acknowledgement_requested=True)), at=MONDAY, by=town.bob)
    letter = Letter.objects.get()
    assert letter.message.case == entry.case
    assert entry.case.clocks.get(promise="F07").stopped is None


def test_the_bytes_of_a_scan_are_kept_and_the_same_scan_is_one(town: Town) -> None:
    scan = a_kept_scan(town, TYPED_PDF)
    again, new = keep_scan(TYPED_PDF, name="copy.pdf", kind="pdf", at=MONDAY, by=town.carol)
    assert (again, new, Arrival.objects.count()) == (scan, False, 1)
    assert bytes(Arrival.objects.get().body) == TYPED_PDF
    assert list(pile(town.carol)) == [scan] and not pile(town.bob)


def test_the_worker_makes_no_contact_of_a_scan_and_reads_it(town: Town, settings: LazySettings) -> None:
    settings.TEXT_READER = ""
    scan = a_kept_scan(town, TYPED_PDF)
    worker = Worker(now=lambda: MONDAY)
    assert worker.pass_once() == 1
    assert worker.pass_once() == 0
    scan.refresh_from_db()
    assert (scan.contact, scan.pages) == (None, 1)
    assert "weathervane" in scan.text


def test_a_letter_is_found_by_the_words_in_its_scan_whenever_it_was_read(town: Town, settings: LazySettings) -> None:
    settings.TEXT_READER = ""
    read_before = a_kept_scan(town, TYPED_PDF)
    Worker(now=lambda: MONDAY).pass_once()
    first = enter(a_letter(town, scans=[read_before.pk]), at=MONDAY, by=town.bob).case
    read_after = a_kept_scan(town, TYPED_PDF.replace(b"guildhall is", b"bandstand is"))
    second = enter(a_letter(town, scans=[read_after.pk]), at=MONDAY + timedelta(minutes=1), by=town.bob).case
    Worker(now=lambda: MONDAY).pass_once()
    assert [found.case for found in search("weathervane guildhall").cases] == [first]
    assert [found.case for found in search("weathervane bandstand").cases] == [second]


def test_a_long_letter_is_found_by_its_last_page(town: Town) -> None:
    scan = a_kept_scan(town, TYPED_PDF)
    entry = enter(a_letter(town, scans=[scan.pk]), at=MONDAY, by=town.bob)
    was_read(scan, pages=30, text="ditch " * 9000 + "the weathervane", pictures=(), trouble="", at=MONDAY)
    assert [found.case for found in search("weathervane").cases] == [entry.case]


def test_a_picture_without_a_reader_is_kept_and_says_so(town: Town, settings: LazySettings) -> None:
    settings.TEXT_READER = ""
    scan = a_kept_scan(town, a_scan("JPEG"))
    assert scan.shows
    Worker(now=lambda: MONDAY).pass_once()
    scan.refresh_from_db()
    assert scan.shows and scan.numbers == [1] and "no program that reads" in scan.trouble


def test_a_scan_over_which_workers_die_is_given_up(town: Town) -> None:
    scan = a_kept_scan(town, TYPED_PDF)
    Scan.objects.filter(pk=scan.pk).update(tries=2, claimed_until=MONDAY - timedelta(minutes=1))
    assert Worker(now=lambda: MONDAY).pass_once() == 0
    scan.refresh_from_db()
    assert scan.read_at == MONDAY and "can’t be read" in scan.trouble


def test_a_scan_set_aside_is_off_the_pile_until_it_is_added_again(town: Town) -> None:
    scan = a_kept_scan(town, TYPED_PDF)
    set_aside(scan, at=MONDAY)
    assert not pile(town.bob)
    a_kept_scan(town, TYPED_PDF)
    assert list(pile(town.bob)) == [scan]


def test_a_second_page_goes_to_the_letter_before(town: Town) -> None:
    entry = enter(a_letter(town, scans=[a_kept_scan(town, TYPED_PDF).pk]), at=MONDAY, by=town.bob)
    second = a_kept_scan(town, a_scan())
    attach(Scan.objects.filter(pk=second.pk), entry.contact, at=MONDAY)
    assert entry.contact.scans.count() == 2


def test_a_letter_that_quotes_our_reference_joins_its_case(town: Town) -> None:
    case = a_case(town, at=FRIDAY, channel="letter")
    entry = enter(a_letter(town, joins=case, customer=None), at=MONDAY, by=town.bob)
    assert (entry.case, entry.contact.customer) == (case, town.mrs_lee)
    assert case.facts.filter(kind="received").count() == 2


def test_the_last_letter_is_taken_back_with_its_clocks_its_acknowledgement_and_its_scan(town: Town) -> None:
    scan = a_kept_scan(town, TYPED_PDF)
    asked = Matter(acknowledgement_requested=True)
    entry = enter(a_letter(town, scans=[scan.pk], matter=asked), at=MONDAY, by=town.bob)
    undo_last(town.bob, at=MONDAY + timedelta(minutes=1))
    case = Case.objects.get(pk=entry.case.pk)
    assert (case.clocks.count(), case.is_open) == (0, False)
    assert list(pile(town.bob)) == [scan]
    assert Letter.objects.get().withdrawn_at
    with pytest.raises(NotUndone, match="nothing"):
        undo_last(town.bob, at=MONDAY + timedelta(minutes=2))


def test_taken_back_from_a_closed_case_it_is_closed_as_before(town: Town) -> None:
    case = a_case(town, at=FRIDAY, channel="letter")
    close(case, outcome="withdrawn", at=MONDAY - timedelta(hours=2), by=town.bob)
    entry = enter(a_letter(town, joins=case), at=MONDAY, by=town.bob)
    case.refresh_from_db()
    assert case.is_open
    undo_last(town.bob, at=MONDAY + timedelta(minutes=1))
    case.refresh_from_db()
    assert (case.is_open, case.outcome, entry.contact.cases.count()) == (False, "withdrawn", 0)


def test_what_has_gone_on_since_is_not_taken_back(town: Town) -> None:
    entry = enter(a_letter(town), at=MONDAY, by=town.bob)
    close(entry.case, outcome="withdrawn", at=MONDAY + timedelta(minutes=1), by=town.bob)
    with pytest.raises(NotUndone, match="has happened"):
        undo_last(town.bob, at=MONDAY + timedelta(minutes=2))
    assert Entry.objects.get().undone_at is None
