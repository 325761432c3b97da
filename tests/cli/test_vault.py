"""A back-up's file: what was written comes back whole, or not at all."""

import io
import tempfile
from collections.abc import Callable
from typing import BinaryIO

import pytest

from answerable.cli.vault import CHUNK, MAGIC, Reader, Writer, WrongPassphrase

HEAD = len(MAGIC) + 16 + 7
SEALED = CHUNK + 16


def sealed(content: bytes, passphrase: str = "the lamp by the old mill") -> bytes:
    with tempfile.TemporaryFile() as file:
        writer = Writer(file, passphrase)
        writer.write(content)
        writer.finish()
        file.seek(0)
        return file.read()


def opened(file: BinaryIO, passphrase: str = "the lamp by the old mill") -> bytes:
    return Reader(file, passphrase).read()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_written_comes_back(size: int) -> None:
    content = b"lamp" * (size // 4 + 1)
    assert opened(io.BytesIO(sealed(content[:size]))) == content[:size]


def test_two_back_ups_of_the_same_have_nothing_in_common() -> None:
    first, second = sealed(b"lamp" * 100), sealed(b"lamp" * 100)
    assert first[HEAD:] != second[HEAD:]
    assert b"lamp" not in first


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body[:-1],
        lambda body: body[: HEAD + SEALED],
        lambda body: body[:HEAD],
        lambda body: body[: HEAD + SEALED] + body[HEAD + 2 * SEALED :],
        lambda body: body[:HEAD] + body[HEAD + SEALED : HEAD + 2 * SEALED] + body[HEAD : HEAD + SEALED],
        lambda body: body[:-1] + bytes([body[-1] ^ 1]),
        lambda body: body + b"x",
        lambda body: b"Dear council, this is a letter.",
        lambda body: b"",
    ],
    ids=[
        "cut", "last chunk gone", "only the head", "chunk left out", "chunks moved", "bit turned", "longer", "letter",
        "empty",
    ],
)  # fmt: skip
def test_what_is_damaged_is_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(WrongPassphrase):
        opened(io.BytesIO(damage(sealed(b"lamp" * (CHUNK // 2)))))


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongPassphrase):
        opened(io.BytesIO(sealed(b"lamp")), "the old mill by the lamp")
