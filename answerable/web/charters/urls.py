"""The charter: read by every officer, changed by managers."""

from django.urls import path

from answerable.web.charters import drafts, editions, rulings, views

urlpatterns = [
    path("charter", views.charter, name="charter"),
    path("charter/editions/<int:number>", editions.edition, name="charter-edition"),
    path("settings/charter/editions/<int:number>/withdrawal", editions.withdrawal, name="edition-withdrawal"),
    path("settings/charter/drafts/new", drafts.new, name="charter-draft-new"),
    path("settings/charter/drafts/<int:pk>", drafts.draft, name="charter-draft"),
    path("settings/charter/drafts/<int:pk>/adoption", drafts.adoption, name="charter-adoption"),
    path("settings/charter/drafts/<int:pk>/discarding", drafts.discarding, name="charter-discarding"),
    path("settings/charter/rulings/<str:key>", rulings.ruling, name="charter-ruling"),
]
