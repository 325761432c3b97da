"""The addresses of home visits, alarms and the officer check. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.visits import alarms, genuine, planning, views

urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/new", planning.plan, name="visit-plan"),
    path("visits/alarms/<int:pk>", alarms.alarm, name="alarm"),
    path("visits/alarms/<int:pk>/answer", alarms.alarm_answer, name="alarm-answer"),
    path("visits/<str:reference>", views.visit, name="visit"),
    path("visits/<str:reference>/arrival", views.arrival, name="visit-arrival"),
    path("visits/<str:reference>/arrival/done", views.arrival_done, name="visit-arrival-done"),
    path("visits/<str:reference>/departure", views.departure, name="visit-departure"),
    path("visits/<str:reference>/longer", views.longer, name="visit-longer"),
    path("visits/<str:reference>/help", views.help_, name="visit-help"),
    path("visits/<str:reference>/confirmation", planning.confirmation, name="visit-confirmation"),
    path("visits/<str:reference>/move", planning.move, name="visit-move"),
    path("visits/<str:reference>/cancellation", planning.cancellation, name="visit-cancellation"),
    path("visits/<str:reference>/dropped", planning.dropped, name="visit-dropped"),
    path("officer-check/", genuine.officer_check, name="officer-check"),
    path("officer-check/<int:pk>/elsewhere", genuine.officer_elsewhere, name="officer-elsewhere"),
    path("officer-check/<int:pk>/mistyped", genuine.officer_mistyped, name="officer-mistyped"),
    path("settings/alarms", alarms.alarm_setting, name="alarm-setting"),
]
