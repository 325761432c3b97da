"""What a recording is, by its first bytes: never by what its name or the mail says. Pure."""

from dataclasses import dataclass

# How recordings begin → what they are.
_BEGINNINGS = (
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b".snd", "audio/basic"),
)
_MPEG = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
# The codecs within WAV that browsers know: PCM, floating point, A-law and µ-law, and PCM in an extended header.
_WAV_PLAYED = (1, 3, 6, 7, 0xFFFE)
PLAYED = ("audio/wav", "audio/mpeg", "audio/ogg", "audio/flac", "audio/mp4")


@dataclass(frozen=True)
class Sound:
    """A recording: its media type, "" where it is none that we know; and what is wrong with it, in words."""

    type: str
    trouble: str = ""

    @property
    def played(self) -> bool:
        """Whether a browser can play it. What it can't may still be saved and heard."""
        return self.type in PLAYED


def sound_of(data: bytes) -> Sound:
    if not data.strip(b"\0"):
        return Sound("", "The recording is empty.")
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _wav(data)
    if data[4:8] == b"ftyp":
        return Sound("audio/mp4")
    if data[:2] in _MPEG:
        return Sound("audio/mpeg")
    found = next((type for beginning, type in _BEGINNINGS if data.startswith(beginning)), "")
    return Sound(found, "" if found else "It is not known what this recording is, or it is damaged. Save it to try it.")


def _wav(data: bytes) -> Sound:
    chunks = dict(_chunks(data))
    form, sound = chunks.get(b"fmt ", b""), chunks.get(b"data")
    if len(form) < 2 or sound is None:
        return Sound("", "The recording is damaged. Save it to try it.")
    kind = "audio/wav" if int.from_bytes(form[:2], "little") in _WAV_PLAYED else "audio/x-wav"
    if not sound:
        return Sound("", "The recording is empty.")
    cut = len(data) < int.from_bytes(data[4:8], "little")
    return Sound(kind, "The recording is shorter than it says: its end may be missing." if cut else "")


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    place = 12
    while place + 8 <= len(data) and len(found) < 50:
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        found.append((data[place : place + 4], data[place + 8 : place + 8 + size]))
        place += 8 + size + size % 2
    return found
