"""What a demonstration shows beside the desk. At a real council these pages are not there."""

from django.urls import path

from answerable.web.demonstration import views

urlpatterns = [path("demonstration", views.sent_mail, name="demonstration")]
