"""The addresses of search. What is looked for is posted: no name stands in an address or a log."""

from django.urls import path

from answerable.web.search import views

urlpatterns = [
    path("search", views.search_page, name="search"),
    path("search/found", views.found, name="search-found"),
]
