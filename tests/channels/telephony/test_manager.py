"""Asterisk's manager interface is listened to over a real connection: signed in, broken off, and taken up again."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from answerable.channels.telephony.asterisk_manager import messages_in
from answerable.channels.telephony.manager import Broken, Manager
from answerable.channels.telephony.records import moment_of
from answerable.cli.hearing import Hearing
from answerable.desk.models import Call, Feed, FeedGap
from answerable.desk.telephone.feeds import feed_named
from tests.cast import Town
from tests.desk.telephone.ringing import TEN

EPOCH = TEN.timestamp()
LET_IN = "Response: Success\r\nActionID: Login\r\nMessage: Authentication accepted\r\n\r\n"


def event(name: str, seconds: float, channel: str, unique: str, **more: str) -> str:
    fields = {
        "Event": name,
        "Timestamp": f"{EPOCH + seconds:.6f}",
        "Channel": channel,
        "Uniqueid": unique,
        "Linkedid": "9.1",
        **more,
    }
    return "".join(f"{key}: {value}\r\n" for key, value in fields.items()) + "\r\n"


def pong(clock: float) -> str:
    return f"Response: Success\r\nActionID: Ping\r\nPing: Pong\r\nTimestamp: {EPOCH + clock:.6f}\r\n\r\n"


TRUNK, BOB = "PJSIP/trunk-00000001", "PJSIP/201-00000002"
RINGS = event("Newchannel", 0, TRUNK, "9.1", CallerIDNum="01632960123", Exten="01632960000") + event(
    "Newchannel", 0.1, BOB, "9.2", CallerIDNum="201", Exten="s"
)
RINGS_TOMORROW = event("Newchannel", 86400, TRUNK, "9.1", CallerIDNum="01632960123", Exten="01632960000")
ANSWERS = event(
    "DialEnd", 20, TRUNK, "9.1", DialStatus="ANSWER", DestChannel=BOB, DestUniqueid="9.2", DestLinkedid="9.1"
)
HOLDS = event("Hold", 30, BOB, "9.2") + event("Unhold", 40, BOB, "9.2")
PUT_THROUGH = (
    f"Event: BlindTransfer\r\nTimestamp: {EPOCH + 50}\r\nResult: Success\r\nTransfererChannel: {BOB}\r\n"
    "TransfererUniqueid: 9.2\r\nTransfererLinkedid: 9.1\r\nExtension: 203\r\n\r\n"
)
ENDS = event("Hangup", 90, TRUNK, "9.1", Cause="16")


class Asterisk:
    """A manager interface on this machine. Each connection is told one of the scripts, and then closed."""

    def __init__(self, *scripts: str) -> None:
        self.heard = b""
        self._scripts = scripts
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        for script in self._scripts:
            connection, _ = self._server.accept()
            with connection:
                connection.sendall(b"Asterisk Call Manager/9.0.0\r\n")
                asked = b""
                while b"\r\n\r\n" not in asked:
                    asked += connection.recv(4096)
                self.heard += asked
                # In pieces, as a network brings them.
                for start in range(0, len(script), 100):
                    connection.sendall(script[start : start + 100].encode())
        self._server.close()

    def manager(self) -> Manager:
        return Manager.at(f"ami://desk:s3cret%21@127.0.0.1:{self.port}")


@pytest.fixture
def asterisk() -> Iterator[Callable[..., Asterisk]]:
    yield Asterisk


@pytest.mark.django_db
def test_F02_a_call_is_heard_as_it_happens(asterisk: Callable[..., Asterisk], town: Town) -> None:
    server = asterisk(LET_IN + RINGS + ANSWERS + HOLDS + PUT_THROUGH + ENDS)
    moment = [TEN]
    hearing = Hearing("asterisk", lambda: moment[0])
    with pytest.raises(Broken, match="has closed the connection"):
        for message in server.manager().messages():
            moment[0] = moment_of((message or {}).get("Timestamp", str(EPOCH)))
            hearing.hear(message)
    call = Call.objects.get()
    assert (call.outcome, call.ring_seconds, call.answered_as) == ("answered", 20.0, "201")
    assert (call.line and call.line.code, call.caller) == ("01632960000", "01632960123")
    kinds = list(call.occasion.facts.order_by("at").values_list("kind", flat=True))
    assert kinds == ["rang", "picked up", "transferred", "call ended"]
    assert b"Action: Ping" in server.heard and b"EventMask: call,dialplan" in server.heard
    assert b"Action: Login" in server.heard and b"Secret: s3cret!" in server.heard


@pytest.mark.django_db
@pytest.mark.parametrize("wrong_by", [-7200, -30, 3, 30, 7200])
def test_a_wrong_clock_is_compared_and_put_right(asterisk: Callable[..., Asterisk], town: Town, wrong_by: int) -> None:
    """What it stamps is 20 seconds apart as ever; when that was is what our clock says, but for five seconds."""
    server = asterisk(LET_IN + pong(wrong_by))
    moment = [TEN]
    hearing = Hearing("asterisk", lambda: moment[0])
    with pytest.raises(Broken, match="has closed the connection"):
        for message in server.manager().messages():
            hearing.hear(message)
    for seconds, name in ((0, "Newchannel"), (20, "Hangup")):
        moment[0] = TEN + timedelta(seconds=seconds)
        told = event(name, seconds + wrong_by, TRUNK, "9.1", Exten="01632960000").encode().splitlines(keepends=True)
        hearing.hear(next(messages_in(told)))
    call = Call.objects.get()
    assert (call.ring_seconds, call.outcome, call.cut) == (20.0, "given up", False)
    assert call.ring and abs(call.ring - TEN) <= timedelta(seconds=5)


@pytest.mark.django_db
@pytest.mark.parametrize("script", [RINGS_TOMORROW, pong(0) + RINGS_TOMORROW, pong(0) + pong(7200)])
def test_a_clock_that_tells_of_the_future_is_a_gap_and_no_call(
    asterisk: Callable[..., Asterisk], town: Town, script: str
) -> None:
    server = asterisk(LET_IN + script)
    hearing = Hearing("asterisk", lambda: TEN)
    with pytest.raises(Broken, match="can’t be timed") as broken:
        for message in server.manager().messages():
            hearing.hear(message)
    hearing.broke(str(broken.value))
    assert not Call.objects.exists()
    assert FeedGap.objects.get().ended is None and "clock" in Feed.objects.get().trouble


@pytest.mark.django_db
def test_a_break_in_mid_call_is_a_gap_and_cuts_the_call(asterisk: Callable[..., Asterisk], town: Town) -> None:
    server = asterisk(LET_IN + RINGS, LET_IN)
    moment = [TEN + timedelta(seconds=1)]
    hearing = Hearing("asterisk", lambda: moment[0])
    for later in (60, 60):
        with pytest.raises(Broken) as broken:
            for message in server.manager().messages():
                hearing.hear(message)
        hearing.broke(str(broken.value))
        moment[0] += timedelta(seconds=later)
    first, second = FeedGap.objects.order_by("began")
    assert (first.began, first.ended) == (TEN + timedelta(seconds=1), TEN + timedelta(seconds=61))
    assert second.ended is None and "closed the connection" in Feed.objects.get().trouble
    assert Call.objects.get().cut


def test_who_is_not_let_in_is_told_and_the_secret_is_not(asterisk: Callable[..., Asterisk]) -> None:
    server = asterisk("Response: Error\r\nActionID: Login\r\nMessage: Authentication failed\r\n\r\n")
    with pytest.raises(Broken, match="does not let us in") as broken:
        list(server.manager().messages())
    assert "s3cret" not in str(broken.value)


def test_a_manager_that_is_not_there_is_said(asterisk: Callable[..., Asterisk]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Broken, match="can’t be reached"):
        list(Manager.at(f"ami://desk@127.0.0.1:{port}").messages())


def test_silence_is_asked_about_and_then_given_up(asterisk: Callable[..., Asterisk]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        manager = Manager.at(f"ami://desk:x@127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(Broken, match="can’t be reached"):
            list(manager.messages(patience=0.05))
        connection, _ = server.accept()
        with connection:
            assert b"Action: Ping" in connection.recv(4096)


@pytest.mark.parametrize("address", ["", "http://desk@host", "ami://host:5038", "ami://desk@"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="Write the address like ami://"):
        Manager.at(address)


@pytest.mark.django_db
def test_between_messages_the_desk_hears_that_we_listen(town: Town) -> None:
    moment = [TEN]
    hearing = Hearing("asterisk", lambda: moment[0])
    for _ in range(4):
        hearing.hear(None)
        moment[0] += timedelta(seconds=20)
    feed = feed_named("asterisk")
    assert feed.beats and feed.heard_at == TEN + timedelta(seconds=40)
