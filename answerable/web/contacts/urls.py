"""The addresses of contacts."""

from django.urls import path

from answerable.web.contacts import belonging, files, views

urlpatterns = [
    path("new", views.new_contact, name="new-contact"),
    path("<str:reference>", views.contact, name="contact"),
    path("<str:reference>/customer", belonging.belonging, name="contact-customer"),
    path("<str:reference>/html", files.as_laid_out, name="contact-html"),
    path("<str:reference>/files/<int:part>", files.attachment, name="attachment"),
    path("<str:reference>/sounds/<int:part>", files.sound, name="sound"),
]
