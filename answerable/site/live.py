"""The door through which a web server reaches the stream of what shows live."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.site.settings")
django.setup()

from answerable.web.live.stream import stream  # noqa: E402  # Django comes first

application = stream
