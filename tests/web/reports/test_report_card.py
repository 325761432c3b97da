"""What the public sees of the promises, and what officers see behind it."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.desk.cases.actions import open_case
from answerable.desk.charters.actions import adopt
from answerable.desk.figures.actions import freeze
from answerable.desk.outbox.actions import Saying, queue, speak
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means, Message
from tests.cast import CHARTERS, Town, a_town, moment

pytestmark = pytest.mark.django_db
NOW = moment("Thursday 10 April 2025 12:00")
MONDAY = moment("Monday 10 March 2025 09:00")


@pytest.fixture
def town() -> Iterator[Town]:
    with time_machine.travel(NOW, tick=False):
        yield a_town()


def emails(town: Town, count: int, *, late: int = 0, start: datetime = MONDAY, channel: str = "email") -> list[Message]:
    """`count` e-mails came on one Monday; the last `late` of them were answered a week later, the others next day."""
    return [an_email(town, start + timedelta(minutes=n), n >= count - late, channel) for n in range(count)]


def an_email(town: Town, at: datetime, late: bool, channel: str) -> Message:
    case = open_case(customer=town.tom, need="A bin", channel=channel, received_at=at, at=at, by=None, owner=town.dan)
    done = at + timedelta(days=7 if late else 1)
    message = queue(
        case, Saying(means=Means.ANSWER, text="Done."), to="tom@example.org", subject="Bin", at=done, by=town.bob
    )
    sent(message, at=done)
    return message


def shown(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_P10_the_public_sees_what_was_promised_and_how_often_it_was_kept(client: Client, town: Town) -> None:
    emails(town, 8, late=2)
    page = shown(client.get("/promises").content.decode())
    assert "E-mails, texts and web requests are answered in two working days" in page
    assert "Customer Care Standards, tenth point" in page
    assert "75% Broken twice" in page
    assert "March 2025 75%, 6 of 8" in page
    assert "kept ÷ (kept + broken)" in page


def test_what_is_not_measured_is_said_to_be_so_with_why(client: Client, town: Town) -> None:
    page = shown(client.get("/promises").content.decode())
    assert "Calls are picked up within 20 seconds F02" in page
    assert "Not measured. To measure it we must know when a telephone call began to ring at the council." in page
    assert "The policy states no time for this" in page


def test_four_in_a_month_are_not_shown_anywhere(client: Client, town: Town) -> None:
    emails(town, 4, late=1)
    for address in ("/promises", "/promises/F25", "/promises.csv"):
        text = client.get(address).content.decode()
        assert "75%" not in shown(text)
        assert "75.0" not in text
        assert "ewer than 5" in text


def test_the_promise_of_an_email_answered_just_now_is_kept_on_the_card_of_the_running_month(
    client: Client, town: Town
) -> None:
    emails(town, 5, start=moment("Monday 7 April 2025 09:00"))
    page = shown(client.get("/promises").content.decode())
    assert "April 2025 so far 5 of 5 kept" in page


def test_the_csv_has_the_figures_of_the_page_and_says_that_they_are_invented(client: Client, town: Town) -> None:
    emails(town, 9, late=3)
    plain = client.get("/promises.csv").content.decode("utf-8-sig")
    (march,) = [
        row
        for row in csv.DictReader(io.StringIO(plain))
        if row["promise"] == "F25" and row["from"] == "2025-03" and row["channel"] == "all"
    ]
    assert (march["kept"], march["broken"], march["percent"], march["state"]) == ("6", "3", "66.6", "final")
    assert march["formula"] == "kept ÷ (kept + broken)"
    town.council.demonstration = True
    town.council.save()
    first = client.get("/promises.csv").content.decode("utf-8-sig").splitlines()[0]
    assert first == "The people and figures here are invented. They are not Flitwick Town Council’s record."
    assert "invented" in shown(client.get("/promises").content.decode())


def test_a_title_with_a_tag_or_a_formula_harms_nobody(client: Client, town: Town) -> None:
    emails(town, 6, late=1)
    text = (CHARTERS / "flitwick" / "charter.toml").read_text()
    title = "E-mails, texts and web requests are answered in two working days"
    adopt(text.replace(title, "=1+1 <img src=x onerror=alert(1)>"), starts=MONDAY, by=town.alice)
    client.force_login(town.carol)
    for address in (
        "/promises",
        "/promises/F25",
        "/desk/reports",
        "/desk/reports/F25",
        "/desk/reports/F25/2025-03/kept",
    ):
        page = client.get(address).content.decode()
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
    table = client.get("/promises.csv").content.decode("utf-8-sig")
    assert ",'=1+1 <img" in table


def test_a_correction_is_shown_with_its_date_beside_the_figure_that_stands(client: Client, town: Town) -> None:
    messages = emails(town, 8, late=1)
    freeze(moment("Tuesday 1 April 2025 00:10"))
    bounced(messages[0], at=moment("Wednesday 2 April 2025 10:00"), why="No such mailbox")
    page = shown(client.get("/promises/F25").content.decode())
    assert "7 ÷ (7 + 1) = 87.5%" in page
    assert "Corrected on 2 April 2025: 1 more broken, 1 fewer kept. The figure above stands as it was reported." in page


def test_a_promise_that_nobody_makes_is_not_found(client: Client, town: Town) -> None:
    assert client.get("/promises/F99").status_code == 404
    client.force_login(town.bob)
    for address in ("F99", "F25/2025-03/lost", "F25/2025-13/kept", "F25/2025-03/kept?channel=pigeon"):
        assert client.get(f"/desk/reports/{address}").status_code == 404


def test_P19_every_figure_of_the_desk_opens_down_to_as_many_cases(client: Client, town: Town) -> None:
    messages = emails(town, 4, late=2) + emails(town, 3, late=1, channel="web")
    emails(town, 2, late=1, start=moment("Thursday 3 April 2025 09:00"))
    freeze(moment("Tuesday 1 April 2025 00:10"))
    bounced(messages[0], at=moment("Wednesday 2 April 2025 10:00"), why="No such mailbox")
    client.force_login(town.carol)
    pages = [client.get(address).content.decode() for address in ("/desk/reports", "/desk/reports/F25")]
    links = {found for page in pages for found in re.findall(r'href="(/desk/reports/\w+/[^"]+)">(\d+)<', page)}
    assert {"kept", "broken", "not-told", "running"} & {address.split("/")[-1].split("?")[0] for address, _ in links}
    assert any("channel=web" in address for address, _ in links)
    for address, count in links:
        page = client.get(address).content.decode()
        assert len(re.findall(r'href="/desk/cases/[^"/]+">', page)) == int(count), address
        assert f": {count}</h1>" in page


def test_the_pages_ask_few_questions_of_the_database(client: Client, town: Town) -> None:
    emails(town, 12, late=3)
    client.force_login(town.carol)
    for address in ("/promises", "/promises/F25", "/promises.csv", "/desk/reports"):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        assert len(asked) <= 12, address + "\n".join(query["sql"][:130] for query in asked)


def test_P20_a_share_prints_its_formula_beside_its_figure_for_everybody(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        town = a_town("customer-promise")
        for number in range(10):
            at = MONDAY + timedelta(minutes=number)
            case = open_case(
                customer=town.tom, need="A bin", channel="telephone", received_at=at, at=at, by=town.bob, owner=town.bob
            )
            speak(case, Saying("answer", "Done."), spoken_at=at, at=at, by=town.bob, first_contact=number < 7)
        public = shown(client.get("/promises/P20").content.decode())
        assert "settled at first contact 7 of 10 = 70.0%" in public
        assert "settled at first contact ÷ query opened" in public
        csv_row = next(
            row
            for row in csv.DictReader(io.StringIO(client.get("/promises.csv").content.decode("utf-8-sig")))
            if (row["promise"], row["from"], row["channel"]) == ("P20", "2025-03", "all")
        )
        assert (csv_row["formula"], csv_row["kept"], csv_row["of"]) == (
            "settled at first contact ÷ query opened",
            "7",
            "10",
        )
        client.force_login(town.bob)
        assert "settled at first contact 7 of 10 = 70.0%" in shown(client.get("/desk/reports").content.decode())


def test_F26_what_a_sent_message_has_is_kept_or_broken_on_the_card(client: Client, town: Town) -> None:
    emails(town, 5)
    card = shown(client.get("/promises/F26").content.decode())
    assert "5 ÷ (5 + 0) = 100%" in card
    client.force_login(town.bob)
    assert "Proved by the words of each" in shown(client.get("/desk/reports/F26").content.decode())
