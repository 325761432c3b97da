"""The addresses of a case. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.cases import acts, replies, told, views, work
from answerable.web.post import writing as letters
from answerable.web.presence.views import presence
from answerable.web.sms import writing as texts
from answerable.web.social import writing as social

urlpatterns = [
    path("<str:reference>", views.case, name="case"),
    path("<str:reference>/reply", replies.reply, name="case-reply"),
    path("<str:reference>/reply/draft", replies.draft, name="case-draft"),
    path("<str:reference>/acknowledgement", replies.acknowledgement, name="case-acknowledgement"),
    path("<str:reference>/messages/<int:pk>/again", replies.again, name="case-message-again"),
    path("<str:reference>/letters/new", letters.write, name="case-by-letter"),
    path("<str:reference>/letters/new/draft", letters.draft, name="case-by-letter-draft"),
    path("<str:reference>/texts/new", texts.write, name="case-by-sms"),
    path("<str:reference>/texts/new/draft", texts.draft, name="case-by-sms-draft"),
    path("<str:reference>/social/new", social.write, name="case-by-social"),
    path("<str:reference>/social/new/draft", social.draft, name="case-by-social-draft"),
    path("<str:reference>/social/move", social.move, name="case-social-move"),
    path("<str:reference>/social/<int:pk>/posted", social.posted, name="case-social-posted"),
    path("<str:reference>/social/<int:pk>/withdrawal", social.withdrawal, name="case-social-withdrawal"),
    path("<str:reference>/letter", told.letter, name="case-letter"),
    path("<str:reference>/spoken", told.spoken, name="case-spoken"),
    path("<str:reference>/hold", told.hold, name="case-hold"),
    path("<str:reference>/hand-over", work.hand_over, name="case-hand-over"),
    path("<str:reference>/hand-over/acceptance", work.acceptance, name="case-acceptance"),
    path("<str:reference>/hand-over/refusal", work.refusal, name="case-refusal"),
    path("<str:reference>/owner", work.owner, name="case-owner"),
    path("<str:reference>/closure", work.closure, name="case-closure"),
    path("<str:reference>/reopening", work.reopening, name="case-reopening"),
    path("<str:reference>/note", work.note, name="case-note"),
    path("<str:reference>/target", work.target, name="case-target"),
    path("<str:reference>/stage-2", work.stage_2, name="case-stage-2"),
    path("<str:reference>/steps/<int:pk>", work.step, name="case-step"),
    path("<str:reference>/acts/<slug:name>", acts.act, name="case-act"),
    path("<str:reference>/presence", presence, name="case-presence"),
    path("<str:reference>/receipt", work.receipt, name="case-receipt"),
]
