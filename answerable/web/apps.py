"""The screens: no tables of their own, only pages, forms and template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "answerable.web"
    label = "web"
