"""Messages on social media: kept with their place, answered there, or moved to where nobody reads along."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from answerable.desk.cases.models import Case
from answerable.desk.history.law import law
from answerable.desk.incoming.incoming import Posted
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.acknowledge import flooded, in_few_words, promised
from answerable.desk.outbox.actions import Saying, lay_ready
from answerable.desk.outbox.delivery import not_sent, sent
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


def acknowledge_on_network(case: Case, *, under: Posting, at: datetime) -> Message | None:
    """Lay the acknowledgement of a private message ready, where the charter lets a machine write it and one is owed.

    The program that speaks to the network fetches it; where there is none, an officer finds it on the case to be put
    there. Nobody is answered in public by a machine, and no author more than a few times an hour.
    """
    if under.public or not law().acknowledges_by_itself("social", at) or not promised(case):
        return None
    if flooded(_name_of(under), at):
        return None
    return answer_on_network(case, in_few_words(case, at=at), under=under, public=False, at=at, by=None)


def _name_of(posting: Posting) -> str:
    return f"{posting.author} on {posting.network}"[:500]


@transaction.atomic
def answer_on_network(
    case: Case, saying: Saying, *, under: Posting, public: bool, at: datetime, by: Officer | None, moves: bool = False
) -> Message:
    """Lay ready what the council says on the network, under the customer's message or to them alone.

    It is said once the program that speaks to the network, or an officer, says that it stands there.
    `moves`: it asks them to go on in private. `by` nobody: a machine wrote it.
    """
    to = _name_of(under)
    message = lay_ready(case, saying, by="social", to=to, at=at, officer=by, automatic=by is None)
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
