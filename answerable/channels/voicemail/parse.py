"""A mail with a recording, as telephone systems send it → a voicemail. Pure, and never an error, whatever the bytes.

No two systems write the same mail, and most let the council change its words. So nothing is taken from where it stands
but from what it looks like: the caller's number, how long the recording is, and the recording itself. Known to be read:
Asterisk and FreePBX ("New message 3 in mailbox 600"; "a 0:23 long message … from "Jo" <01632960777>"), 3CX and others
that name the caller in the subject, Cisco Unity ("Message from 01632960777"), Mitel ("0:23 Message for MB 600 from an
outside caller at …") and Exchange ("Voice Mail (23 seconds)").
"""

import re
from dataclasses import replace

from answerable.channels.email.parse import MAIL_LIMIT, attachment
from answerable.channels.email.parse import parse as parse_mail
from answerable.channels.voicemail.sound import sound_of
from answerable.desk.incoming.incoming import File, Incoming

CHANNEL = "voicemail"
_NUMBER = r"(?:\+|00)?\d(?:[\s().-]{0,2}\d){6,14}"
# After these words stands who rang; a number elsewhere may be the mailbox's own, or a telephone to ring for help.
_FROM = re.compile(rf"\b(?:from|caller(?:[ -]?id)?|at|number|by)\b[^\n\d+]{{0,60}}?({_NUMBER})(?![\d:])", re.IGNORECASE)
_MARKS = re.compile(r"[().-]")
_CLOCK = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?![\d:])")
_LONG = re.compile(r"(?<![\d:])(\d{1,4})\s*(?:s|sec|secs|seconds?)\b", re.IGNORECASE)
# Beside these a clock says how long it is, and not when it came.
_LENGTH = re.compile(r"long|length|duration|message for", re.IGNORECASE)
NO_SOUND = "No recording came with this mail."
_MOST = 4000


def parse(body: bytes, limit: int = MAIL_LIMIT) -> Incoming:
    """Return the voicemail: who rang, how long the recording is, and the recording, known by its bytes."""
    mail = parse_mail(body, limit)
    words = f"{mail.subject}\n{mail.text[:_MOST]}"
    caller = caller_in(words)
    files, troubles = _recordings(body, mail.attachments)
    return Incoming(
        channel=CHANNEL,
        source=CHANNEL,
        message_id=mail.message_id,
        telephone=caller,
        recipients=mail.recipients,
        subject=_subject(caller, seconds_in(words)),
        text=mail.text,
        attachments=files,
        date=mail.date,
        troubles=(*mail.troubles, *troubles),
    )


def caller_in(words: str) -> str:
    """Return the number of who rang, as it is written; "" where none is told."""
    found = _FROM.search(words)
    return " ".join(_MARKS.sub(" ", found[1]).split()) if found else ""


def seconds_in(words: str) -> int | None:
    """Return how many seconds the recording lasts, where that is told."""
    if named := _LONG.search(words):
        return int(named[1])
    for clock in _CLOCK.finditer(words):
        line = words[max(0, clock.start() - 30) : clock.end() + 20]
        if _LENGTH.search(line):
            hours, minutes, seconds = (int(part or 0) for part in clock.groups())
            return hours * 3600 + minutes * 60 + seconds
    return None


def _subject(caller: str, seconds: int | None) -> str:
    long = f", {seconds} second{'' if seconds == 1 else 's'}" if seconds is not None else ""
    return f"Voicemail from {caller or 'a number that was not told'}{long}"


def _recordings(body: bytes, files: tuple[File, ...]) -> tuple[tuple[File, ...], list[str]]:
    """Return the files with their types as their bytes tell them, and what is wrong with the recordings."""
    if not files:
        return (), [NO_SOUND]
    sounds = [sound_of(attachment(body, file.part)) for file in files]
    typed = tuple(
        replace(file, type=sound.type or "application/octet-stream") for file, sound in zip(files, sounds, strict=True)
    )
    if any(sound.type for sound in sounds):
        return typed, [sound.trouble for sound in sounds if sound.type and sound.trouble]
    return typed, list(dict.fromkeys(sound.trouble for sound in sounds))
