"""The addresses of messages for colleagues. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.messages import views

urlpatterns = [
    path("", views.messages, name="messages"),
    path("new", views.new_message, name="new-message"),
    path("colleague", views.colleague, name="message-colleague"),
    path("<int:pk>/attempts", views.attempts, name="message-attempts"),
    path("<int:pk>/return", views.returned, name="message-return"),
    path("<int:pk>/reason", views.reason, name="message-reason"),
    path("ring-back/<str:reference>", views.ring_back, name="ring-back"),
]
