"""`answerable restore`: the desk as it was when the back-up was made."""

import argparse
import json
import re
import shutil
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answerable.cli.backup import MANIFEST, TABLES
from answerable.cli.desk import WRONG, open_desk
from answerable.cli.passphrase import add_key_file, to_decrypt
from answerable.cli.vault import Reader, WrongPassphrase
from answerable.site import environment

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers


_NAMES = re.compile(
    rf"{re.escape(MANIFEST)}|{re.escape(environment.KEY_FILE)}|{re.escape(environment.DATABASE_FILE)}|{TABLES}/[a-z0-9_]+"
)


class NotRestored(Exception):
    """The back-up can't be restored here; the message says what to do."""


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable restore`."""
    command = subparsers.add_parser("restore", help="put the desk back as it was in a back-up")
    command.add_argument("file", type=Path, help="the back-up")
    command.add_argument("--force", action="store_true", help="put aside the data folder that is there")
    add_key_file(command)
    command.set_defaults(run=restore)


def restore(args: argparse.Namespace) -> int:
    """Unpack beside the data folder first: nothing that is there is touched before the back-up has been read whole."""
    folder = environment.data_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    unpacked = Path(tempfile.mkdtemp(prefix=f"{folder.name}.restoring-", dir=folder.parent))
    try:
        if _is_used(folder) and not args.force:
            raise NotRestored(f"{folder} is not empty. With --force it is put aside first.")
        manifest = _unpack(args.file, to_decrypt(args.key_file, args.file), unpacked)
        _put_in_place(manifest, unpacked, folder)
    except (NotRestored, WrongPassphrase, OSError, tarfile.TarError, EOFError) as error:
        print(f"Nothing was restored: {error}", file=sys.stderr)
        return WRONG
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    print(f"Restored to {folder}, as of {manifest['made']}.")
    return 0


def _is_used(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _unpack(file: Path, passphrase: str, place: Path) -> dict[str, Any]:
    with file.open("rb") as sealed, tarfile.open(fileobj=Reader(sealed, passphrase), mode="r|gz") as archive:
        for entry in archive:
            _unpack_one(archive, entry, place)
    manifest: dict[str, Any] = json.loads((place / MANIFEST).read_text())
    wanted = "postgresql" if environment.value("DATABASE_URL") else "sqlite"
    if manifest["database"] != wanted:
        raise NotRestored(f"the back-up is of {manifest['database']}. Set or unset DATABASE_URL accordingly.")
    return manifest


def _unpack_one(archive: tarfile.TarFile, entry: tarfile.TarInfo, place: Path) -> None:
    """Unpack a plain file under a name that we write ourselves, and nothing else."""
    content = archive.extractfile(entry) if _NAMES.fullmatch(entry.name) and entry.isreg() else None
    if content is None:
        raise NotRestored(f"the back-up holds something that is not ours: {entry.name[:100]}")
    target = place / entry.name
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)


def _put_in_place(manifest: dict[str, Any], unpacked: Path, folder: Path) -> None:
    if _is_used(folder):
        aside = folder.with_name(f"{folder.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        folder.rename(aside)
        print(f"What was in {folder} is now in {aside}.")
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    for name in (environment.KEY_FILE, environment.DATABASE_FILE):
        if (unpacked / name).exists():
            shutil.move(unpacked / name, folder / name)
            (folder / name).chmod(0o600)
    open_desk()
    from django.core.management import call_command

    from answerable.cli.tables import weigh

    if manifest["database"] == "postgresql":
        _fill_tables(manifest, unpacked / TABLES)
    call_command("migrate", verbosity=0)
    weigh()


def _fill_tables(manifest: dict[str, Any], rows: Path) -> None:
    """Make the tables as they were, fill them, and only then bring them up to date."""
    from django.core.management import call_command

    from answerable.cli.tables import imported, is_empty

    if not is_empty():
        raise NotRestored("the database has tables already. Make an empty one and name it in DATABASE_URL.")
    for app, name in manifest["migrations"].items():
        call_command("migrate", app, name, verbosity=0)
    imported(rows)
