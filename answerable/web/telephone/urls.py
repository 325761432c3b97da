"""The addresses of calls. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.telephone import day, transfers, views

urlpatterns = [
    path("", views.calls, name="calls"),
    path("day", day.day, name="calls-day"),
    path("by-hand", views.take_by_hand, name="call-by-hand"),
    path("transfers/<int:pk>/acceptance", transfers.acceptance, name="transfer-acceptance"),
    path("transfers/<int:pk>/refusal", transfers.refusal, name="transfer-refusal"),
    path("transfers/<int:pk>/rightness", transfers.rightness, name="transfer-rightness"),
    path("transfers/<int:pk>/settlement", transfers.settlement, name="transfer-settlement"),
    path("<str:reference>", views.call, name="call"),
    path("<str:reference>/taking", views.take, name="call-taking"),
    path("<str:reference>/transfer", views.transfer, name="call-transfer"),
]
