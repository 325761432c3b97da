"""Messages on social media: kept with their place, answered there, or moved to where nobody reads along."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from answerable.desk.cases.models import Case
from answerable.desk.incoming.incoming import Posted
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, lay_ready, not_sent, sent
from answerable.desk.outbox.models import Message, State
from answerable.desk.rows import insert
from answerable.desk.social.models import Posting


def note_posting(contact: Contact, posted: Posted) -> Posting:
    """Keep where the customer's message stands."""
    return insert(
        Posting(
            contact=contact,
            network=posted.network[:40],
            page=posted.page[:200],
            author=posted.author[:200],
            public=posted.public,
            permalink=posted.permalink[:1000],
            network_id=posted.network_id[:200],
        )
    )


def last_posting(case: Case) -> Posting | None:
    """Return where the customer last wrote in this case on social media."""
    theirs = Posting.objects.filter(contact__cases=case, contact__kind="person").select_related("contact")
    return theirs.order_by("-contact__received_at", "-id").first()


@transaction.atomic
def answer_on_network(
    case: Case, saying: Saying, *, under: Posting, public: bool, at: datetime, by: Officer, moves: bool = False
) -> Message:
    """Lay ready what the council says on the network, under the customer's message or to them alone.

    It is said once the program that speaks to the network, or an officer, says that it stands there.
    `moves`: it asks them to go on in private.
    """
    message = lay_ready(case, saying, by="social", to=f"{under.author} on {under.network}", at=at, officer=by)
    insert(
        Posting(
            message=message,
            network=under.network,
            page=under.page,
            author=under.author,
            public=public,
            permalink=under.permalink,
            network_id=under.network_id,
            moves=moves,
        )
    )
    return message


def outgoing() -> Iterable[Posting]:
    """Return what waits to be put on a network, the oldest first."""
    waiting = Posting.objects.filter(message__by="social", message__state=State.QUEUED)
    return waiting.select_related("message__case").order_by("message_id")


@transaction.atomic
def stands(posting: Posting, *, at: datetime, recorded: datetime, permalink: str = "", network_id: str = "") -> bool:
    """Record that our message stands on the network since `at`: now it is said. Return False where it did already."""
    message = _held(posting)
    if message.state != State.QUEUED:
        return False
    posting.permalink = permalink[:1000] or posting.permalink
    posting.network_id = network_id[:200] or posting.network_id
    posting.save(update_fields=["permalink", "network_id"])
    sent(message, at=at, recorded=recorded)
    return True


@transaction.atomic
def refused(posting: Posting, *, at: datetime, why: str) -> bool:
    """Record that the network would not have our message. Return False where it stands, or was refused already."""
    message = _held(posting)
    if message.state != State.QUEUED:
        return False
    not_sent(message, at=at, why=why, for_ever=True)
    return True


def _held(posting: Posting) -> Message:
    return Message.objects.select_for_update(of=("self",)).get(posting=posting)
