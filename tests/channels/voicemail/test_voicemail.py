"""Voicemails as telephone systems mail them: who rang, how long it is, and what the recording is by its own bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.channels.voicemail.parse import NO_SOUND, caller_in, parse, seconds_in
from answerable.channels.voicemail.sound import sound_of
from tests.voicemails import ASTERISK, voicemail, wav

WORDS = {
    "Asterisk": (ASTERISK["subject"], ASTERISK["text"], "01632960777", 23),
    "FreePBX": (
        "[PBX]: New message 3 in mailbox 600",
        'There is a new voicemail in mailbox 600:\n\n\tFrom:\t"MRS LEE" <01632960123>\n\tLength:\t1:05 seconds\n'
        "\tDate:\tMonday, March 02, 2026 at 10:00:00 AM\n",
        "01632960123",
        65,
    ),
    "3CX": ("New Voicemail from 01632 960777", "You received a voicemail.\nDuration: 00:00:23\n", "01632 960777", 23),
    "Unity": ("Message from 01632960777", "", "01632960777", None),
    "Mitel": ("0:23 Message for MB 600 from An outside caller at (01632) 960777", "", "01632 960777", 23),
    "Exchange": ("Voice Mail (23 seconds)", "You received a voice mail from +44 1632 960777.", "+44 1632 960777", 23),
    "withheld": ("New message 4 in mailbox 600", "a 0:09 long message from Anonymous", "", 9),
    "nothing": ("", "", "", None),
}


@pytest.mark.parametrize("system", WORDS)
def test_who_rang_and_how_long_it_is_are_read_from_what_each_system_writes(system: str) -> None:
    subject, text, caller, seconds = WORDS[system]
    words = f"{subject}\n{text}"
    assert (caller_in(words), seconds_in(words)) == (caller, seconds)


def test_a_voicemail_is_a_persons_though_a_machine_mailed_it() -> None:
    left = parse(voicemail(wav(), **ASTERISK))
    assert (left.kind, left.channel, left.sender, left.telephone) == ("person", "voicemail", "", "01632960777")
    assert left.subject == "Voicemail from 01632960777, 23 seconds"
    assert [(file.name, file.type) for file in left.attachments] == [("msg0003.wav", "audio/wav")]
    assert left.troubles == ()


@pytest.mark.parametrize(
    ("recording", "type", "trouble"),
    [
        (wav(), "audio/wav", ""),
        (wav(codec=0x31), "audio/x-wav", ""),  # GSM in a WAV: no browser plays it, and it is a recording all the same
        (wav()[:-40], "audio/wav", "shorter than it says"),
        (wav(samples=0), "", "is empty"),
        (b"", "", "is empty"),
        (bytes(400), "", "is empty"),
        (b"RIFF\x10\0\0\0WAVEjunk", "", "is damaged"),
        (b"ID3\x04" + bytes(20), "audio/mpeg", ""),
        (b"\xff\xfb\x90\x64" + bytes(20), "audio/mpeg", ""),
        (b"OggS\0" + bytes(20), "audio/ogg", ""),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4", ""),
        (b"#!AMR\n\x3c", "audio/amr", ""),
        (b"<html><script>alert(1)</script>", "", "not known what"),
        (b"MZ\x90\0", "", "not known what"),
    ],
)
def test_what_a_recording_is_its_own_bytes_say(recording: bytes, type: str, trouble: str) -> None:
    sound = sound_of(recording)
    assert sound.type == type
    assert (trouble in sound.trouble) if trouble else not sound.trouble


def test_a_mail_without_a_recording_says_so() -> None:
    assert NO_SOUND in parse(voicemail(None, **ASTERISK)).troubles


def test_a_damaged_recording_is_kept_and_said_to_be() -> None:
    left = parse(voicemail(b"RIFF\x10\0\0\0WAVEjunk", **ASTERISK))
    assert [file.type for file in left.attachments] == ["application/octet-stream"]
    assert any("damaged" in trouble for trouble in left.troubles)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(body: bytes) -> None:
    assert parse(body).channel == "voicemail"


@given(st.text(max_size=200))
def test_no_words_are_too_strange(words: str) -> None:
    assert len(caller_in(words)) <= 60
    assert (seconds_in(words) or 0) >= 0
