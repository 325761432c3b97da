"""The desk's settings."""

from django.urls import path

from answerable.web.council import views

urlpatterns = [
    path("", views.settings, name="settings"),
    path("council", views.council_itself, name="settings-council"),
    path("sending", views.sending, name="sending"),
    path("mailboxes", views.mailboxes, name="mailboxes"),
    path("mailboxes/new", views.mailbox, name="mailbox-new"),
    path("mailboxes/<int:pk>", views.mailbox, name="mailbox"),
    path("services", views.services, name="services"),
    path("services/new", views.service, name="service-new"),
    path("services/<int:pk>", views.service, name="service"),
    path("closures", views.closures, name="closures"),
    path("closures/new", views.closure, name="closure-new"),
    path("closures/<int:pk>/withdrawal", views.withdrawal, name="closure-withdrawal"),
]
