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

# Why an answer may be put off, a promise set aside for one case, or a clock held. A charter names those it allows.
EXTENSION_REASONS = (
    "complex",
    "waiting for the customer",
    "waiting for another body",
    "many documents",
    "staff absence",
    "other",
)
EXCEPTION_REASONS = (
    "severe weather",
    "emergency",
    "election period",
    "industrial action",
    "systems failure",
    "unreasonable demands",
    "legal proceedings",
    "agreed with the customer",
    "other",
)
PAUSE_REASONS = ("waiting for the customer", "waiting for another body", "legal proceedings")

# Who asks, where a charter makes a difference.
REQUESTERS = ("resident", "business", "visitor", "councillor", "member of parliament", "colleague", "other body")

# What a customer may have to give before a promise binds.
GIVEN = ("name", "address", "account number", "proof of identity", "fee", "photograph", "consent", "clarification")

# What happened to an officer or another customer; a charter may ask that the police be told of some.
INCIDENTS = ("threat of violence", "abuse on social media", "aggression", "unreasonable demands", "persistence")

# Why an appointment that the council stood by did not take place.
APPOINTMENT_REASONS = ("cancelled by the customer", "the customer did not come")

# What a message can mean; only a message that was really sent counts as what it means.
MEANS = ("acknowledgement", "answer", "holding", "extension", "final", "appointment change")

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
    "complaints policy",
    "plain language",
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
    form: str = "word"  # word, date, moment, reference, number, need (words that a charter closes)


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
_REQUESTER = Detail("requester", "who asks", REQUESTERS)
_OFFICE = Detail("office", "the code of the office or counter where it happened", form="reference")
_OPEN = Detail("office hours", "whether the office was open then", ("open", "closed"))
_GIVEN = Detail("given", "what the customer gave with it", GIVEN, many=True)
_MATTER = (_TYPE, _PRIORITY, _SERVICE, _STAGE, _REQUESTER, _OFFICE)
_MESSAGE = Detail("message", "the reference of the message that did it", form="reference")
_AUTOMATIC = Detail("automatic", "whether a machine wrote it", ("yes", "no"))
_TELLS = Detail("tells", "what the customer was told in it", TELLS, many=True)
_DATE = Detail("date", "the date that the customer was told", form="date")
_HAS = Detail("has", "what stands in the message, of what promises may require", WRITING_PARTS, many=True)
_DATED = Detail("date", "the date that was set", form="date")
_BEGINS = Detail("begins", "the moment that was set, where it is known to the minute", form="moment")
# What was done: the words are those that the steps of the charter ask for.
_DONE = Detail("done", "what was done at that moment, in the words of the charter's steps", many=True, form="need")
_BY = Detail("by", "how it reached the customer", ("message", "letter", "spoken", "signpost"))
_RECORD = Detail("of", "what the record is of, in the words of the charter", form="need")
_OUTCOME = Detail(
    "outcome",
    "how the case ended; the second to last five are the reasons that make a clock void",
    ("answered", "signposted", "not available", *VOID_REASONS),
)

