"""The root of all addresses."""

from django.urls import include, path

from answerable.api.urls import at_api

urlpatterns = [
    path("api/v1/", at_api),
    path("", include("answerable.web.urls")),
]
