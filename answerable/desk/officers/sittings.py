"""When an officer was last at the desk: what arrived since they left is new to them."""

from datetime import datetime, timedelta

from answerable.desk.officers.models import Officer

# Who looks at Today again within this has not been away.
STEP_OUT = timedelta(minutes=30)
# A minute more or less at the desk is not worth a write.
SAME_MINUTE = timedelta(minutes=1)
# Who is here for the first time is shown what a weekend brings.
FIRST_TIME = timedelta(days=3)


def sits_down(officer: Officer, *, at: datetime) -> datetime:
    """Keep that the officer looks at Today, and return since when they had been away.

    Signing in, or a look after half an hour or more, begins a new sitting: they left when they last looked.
    """
    last = officer.last_at_desk
    new = last is None or at - last > STEP_OUT or (officer.last_login is not None and officer.last_login > last)
    if new or last is None:
        officer.away_since = last or at - FIRST_TIME
    if new or last is None or at - last > SAME_MINUTE:
        officer.last_at_desk = at
        officer.save(update_fields=["away_since", "last_at_desk"])
    return officer.away_since or at - FIRST_TIME