_KINDS = (
    Kind("received", "a contact from a customer arrived (of a letter: the day it came)", (*_MATTER, _ASKED, _GIVEN)),
    Kind("provided", "the customer gave what was still missing", (_GIVEN,)),
    Kind("query opened", "a query was opened by a customer's contact", _MATTER),
    Kind("settled at first contact", "the officer settled the query in the contact that opened it", _MATTER),
    Kind("came back", "the customer came back about the same matter"),
    Kind("acknowledged", "an acknowledgement was really sent", (_MESSAGE, _AUTOMATIC, _TELLS, _DATE, _HAS)),
    Kind(
        "answered",
        "an answer was really sent, posted, or spoken by an officer; it acknowledges too",
        (_MESSAGE, _AUTOMATIC, _TELLS, _BY, _HAS),
    ),
    Kind(
        "told",
        "the customer was told that the answer will be late, or how far it is: a holding reply, "
        "an extension, an update, or words spoken",
        (_MESSAGE, _AUTOMATIC, _TELLS, _DATE, _BY, _HAS),
    ),
    Kind("bounced", "a message came back: what it had stopped runs on", (_MESSAGE,)),
    Kind("stage 2 requested", "the customer asked for a stage 2 review of the complaint", _MATTER),
    Kind("closed", "the case was closed; this answers nothing by itself", (_OUTCOME,)),
    Kind("reopened", "the case was opened again"),
    Kind("left open", "the contact ended with the matter not settled"),
    Kind("handed over", "the case was passed to another officer"),
    Kind("accepted", "the officer who was handed the case took it"),
    Kind("update agreed", "an update was agreed with the customer for a date", (_DATED,)),
    Kind(
        "extended",
        "the time for the answer was put off to a date, with a reason",
        (Detail("reason", "why", EXTENSION_REASONS), _DATED),
    ),
    Kind("excepted", "a promise can't be held to in this case", (Detail("reason", "why", EXCEPTION_REASONS),)),
    Kind("paused", "the council had to wait before it could go on", (Detail("reason", "for what", PAUSE_REASONS),)),
    Kind("resumed", "what the council waited for came"),
    Kind("step done", "something was done that a step of the charter asks for"),
    Kind("not available", "the customer was told that a service isn't available"),
    Kind("signposted", "the customer was told whose service it is (the answer is “answered”, by signpost)"),
    Kind("details discussed", "personal details were told to the customer or a representative"),
    Kind("dissatisfied", "the customer said that they are not satisfied"),
    Kind("concern raised", "the customer raised a concern that is not a formal complaint"),
    Kind("concern resolved", "the concern was put right without a formal complaint"),
    Kind("compliment made", "the customer praised somebody or something"),
    Kind("suggestion made", "the customer suggested something"),
    Kind(
        "incident",
        "somebody was threatened, abused or treated unreasonably",
        (Detail("sort", "what happened", INCIDENTS),),
    ),
    Kind("absent", "an officer's absence was entered"),
    Kind("surveyed", "a customer answered the survey after a contact"),
    Kind("found us helpful", "in the survey the customer said that they were treated well"),
    Kind("format requested", "the customer asked for a message in another format"),
    Kind("format sent", "the message went out in that format"),
    Kind("interpreter requested", "an interpreter or other support was asked for"),
    Kind("interpreter booked", "the interpreter or support was booked"),
    # Where an appointment is moved, the old one ends before the new one is made.
    Kind("appointment changed", "an appointment was moved or cancelled by the council", (_MESSAGE, _BY, _HAS)),
    Kind(
        "appointment dropped",
        "the customer cancelled the appointment or did not come",
        (Detail("reason", "which of the two", APPOINTMENT_REASONS),),
    ),
    Kind("appointment made", "an appointment was made for a date, or for a moment", (_DATED, _BEGINS)),
    Kind("appointment kept", "the officer met the customer, at the moment at which they met"),
    Kind("appointment missed", "the customer came to the appointment and the council did not"),
    Kind("meeting called", "a meeting of the council was called for a date", (_DATED,)),
    Kind("papers sent", "the agenda and papers of the meeting were sent out"),
    Kind("visited", "an officer visited the customer"),
    Kind("begun", "somebody or something that a record is kept of is there from now on", (_RECORD,)),
    Kind("renewed", "the evidence was renewed: trained, issued, checked, reviewed", (_RECORD,)),
    Kind("ended", "somebody or something that a record was kept of is there no longer", (_RECORD,)),
    Kind("rang", "a telephone call began to ring at the council", (_OFFICE, _OPEN)),
    Kind("picked up", "a person answered the ringing call", (_REQUESTER, _OFFICE)),
    Kind("call ended", "an answered call came to its end"),
    Kind("colleague away", "the officer whom the customer asked for could not be reached"),
    Kind("transfer failed", "a call could not be put through"),
    Kind("ring-back promised", "the customer was promised to be rung back about a long query"),
    Kind("given up", "the caller rang off before anybody answered"),
    Kind("put to voicemail", "nobody answered the ringing call, and a machine took the caller's words"),
    Kind("call cut", "the telephone system lost sight of the call: its end is not known"),
    Kind("transferred", "a call was put through to a colleague"),
    Kind("right first time", "the call was put through to the right place at the first try"),
    Kind("message taken", "a message was taken for a colleague"),
    Kind("called back", "the customer was rung back and reached"),
    Kind("arrived", "a visitor came to reception", (_OFFICE,)),
    Kind("greeted", "the visitor was greeted", (_OFFICE,)),
    Kind("seen", "the visitor was seen by an officer", (_OFFICE,)),
    Kind("left", "the visitor left", (_OFFICE,)),
    Kind(
        "corrected",
        "an earlier fact was wrong: it is struck out, or with `at` it happened at that moment instead",
        (
            Detail("fact", "the id of the fact that was wrong", form="reference"),
            Detail("at", "when it really happened", form="moment"),
        ),
    ),
)

# Whatever happens, a step may ask that something be done with it.
KINDS = tuple(Kind(kind.name, kind.meaning, (*kind.details, _DONE)) for kind in _KINDS)

BY_NAME = {kind.name: kind for kind in KINDS}

# Moments as a clerk names them, where that is another word than the fact's.
MOMENTS = {
    "transfer": "transferred",
    "arrival": "arrived",
    "visit": "visited",
    "hand-over": "handed over",
    "closing": "closed",
    "absence": "absent",
}
