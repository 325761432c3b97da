"""Where half-typed forms are kept."""

from django.urls import path

from answerable.web.drafts import views

urlpatterns = [path("<slug:place>", views.draft, name="draft")]
