"""The public pages. They are open to everybody, and nothing here shows what a customer wrote."""

from django.urls import path

from answerable.web.public import genuine, views

urlpatterns = [
    path("", views.home, name="home"),
    path("contact", views.contact_us, name="contact-us"),
    path("contact/received", views.contact_received, name="contact-received"),
    path("follow", views.follow, name="follow"),
    path("genuine", genuine.genuine, name="genuine"),
    path("genuine/card/<str:code>", genuine.genuine_card, name="genuine-card"),
    path("accessibility", views.text, {"page": "accessibility"}, name="accessibility"),
    path("privacy", views.text, {"page": "privacy"}, name="privacy"),
    path("cookies", views.text, {"page": "cookies"}, name="cookies"),
    path("healthz", views.health, name="healthz"),
]
