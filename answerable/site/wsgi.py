"""The door through which a web server reaches Answerable."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.site.settings")
application = get_wsgi_application()
