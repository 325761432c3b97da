"""The post room: letters in, and the tray of letters out."""

from django.urls import path

from answerable.web.post import entering, scans, tray

urlpatterns = [
    path("", entering.letters_in, name="post"),
    path("undo", entering.undo, name="post-undo"),
    path("draft", entering.draft, name="post-draft"),
    path("scans", scans.pile_up, name="post-scans"),
    path("scans/<int:pk>", scans.original, name="scan"),
    path("scans/<int:pk>/picture", scans.picture, name="scan-picture"),
    path("scans/<int:pk>/pictures/<int:number>", scans.picture, name="scan-picture"),
    path("scans/<int:pk>/page", scans.page, name="scan-page"),
    path("scans/<int:pk>/text", scans.text, name="scan-text"),
    path("tray", tray.letters, name="tray"),
    path("tray/print", tray.to_print, name="tray-print"),
    path("tray/printed", tray.printed, name="tray-printed"),
    path("tray/posted", tray.posted, name="tray-posted"),
    path("tray/<int:pk>/print", tray.one_to_print, name="letter-print"),
    path("tray/<int:pk>/withdrawal", tray.withdrawal, name="letter-withdrawal"),
    path("tray/<int:pk>/return", tray.returned, name="letter-return"),
]
