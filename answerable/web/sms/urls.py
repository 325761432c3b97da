"""The settings of text messages."""

from django.urls import path

from answerable.web.sms import settings

urlpatterns = [
    path("", settings.texts, name="texts"),
    path("test", settings.test, name="texts-test"),
]
