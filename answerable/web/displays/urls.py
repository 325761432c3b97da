"""Screens that nobody is signed in at."""

from django.urls import path

from answerable.web.displays import views

urlpatterns = [
    path("", views.displays, name="displays"),
    path("new", views.display, name="display-new"),
    path("<int:pk>/revocation", views.revocation, name="display-revocation"),
]
