"""The addresses of customers: numbers, never names."""

from django.urls import path

from answerable.web.customers import views

urlpatterns = [
    path("", views.customers, name="customers"),
    path("found", views.found, name="customers-found"),
    path("<int:pk>", views.customer, name="customer"),
    path("<int:pk>/lately", views.lately, name="customer-lately"),
    path("<int:pk>/name", views.name, name="customer-name"),
    path("<int:pk>/addresses", views.addresses, name="customer-addresses"),
    path("<int:pk>/addresses/<int:address>/retirement", views.retirement, name="customer-retirement"),
]
