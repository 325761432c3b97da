"""The environment variables that configure Answerable, all of them, with what each means."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Variable:
    """One environment variable: `answerable settings` lists these."""

    name: str
    default: str
    meaning: str
    secret: bool = False


VARIABLES = (
    Variable("ANSWERABLE_DATA", "var/flitwick", "the council's data folder: database, secret key, back-ups"),
    Variable(
        "DATABASE_URL",
        "",
        "PostgreSQL, such as postgres://name:password@host:5432/answerable; empty: SQLite in the data folder",
    ),
    Variable("PORT", "8000", "the port on which the desk is served, on 127.0.0.1"),
    Variable(
        "ANSWERABLE_LIVE",
        "",
        "where browsers find the stream of what shows live: a path behind your proxy such as /live; “no”: they ask "
        "once a second instead; empty: /live behind https, else the port ANSWERABLE_LIVE_PORT",
    ),
    Variable("ANSWERABLE_LIVE_PORT", "", "the port on which that stream is served, on 127.0.0.1; empty: 50 above PORT"),
    Variable("ANSWERABLE_HOSTS", "", "further host names by which people reach the desk, with commas between"),
    Variable("ANSWERABLE_BEHIND_HTTPS", "no", "yes: a proxy in front speaks https; cookies are then marked secure"),
    Variable(
        "ANSWERABLE_SMTP",
        "",
        "the server that sends our mail, such as smtp+tls://name:password@host:587; empty: the one in Settings",
    ),
    Variable(
        "ANSWERABLE_RETURN_PATH",
        "",
        "where undeliverable mail comes back, such as council+*@example.gov.uk: each message puts its signed mark "
        "in place of the star; empty: the council's own address",
    ),
    Variable(
        "ANSWERABLE_MAIL_LIMIT", "52428800", "bytes: a larger incoming mail is kept, but only its headers are read"
    ),
    Variable("ANSWERABLE_API_LIMIT", "6000", "requests a minute that one program may make; 0: no limit"),
    Variable(
        "ANSWERABLE_ASTERISK",
        "",
        "Asterisk's manager interface, such as ami://name:secret@host:5038: `run` then listens to it; empty: none",
        secret=True,
    ),
    Variable(
        "ANSWERABLE_VIRUS_SCANNER",
        "",
        "a command that reads an attachment on standard input and exits 0 if it is clean",
    ),
    Variable(
        "ANSWERABLE_TEXT_READER",
        "tesseract - -",
        "a command that reads a scanned page (PNG) on standard input and writes its text; where the machine has none, "
        "pictures of letters are kept and not found by their words",
    ),
    Variable(
        "ANSWERABLE_ALLOWED_ADDRESSES",
        "",
        "hosts inside your own network that the program may call, such as gateway.lan:8443, with commas between; "
        "http is allowed to them",
    ),
    Variable(
        "ANSWERABLE_BACKUP_PASSPHRASE",
        "",
        "the words with which back-ups are encrypted; empty: they are asked for, or a key is made in a file beside",
        secret=True,
    ),
    Variable("ANSWERABLE_LOG", "warning", "how much the program says of itself: debug, info, warning, error"),
)
LIVE_PORT_ABOVE = 50
KEY_FILE = "secret.key"
DATABASE_FILE = "answerable.sqlite3"
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def value(name: str) -> str:
    """Return what the environment says for `name`, or its default. Names not listed above raise KeyError."""
    return os.environ.get(name) or _BY_NAME[name].default


def live_port() -> str:
    """Return the port on which the stream of what shows live is served."""
    return value("ANSWERABLE_LIVE_PORT") or str(int(value("PORT")) + LIVE_PORT_ABOVE)


def live_path() -> str:
    """Return the path at which browsers find that stream; "" where it is on a port of its own, or nowhere."""
    said = value("ANSWERABLE_LIVE")
    if said == "no" or said.startswith("/"):
        return said.removeprefix("no")
    return "/live" if value("ANSWERABLE_BEHIND_HTTPS") == "yes" else ""


def is_live() -> bool:
    """Say whether there is a stream at all."""
    return value("ANSWERABLE_LIVE") != "no"


def data_folder() -> Path:
    """Return the council's data folder, absolute. It may not exist yet."""
    return Path(value("ANSWERABLE_DATA")).resolve()


def secret_key(folder: Path) -> str:
    """Return the data folder's own secret key; an ephemeral one while the folder does not exist."""
    path = folder / KEY_FILE
    if path.exists():
        return path.read_text().strip()
    return secrets.token_urlsafe(50)


def database(folder: Path) -> dict[str, object]:
    """Return Django's description of the database named by DATABASE_URL, or of SQLite in `folder`."""
    url = value("DATABASE_URL")
    return _postgres(url) if url else _sqlite(folder / DATABASE_FILE)


def _sqlite(path: Path) -> dict[str, object]:
    # IMMEDIATE: a writer waits at its first statement instead of failing at its last.
    # FULL: what we said was stored survives the power going off.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }
