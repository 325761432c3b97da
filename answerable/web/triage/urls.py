"""The addresses of triage. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.triage import views

urlpatterns = [
    path("", views.triage, name="triage"),
    path("<str:reference>/sorting", views.sorting, name="triage-sorting"),
    path("<str:reference>/undoing", views.undoing, name="triage-undoing"),
]
