"""The addresses of reception. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.reception import views, visits

urlpatterns = [
    path("", views.reception, name="reception"),
    path("arrivals", views.arrival, name="reception-arrival"),
    path("blank", views.blank, name="reception-blank"),
    path("place", views.place, name="reception-place"),
    path("day", visits.day, name="reception-day"),
    path("afterwards", visits.afterwards, name="reception-afterwards"),
    path("<str:reference>", visits.visit, name="reception-visit"),
    path("<str:reference>/greeting", views.greeting, name="reception-greeting"),
    path("<str:reference>/seeing", views.seeing, name="reception-seeing"),
    path("<str:reference>/leaving", views.leaving, name="reception-leaving"),
    path("<str:reference>/words", views.words_said, name="reception-words"),
    path("<str:reference>/undoing", views.undoing, name="reception-undoing"),
    path("<str:reference>/room", views.room, name="reception-room"),
    path("<str:reference>/discussed", visits.discussed, name="reception-discussed"),
    path("<str:reference>/contact", visits.sheet, name="reception-sheet"),
]
