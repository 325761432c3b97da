"""The wall, and the link by which a screen opens it."""

from django.urls import path

from answerable.web.wall import views

urlpatterns = [
    path("desk/wall", views.wall, name="wall"),
    path("wall/<str:secret>", views.wall_display, name="wall-display"),
]
