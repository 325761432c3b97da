"""The screens of reception. Their addresses hold a secret; nobody signs in there."""

from django.urls import path

from answerable.web.reception import check_in, waiting

urlpatterns = [
    path("check-in/<str:secret>", check_in.check_in, name="check-in"),
    path("check-in/<str:secret>/<str:code>/<str:reference>", check_in.checked_in, name="checked-in"),
    path("waiting/<str:secret>", waiting.waiting, name="waiting"),
]
