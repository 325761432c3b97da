"""Two processes share the cases of a rehearsal out, and find together what one finds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk_process import Desk
from tests.mails import mail

pytestmark = pytest.mark.django_db
MAILS = 5

# Each case is a range of its own, so that there are enough of them to be worth two processes.
ASKS = """
import json
from datetime import UTC, datetime, timedelta
from answerable.cli.desk import open_desk

open_desk()
from answerable.desk.rehearsals import actions, facts

facts.AT_ONCE = 1
now = datetime.now(UTC)
other = actions.charter_with(["F25.within=1 working day"], now)
days = ((now - timedelta(days=2)).date(), (now + timedelta(days=2)).date())
at = now + timedelta(days=60)  # by then nobody has answered
found = [[repr(line) for line in actions.rehearse(other, *days, at, processes)] for processes in (1, 2)]
print(json.dumps({"broken": f"after=Outcome(kept=0, broken=5)" in "".join(found[0]), "found": found}))
"""


def test_two_processes_find_together_what_one_finds(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk").made()
    for number in range(MAILS):
        desk.receive(mail(subject=f"Lamp {number}"))
    ran = subprocess.run([sys.executable, "-c", ASKS], env=desk.environment, stdout=subprocess.PIPE, check=True)
    said = json.loads(ran.stdout)
    one, two = said["found"]
    assert said["broken"] and one == two
