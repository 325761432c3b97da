"""The addresses of every screen. One line a folder; each folder's own are in its urls.py."""

from django.urls import include, path

urlpatterns = [
    path("", include("answerable.web.public.urls")),
    path("", include("answerable.web.officers.urls")),
]
