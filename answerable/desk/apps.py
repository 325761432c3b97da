"""The one Django app that holds every table."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "answerable.desk"
    label = "desk"
