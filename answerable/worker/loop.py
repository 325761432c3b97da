"""The worker's loop: a pass, a rest, until it is told to stop."""

import logging
import signal
from datetime import UTC, datetime
from threading import Event

from django.db import close_old_connections

from answerable.worker.work import Worker

REST = 1.0  # seconds between two passes with nothing to do
REST_AFTER_TROUBLE = 5.0

log = logging.getLogger(__name__)


def work() -> None:
    """Work until SIGTERM or Ctrl-C; what is being done is finished first."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker = Worker(lambda: datetime.now(UTC), stop.is_set)
    while not stop.is_set():
        stop.wait(_one_pass(worker))


def _one_pass(worker: Worker) -> float:
    """Do one pass; return how long to rest after it."""
    try:
        close_old_connections()
        return 0 if worker.pass_once() else REST
    except Exception as error:  # such as a database that is away: it comes back
        log.error("The pass broke off: %s", type(error).__name__)
        return REST_AFTER_TROUBLE
