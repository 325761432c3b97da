"""Where browsers ask for what shows live."""

from django.urls import path

from answerable.web.live import asking

urlpatterns = [path("live", asking.live, name="live")]
