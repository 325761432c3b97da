"""Programs that use the API."""

from django.urls import path

from answerable.web.clients import views, webhooks

urlpatterns = [
    path("", views.clients, name="clients"),
    path("new", views.client, name="client-new"),
    path("webhooks", webhooks.webhooks, name="webhooks"),
    path("webhooks/new", webhooks.webhook, name="webhook-new"),
    path("webhooks/<int:pk>", webhooks.webhook, name="webhook"),
    path("<int:pk>/revocation", views.revocation, name="client-revocation"),
]
