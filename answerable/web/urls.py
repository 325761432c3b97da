"""The addresses of every screen. One line a folder; each folder's own are in its urls.py."""

from django.urls import include, path

from answerable.web.charters.rehearse import rehearse
from answerable.web.diary.calendars import feed
from answerable.web.diary.settings import settings as diary_settings

urlpatterns = [
    path("", include("answerable.web.public.urls")),
    path("", include("answerable.web.demonstration.urls")),
    path("", include("answerable.web.officers.urls")),
    path("", include("answerable.web.reports.urls")),
    path("", include("answerable.web.reception.public_urls")),
    path("desk/", include("answerable.web.today.urls")),
    path("desk/", include("answerable.web.live.urls")),
    path("desk/triage/", include("answerable.web.triage.urls")),
    path("desk/", include("answerable.web.search.urls")),
    path("desk/cases/", include("answerable.web.cases.urls")),
    path("desk/contacts/", include("answerable.web.contacts.urls")),
    path("desk/calls/", include("answerable.web.telephone.urls")),
    path("desk/customers/", include("answerable.web.customers.urls")),
    path("desk/customers/", include("answerable.web.needs.urls")),
    path("desk/settings/diary", diary_settings, name="diary-settings"),
    path("desk/diary/", include("answerable.web.diary.urls")),
    path("calendar/<str:secret>.ics", feed, name="calendar-feed"),
    path("desk/drafts/", include("answerable.web.drafts.urls")),
    path("desk/messages/", include("answerable.web.messages.urls")),
    path("desk/", include("answerable.web.visits.urls")),
    path("desk/settings/badges/", include("answerable.web.badges.urls")),
    path("desk/post/", include("answerable.web.post.urls")),
    path("desk/reception/", include("answerable.web.reception.urls")),
    path("desk/records/", include("answerable.web.records.urls")),
    path("desk/", include("answerable.web.charters.urls")),
    path("desk/settings/charter/rehearse", rehearse, name="charter-rehearse"),
    path("desk/settings/", include("answerable.web.council.urls")),
    path("desk/settings/texts/", include("answerable.web.sms.urls")),
    path("desk/settings/", include("answerable.web.offices.urls")),
    path("desk/settings/clients/", include("answerable.web.clients.urls")),
    path("desk/settings/mail-permissions/", include("answerable.web.permissions.urls")),
    path("desk/settings/displays/", include("answerable.web.displays.urls")),
    path("", include("answerable.web.wall.urls")),
]
