"""`answerable backup`: the whole desk in one encrypted file, made while it runs."""

import argparse
import io
import json
import os
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from answerable import __version__
from answerable.cli.desk import WRONG, open_desk
from answerable.cli.passphrase import add_key_file, to_encrypt
from answerable.cli.vault import Writer
from answerable.site import environment

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

MANIFEST = "manifest.json"
TABLES = "tables"


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable backup`."""
    command = subparsers.add_parser("backup", help="write the whole desk into one encrypted file")
    command.add_argument("file", type=Path, help="the file to write")
    add_key_file(command)
    command.set_defaults(run=backup)


def backup(args: argparse.Namespace) -> int:
    """Write the back-up; an older file of that name stands until the new one is whole."""
    open_desk()
    if not args.file.absolute().parent.is_dir():
        print(f"There is no folder {args.file.absolute().parent}.", file=sys.stderr)
        return WRONG
    passphrase = to_encrypt(args.key_file, args.file)
    part = args.file.with_name(args.file.name + ".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        writer = Writer(file, passphrase)
        with tarfile.open(fileobj=writer, mode="w|gz") as archive:
            _add_all(archive)
        writer.finish()
    os.replace(part, args.file)
    print(f"Backed up to {args.file} ({args.file.stat().st_size:,} bytes).")
    return 0


def _add_all(archive: tarfile.TarFile) -> None:
    from django.db import connection

    folder = environment.data_folder()
    manifest = {
        "version": __version__,
        "database": connection.vendor,
        "made": datetime.now(UTC).isoformat(),
        "migrations": _migrations(),
    }
    _add_bytes(archive, MANIFEST, json.dumps(manifest).encode())
    archive.add(folder / environment.KEY_FILE, environment.KEY_FILE)
    if connection.vendor == "sqlite":
        with _copy_of(folder / environment.DATABASE_FILE) as copy:
            archive.add(copy, environment.DATABASE_FILE)
    else:
        from answerable.cli.tables import exported

        with tempfile.TemporaryDirectory(dir=folder) as place:
            for name, file in exported(Path(place)):
                archive.add(file, f"{TABLES}/{name}")


def _migrations() -> dict[str, str]:
    """Return the last migration of each app: the tables as they are in this back-up."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    return dict(sorted(applied))


@contextmanager
def _copy_of(database: Path) -> Iterator[Path]:
    """Give a copy made by SQLite itself, whole even while others write."""
    with tempfile.TemporaryDirectory(dir=database.parent) as place:
        copy = Path(place) / database.name
        with (
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        yield copy


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
