"""Programs that use the API."""

from django.urls import path

from answerable.web.clients import views

urlpatterns = [
    path("", views.clients, name="clients"),
    path("new", views.client, name="client-new"),
    path("<int:pk>/revocation", views.revocation, name="client-revocation"),
]
