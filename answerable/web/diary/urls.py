"""The diary."""

from django.urls import path

from answerable.web.diary import absences, appointments, calendars, hours, making, week

urlpatterns = [
    path("", week.diary, name="diary"),
    path("new", making.new_for_nobody, name="appointment-new-case"),
    path("new/<str:reference>", making.new, name="appointment-new"),
    path("appointments/<str:reference>", appointments.appointment, name="appointment"),
    path("appointments/<str:reference>/kept", appointments.kept, name="appointment-kept"),
    path("appointments/<str:reference>/outcome", appointments.outcome, name="appointment-outcome"),
    path("appointments/<str:reference>/confirmation", appointments.confirmation, name="appointment-confirmation"),
    path("appointments/<str:reference>/move", making.move, name="appointment-move"),
    path("appointments/<str:reference>/cancellation", appointments.cancellation, name="appointment-cancellation"),
    path("absences", absences.absences, name="absences"),
    path("absences/new", absences.new_absence, name="absence-new"),
    path("absences/<int:pk>", absences.absence, name="absence"),
    path("absences/<int:pk>/withdrawal", absences.withdrawal, name="absence-withdrawal"),
    path("hours", hours.hours, name="working-hours"),
    path("hours/<int:pk>", hours.hours, name="working-hours-of"),
    path("calendars", calendars.calendars, name="diary-calendars"),
    path("calendars/<slug:kind>/<int:pk>/links", calendars.new_link, name="calendar-link-new"),
    path("calendars/links/<int:pk>/withdrawal", calendars.link_withdrawal, name="calendar-link-withdrawal"),
    path("calendars/<slug:kind>/<int:pk>/other", calendars.new_other, name="other-calendar-new"),
    path("calendars/others/<int:pk>/removal", calendars.other_removal, name="other-calendar-removal"),
]
