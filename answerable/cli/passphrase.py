"""Where a back-up's passphrase comes from: a key file, the environment, or whoever sits at the terminal."""

import argparse
import getpass
import os
import secrets
import sys
from pathlib import Path

from answerable.site import environment


def add_key_file(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--key-file", type=Path, metavar="FILE", help="a file whose first line is the passphrase of the back-up"
    )


def to_encrypt(given: Path | None, backup: Path) -> str:
    """Return the passphrase to encrypt `backup` with. Where nobody can be asked a key is made in a file beside it."""
    found = _given(given)
    if found or sys.stdin.isatty():
        return found or _asked_twice()
    beside = beside_of(backup)
    if not beside.exists():
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
    print(f"The key of the back-up is in {beside}. Keep it somewhere else: with both, anybody can read the back-up.")
    return _first_line(beside)


def to_decrypt(given: Path | None, backup: Path) -> str:
    """Return the passphrase to read `backup` with. Ends the command where there is none."""
    found = _given(given)
    if found:
        return found
    if beside_of(backup).exists():
        return _first_line(beside_of(backup))
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase of the back-up: ")
    return sys.exit("Give the back-up's passphrase in ANSWERABLE_BACKUP_PASSPHRASE, or its key with --key-file.")


def beside_of(backup: Path) -> Path:
    return backup.with_name(backup.name + ".key")


def _given(file: Path | None) -> str:
    return _first_line(file) if file else environment.value("ANSWERABLE_BACKUP_PASSPHRASE")


def _first_line(file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return lines[0].strip() if lines and lines[0].strip() else sys.exit(f"There is no key in {file}.")


def _asked_twice() -> str:
    first = getpass.getpass("Passphrase for the back-up (you need it to restore): ")
    if len(first) < 12 or getpass.getpass("Once more: ") != first:
        sys.exit("The two must be the same, and at least 12 characters long. Nothing was backed up.")
    return first
