"""The addresses of Today."""

from django.urls import path

from answerable.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/<str:name>", views.one_list, name="today-list"),
]
