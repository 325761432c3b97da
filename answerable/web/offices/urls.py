"""The settings of offices and screens."""

from django.urls import path

from answerable.web.offices import views

urlpatterns = [
    path("offices", views.offices, name="offices"),
    path("offices/new", views.office, name="office-new"),
    path("offices/<int:pk>", views.office, name="office"),
    path("offices/<int:office>/rooms/new", views.room, name="room-new"),
    path("offices/<int:office>/rooms/<int:pk>", views.room, name="room"),
    path("screens", views.screens, name="screens"),
    path("screens/new", views.screen, name="screen-new"),
    path("screens/<int:pk>/revocation", views.revocation, name="screen-revocation"),
]
