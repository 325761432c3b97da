"""The addresses of calls. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.telephone import views

urlpatterns = [
    path("", views.calls, name="calls"),
    path("by-hand", views.take_by_hand, name="call-by-hand"),
    path("<str:reference>", views.call, name="call"),
    path("<str:reference>/taking", views.take, name="call-taking"),
]
