"""The addresses of the register of records."""

from django.urls import path

from answerable.web.records import views

urlpatterns = [
    path("", views.register_of_records, name="records"),
    path("things/new", views.thing, name="record-thing"),
    path("<str:promise>/<str:subject>", views.renewal, name="record"),
    path("<str:promise>/<str:subject>/mistake/<int:pk>", views.mistake, name="record-mistake"),
    path("<str:promise>/<str:subject>/ending", views.ending, name="record-ending"),
]
