"""The addresses of badges."""

from django.urls import path

from answerable.web.badges import views

urlpatterns = [
    path("", views.badges, name="badges"),
    path("officers/<int:pk>", views.badge_issue, name="badge-issue"),
    path("<int:pk>", views.badge_card, name="badge-card"),
    path("<int:pk>/withdrawal", views.badge_withdrawal, name="badge-withdrawal"),
]
