"""Every table, imported from the folder of the work it belongs to."""

from answerable.desk.badges.models import Badge
from answerable.desk.cases.models import Case, HandOver, Note, Sorting
from answerable.desk.charters.models import CharterDraft, Edition
from answerable.desk.clients.models import Client, Replay
from answerable.desk.council.models import CalendarChange, Council, Mailbox, Service
from answerable.desk.customers.models import Address, Customer, Look
from answerable.desk.diary.models import (
    Absence,
    Appointment,
    AppointmentMessage,
    Busy,
    CalendarLink,
    OtherCalendar,
    WorkingPattern,
)
from answerable.desk.displays.models import Display
from answerable.desk.drafts.models import Draft, Submission
from answerable.desk.figures.models import Correction, MonthFigure
from answerable.desk.history.models import Clock, Fact, Move, Occasion
from answerable.desk.incoming.models import Arrival, Attachment, Contact
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.needs.models import Need
from answerable.desk.officers.models import Officer, SignInDelay
from answerable.desk.offices.models import Office, Room, RoomBooking
from answerable.desk.outbox.models import Message
from answerable.desk.permissions.models import Permission
from answerable.desk.post.models import Entry, Letter, Scan, ScanPage
from answerable.desk.presence.models import OpenPage
from answerable.desk.reception.models import ReceptionVisit
from answerable.desk.records.models import Evidence, RecordFact, Thing
from answerable.desk.search.models import CaseWords, CustomerWords
from answerable.desk.sms.models import TextGateway
from answerable.desk.social.models import Posting
from answerable.desk.telephone.models import Call, CallEvent, Feed, FeedGap, Line, Sample, Transfer, Webhook
from answerable.desk.visits.models import Alarm, Check, MoreTime, Told, Visit

__all__ = [
    "Absence",
    "Address",
    "Alarm",
    "Appointment",
    "AppointmentMessage",
    "Arrival",
    "Attachment",
    "Attempt",
    "Badge",
    "Busy",
    "CalendarChange",
    "CalendarLink",
    "Call",
    "CallEvent",
    "Case",
    "CaseWords",
    "CharterDraft",
    "Check",
    "Client",
    "Clock",
    "Contact",
    "Correction",
    "Council",
    "Customer",
    "CustomerWords",
    "Display",
    "Draft",
    "Edition",
    "Entry",
    "Evidence",
    "Fact",
    "Feed",
    "FeedGap",
    "HandOver",
    "LeftMessage",
    "Letter",
    "Line",
    "Look",
    "Mailbox",
    "Message",
    "MonthFigure",
    "MoreTime",
    "Move",
    "Need",
    "Note",
    "Occasion",
    "Office",
    "Officer",
    "OpenPage",
    "OtherCalendar",
    "Permission",
    "Posting",
    "ReceptionVisit",
    "RecordFact",
    "Replay",
    "Room",
    "RoomBooking",
    "Sample",
    "Scan",
    "ScanPage",
    "Service",
    "SignInDelay",
    "Sorting",
    "Submission",
    "TextGateway",
    "Thing",
    "Told",
    "Transfer",
    "Visit",
    "Webhook",
    "WorkingPattern",
]
