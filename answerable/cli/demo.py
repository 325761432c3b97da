"""`answerable demo`: a council's desk with an invented year, and a post office on this machine only."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from answerable.cli.desk import WRONG, open_desk
from answerable.cli.init import make_folder
from answerable.cli.run import keep_running, live, web, worker
from answerable.site import environment

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

COUNCILS = ("flitwick", "cuckfield", "customer-promise")
ADDRESS = "council@council.example.org"
MAIL_PORT_ABOVE = 25  # the post office's port lies so far above the desk's


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable demo`."""
    command = subparsers.add_parser("demo", help="start a demonstration with invented people and figures")
    command.add_argument("--council", choices=COUNCILS, default=os.environ.get("COUNCIL") or "flitwick")
    command.add_argument("--load", action="store_true", help="make the data folder and its year, and stop")
    command.add_argument("--post-office", type=int, metavar="PORT", help="only the post office, on that port")
    command.set_defaults(run=demo)


def demo(args: argparse.Namespace) -> int:
    """Load the year if there is none yet, then serve the desk until Ctrl-C."""
    os.environ.setdefault("ANSWERABLE_DATA", f"var/{args.council}")
    if args.load:
        return load(args.council)
    if args.post_office:
        return post_office(args.post_office)
    folder = environment.data_folder()
    if not (folder / environment.KEY_FILE).exists() and not _make(folder, args.council):
        return WRONG
    return serve()


def serve() -> int:
    """Serve the desk and its post office."""
    port = int(environment.value("PORT"))
    for needed in (port, port + MAIL_PORT_ABOVE, int(environment.live_port())):
        if not _free(needed):
            print(f"Port {needed} is in use. Choose another: PORT=8080 make run", file=sys.stderr)
            return WRONG
    os.environ["ANSWERABLE_SMTP"] = f"smtp://127.0.0.1:{port + MAIL_PORT_ABOVE}"
    open_desk()
    from django.core.management import call_command
    from django.db import connections

    from answerable.demonstration.counter import somebody_is_there

    call_command("migrate", verbosity=0)
    somebody_is_there(datetime.now(UTC))
    print(_welcome(port), flush=True)
    connections.close_all()
    office = [sys.executable, "-m", "answerable.cli.main", "demo", "--post-office", str(port + MAIL_PORT_ABOVE)]
    return keep_running([web(), *live(), worker(), office])


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _make(folder: Path, council: str) -> bool:
    """Load the year beside `folder` and move it there when it is whole: a start that is broken off leaves nothing."""
    half = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    print(f"Playing an invented year at the council of charter “{council}”. This takes a minute or two.", flush=True)
    command = [sys.executable, "-m", "answerable.cli.main", "demo", "--council", council, "--load"]
    done = subprocess.run(command, env={**os.environ, "ANSWERABLE_DATA": str(half)}, check=False)
    if done.returncode != 0:
        print(f"The demonstration was not loaded. Remove {half} and try again.", file=sys.stderr)
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    half.rename(folder)
    return True


def load(council: str) -> int:
    """Make the data folder, adopt the charter, and play the year that ends today."""
    from answerable.charter.moments import local
    from answerable.charter.reader import read_charter

    today = local(datetime.now(UTC)).date()
    text = (charters_folder() / council / "charter.toml").read_text(encoding="utf-8")
    make_folder(environment.data_folder())
    open_desk()
    from django.core.management import call_command

    from answerable.cli.tables import weigh
    from answerable.demonstration.year import found, load_year

    _write_without_waiting()
    call_command("migrate", verbosity=0)
    found(read_charter(text).council, text, address=ADDRESS, today=today)
    load_year(council, today=today)
    weigh()
    return 0


def _write_without_waiting() -> None:
    """Have SQLite not wait for the disk in this process: what is not whole in the end is thrown away."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def charters_folder() -> Path:
    """Return where the shipped charters lie: beside the package's modules when installed, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "charters"
    return installed if installed.is_dir() else package.parent / "charters"


def _welcome(port: int) -> str:
    from answerable.demonstration.towns import PASSWORD
    from answerable.desk.models import Council, Officer

    Council.objects.update(public_url=f"http://127.0.0.1:{port}")
    officers = Officer.objects.at_work().order_by("id")
    council = Council.objects.get()
    lines = [
        "",
        f"{council.name}: a demonstration. People and figures are invented, and are not that council's record.",
        "",
        f"  Public pages    http://127.0.0.1:{port}/",
        f"  The desk        http://127.0.0.1:{port}/desk/",
        f"  What was sent   http://127.0.0.1:{port}/demonstration",
        "",
        f"  Sign in with the password “{PASSWORD}” as",
        *(f"    {officer.email:34} {officer.name}, {officer.job_title} ({officer.role})" for officer in officers),
        "",
        f"  Send it an e-mail (it takes mail to {council.email}; none leaves this machine):",
        "    printf 'From: me@example.org\\nSubject: A lamp is out\\n\\nBy the school.\\n' | curl -s -T - \\",
        f"      smtp://127.0.0.1:{port + MAIL_PORT_ABOVE} --mail-from me@example.org --mail-rcpt {council.email}",
        "",
        "  Ctrl-C stops it.",
        "",
    ]
    return "\n".join(lines)


def post_office(port: int) -> int:
    """Keep the post office open until SIGTERM or Ctrl-C."""
    open_desk()
    from answerable.worker.post_office import open_post_office

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    controller = open_post_office(port, lambda: datetime.now(UTC))
    stop.wait()
    controller.stop()
    return 0
