"""What of the telephone shows live."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import datetime

from django.template.loader import render_to_string

from answerable.desk.officers.models import Officer
from answerable.desk.telephone.ringing import ringing
from answerable.desk.telephone.transfers import cards_waiting, on_screens
from answerable.web.live.things import EVERYBODY, Thing
from answerable.web.telephone.ringing import ringing_now


def _what_rings(now: datetime) -> Mapping[int, Hashable]:
    """Calls that ring are for everybody; whoever has taken one sees that it is theirs."""
    rows = tuple(ringing(now).values_list("occasion__reference", "line", "key", "taken_by"))
    if not rows:
        return {}
    return {whose: (whose, rows) for whose in (EVERYBODY, *(taker for *_, taker in rows if taker))}


def _ringing_cards(officer: Officer, now: datetime) -> Mapping[str, str]:
    # The page counts the seconds: a card that differed by them would be sent anew with every other call.
    calls = (replace(call, seconds=0) for call in ringing_now(officer, now))
    return {call.reference: render_to_string("telephone/ringing.html", {"calls": [call]}) for call in calls}


def _who_has_cards(now: datetime) -> Mapping[int, Hashable]:
    """A card is for who is put through to, and for who puts through."""
    rows = on_screens(now).order_by("pk")
    found = defaultdict[int, list[Hashable]](list)
    for giver, taker, *state in rows.values_list("giver", "taker", "pk", "accepted_at", "came_back_at"):
        for officer in (giver, taker):
            found[officer].append(tuple(state))
    return {officer: tuple(states) for officer, states in found.items()}


def _transfer_cards(officer: Officer, now: datetime) -> Mapping[str, str]:
    return {
        f"transfer-{card.transfer.pk}": render_to_string("telephone/cards.html", {"cards": [card]})
        for card in cards_waiting(officer, now)
    }


RINGING = Thing("ringing", "Calls that ring", _what_rings, _ringing_cards)
TRANSFERS = Thing("transfers", "Calls put through", _who_has_cards, _transfer_cards)
