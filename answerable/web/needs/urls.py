"""The addresses of a customer's needs: numbers, never what they are."""

from django.urls import path

from answerable.web.needs import views

urlpatterns = [
    path("<int:pk>/needs", views.needs, name="customer-needs"),
    path("<int:pk>/needs/<int:number>/ending", views.ending, name="customer-need-ending"),
]
