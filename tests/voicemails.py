"""Mails with recordings, as telephone systems send them."""

from email.message import EmailMessage
from struct import pack

ASTERISK = {
    "subject": "New message 3 in mailbox 600",
    "text": "Dear Council:\n\n\tJust wanted to let you know you were just left a 0:23 long message (number 3)\n"
    'in mailbox 600 from "JO SMITH" <01632960777>, on Monday, March 02, 2026 at 10:00:00 AM so you might\n'
    "want to check it when you get a chance.  Thanks!\n\n\t\t\t\t--Asterisk\n",
}


def wav(*, samples: int = 800, codec: int = 1) -> bytes:
    """Return a recording of silence, a tenth of a second long."""
    form = pack("<HHIIHH", codec, 1, 8000, 8000, 1, 8)
    inside = b"WAVE" + b"fmt " + pack("<I", len(form)) + form + b"data" + pack("<I", samples) + b"\x80" * samples
    return b"RIFF" + pack("<I", len(inside)) + inside


def voicemail(recording: bytes | None, *, subject: str, text: str, id: str = "1") -> bytes:
    mail = EmailMessage()
    mail["From"] = "Asterisk PBX <asterisk@pbx.example.org>"
    mail["To"] = "voicemail@council.example.org"
    mail["Subject"] = subject
    mail["Message-ID"] = f"<Asterisk-{id}@pbx.example.org>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    if recording is not None:
        mail.add_attachment(recording, maintype="audio", subtype="x-wav", filename="msg0003.wav")
    return mail.as_bytes()
