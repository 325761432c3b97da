"""Permission to use mailboxes at a provider that takes no password."""

from django.urls import path

from answerable.web.permissions import views

urlpatterns = [
    path("new", views.permission, name="permission-new"),
    path("answer", views.answer, name="permission-answer"),
    path("<int:pk>", views.permission, name="permission"),
    path("<int:pk>/asking", views.asking, name="permission-asking"),
    path("<int:pk>/removal", views.removal, name="permission-removal"),
]
