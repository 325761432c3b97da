"""The settings of offices."""

from django.urls import path

from answerable.web.offices import views

urlpatterns = [
    path("offices", views.offices, name="offices"),
    path("offices/new", views.office, name="office-new"),
    path("offices/<int:pk>", views.office, name="office"),
    path("offices/<int:office>/rooms/new", views.room, name="room-new"),
    path("offices/<int:office>/rooms/<int:pk>", views.room, name="room"),
]
