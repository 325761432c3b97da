"""Facts: what happened. Their kinds, what each means, and the details each may carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

CHANNELS = ("email", "web", "sms", "social", "telephone", "voicemail", "letter", "counter")

# The reasons for which a case may be closed without an answer. They end its running clocks as void.
VOID_REASONS = ("junk", "duplicate", "withdrawn", "no answer asked for", "no way to reply")

# What a message can tell a customer; a promise may demand some of these.
TELLS = (
    "who deals with it",
    "when the answer comes",
    "explanation",
    "apology",
    "new date",
    "reason",
    "revised limits",
    "progress",
)

# What a message can mean; only a message that was really sent counts as what it means.
MEANS = ("acknowledgement", "answer", "holding", "extension", "final")

# What a promise may require to stand in a message.
WRITING_PARTS = (
    "officer name",
    "job title",
    "council",
    "telephone",
    "email",
    "who deals with it",
    "when the answer comes",
    "explanation",
    "apology",
    "new date",
    "reason",
)


@dataclass(frozen=True)
class Fact:
    """One thing that happened to one subject (a case, a call, a reception visit).

    `at` is when it happened (aware). `recorded` is when it was written down, where that is known.
    A fact holds no personal data: `details` has declared names and closed values only.
    """

    subject: str
    kind: str
    at: datetime
    channel: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    id: str = ""
    recorded: datetime | None = None


@dataclass(frozen=True)
class Detail:
    """A detail that facts of a kind may carry: closed `values`, or a `form` such as "date"."""

    name: str
    meaning: str
    values: tuple[str, ...] = ()
    many: bool = False
    form: str = "word"  # word, date, moment, reference, number


@dataclass(frozen=True)
class Kind:
    """A kind of fact: its name as a charter writes it, its meaning, its details."""

    name: str
    meaning: str
    details: tuple[Detail, ...] = ()


# What a contact is: the first is what it counts as where nobody says.
TYPES = ("enquiry", "request", "complaint", "compliment", "comment")
_TYPE = Detail("type", "what the customer needs", TYPES)
_PRIORITY = Detail("priority", "how urgent the council holds it", ("normal", "urgent"))
_SERVICE = Detail("service", "the code of the service asked about", form="reference")
_STAGE = Detail("stage", "the stage of a complaint", ("1", "2"))
_ASKED = Detail("acknowledgement requested", "whether the customer asked for an acknowledgement", ("yes", "no"))
_MATTER = (_TYPE, _PRIORITY, _SERVICE, _STAGE)
_MESSAGE = Detail("message", "the reference of the message that did it", form="reference")
_AUTOMATIC = Detail("automatic", "whether a machine wrote it", ("yes", "no"))
_TELLS = Detail("tells", "what the customer was told in it", TELLS, many=True)
_DATE = Detail("date", "the date that the customer was told", form="date")
_BY = Detail("by", "how it reached the customer", ("message", "letter", "spoken", "signpost"))
_OUTCOME = Detail(
    "outcome",
    "how the case ended; the second to last five are the reasons that make a clock void",
    ("answered", "signposted", "not available", *VOID_REASONS),
)

KINDS = (
    Kind("received", "a contact from a customer arrived (of a letter: the day it came)", (*_MATTER, _ASKED)),
    Kind("query opened", "a query was opened by a customer's contact", _MATTER),
    Kind("settled at first contact", "the officer settled the query in the contact that opened it", _MATTER),
    Kind("came back", "the customer came back about the same matter"),
    Kind("acknowledged", "an acknowledgement was really sent", (_MESSAGE, _AUTOMATIC, _TELLS, _DATE)),
    Kind(
        "answered",
        "an answer was really sent, posted, or spoken by an officer; it acknowledges too",
        (_MESSAGE, _AUTOMATIC, _TELLS, _BY),
    ),
    Kind(
        "told",
        "the customer was told that the answer will be late, or how far it is: a holding reply, "
        "an extension, an update, or words spoken",
        (_MESSAGE, _AUTOMATIC, _TELLS, _DATE, _BY),
    ),
    Kind("bounced", "a message came back: what it had stopped runs on", (_MESSAGE,)),
    Kind("stage 2 requested", "the customer asked for a stage 2 review of the complaint", _MATTER),
    Kind("closed", "the case was closed; this answers nothing by itself", (_OUTCOME,)),
    Kind("reopened", "the case was opened again"),
    Kind("rang", "a telephone call began to ring at the council"),
    Kind("picked up", "a person answered the ringing call"),
    Kind("given up", "the caller rang off before anybody answered"),
    Kind("transferred", "a call was put through to a colleague"),
    Kind("right first time", "the call was put through to the right place at the first try"),
    Kind("message taken", "a message was taken for a colleague"),
    Kind("called back", "the customer was rung back and reached"),
    Kind("arrived", "a visitor came to reception"),
    Kind("greeted", "the visitor was greeted"),
    Kind("seen", "the visitor was seen by an officer"),
    Kind("left", "the visitor left"),
    Kind(
        "corrected",
        "an earlier fact was wrong: it is struck out, or with `at` it happened at that moment instead",
        (
            Detail("fact", "the id of the fact that was wrong", form="reference"),
            Detail("at", "when it really happened", form="moment"),
        ),
    ),
)

BY_NAME = {kind.name: kind for kind in KINDS}
