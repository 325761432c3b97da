"""An encrypted file that is written and read in one go, however large.

After a line that names the format come the salt, the number of the first chunk's nonce, and chunks of AES-256-GCM.
Each chunk's nonce holds its number and whether it is the last: none can be moved, left out or cut off unseen.
"""

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"Answerable back-up 1\n"
CHUNK = 1 << 20
_TAG = 16
_SALT = 16
_PREFIX = 7


class WrongPassphrase(ValueError):
    """The file can't be read with this passphrase, or somebody has changed it."""


def _key(passphrase: str, salt: bytes) -> AESGCM:
    # 64 MiB of memory for each guess.
    return AESGCM(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode()))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class Writer(io.RawIOBase):
    """Encrypts what is written to it. `finish` writes the last chunk; without it the file can't be read."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._box, self._number, self._waiting = _key(passphrase, salt), 0, bytearray()
        file.write(MAGIC + salt + self._prefix)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._box.encrypt(_nonce(self._prefix, self._number, last), chunk, MAGIC))
        self._number += 1


class Reader(io.RawIOBase):
    """Gives back what was written to a Writer. Raises WrongPassphrase where it can't, also for a file cut short."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        if file.read(len(MAGIC)) != MAGIC:
            raise WrongPassphrase("This is not a back-up of Answerable.")
        self._box = _key(passphrase, file.read(_SALT))
        self._prefix, self._number, self._file = file.read(_PREFIX), 0, file
        self._next, self._clear = file.read(CHUNK + _TAG), b""
        if not self._next:
            raise WrongPassphrase("The back-up was cut short.")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        pieces, wanted = [], size if size >= 0 else 1 << 62
        while wanted and (self._clear or self._next):
            if not self._clear:
                self._open()
            piece, self._clear = self._clear[:wanted], self._clear[wanted:]
            pieces.append(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def _open(self) -> None:
        sealed, self._next = self._next, self._file.read(CHUNK + _TAG)
        try:
            self._clear = self._box.decrypt(_nonce(self._prefix, self._number, not self._next), sealed, MAGIC)
        except InvalidTag:
            raise WrongPassphrase("The passphrase is wrong, or the file is damaged.") from None
        self._number += 1
