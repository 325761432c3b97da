"""The desk's settings."""

from django.urls import path

from answerable.web.council import calendar, views
from answerable.web.telephone import lines

urlpatterns = [
    path("", views.settings, name="settings"),
    path("council", views.council_itself, name="settings-council"),
    path("sending", views.sending, name="sending"),
    path("mailboxes", views.mailboxes, name="mailboxes"),
    path("mailboxes/new", views.mailbox, name="mailbox-new"),
    path("mailboxes/<int:pk>", views.mailbox, name="mailbox"),
    path("services", views.services, name="services"),
    path("services/new", views.service, name="service-new"),
    path("services/<int:pk>", views.service, name="service"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/changes/<int:pk>", calendar.change, name="calendar-change"),
    path("calendar/changes/<int:pk>/withdrawal", calendar.withdrawal, name="calendar-withdrawal"),
    path("calendar/bank-holidays/new", calendar.holiday, name="holiday-new"),
    path("calendar/bank-holidays/<str:day>/strike", calendar.strike, name="holiday-strike"),
    path("calendar/closures/new", calendar.closure, name="closure-new"),
    path("calendar/meetings/new", calendar.meeting, name="meeting-new"),
    path("lines", lines.lines, name="lines"),
    path("lines/new", lines.line, name="line-new"),
    path("lines/<int:pk>", lines.line, name="line"),
]
