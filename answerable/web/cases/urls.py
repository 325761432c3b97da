"""The addresses of a case. Nouns: GET shows, POST does."""

from django.urls import path

from answerable.web.cases import acts, replies, told, views, work

urlpatterns = [
    path("<str:reference>", views.case, name="case"),
    path("<str:reference>/reply", replies.reply, name="case-reply"),
    path("<str:reference>/reply/draft", replies.draft, name="case-draft"),
    path("<str:reference>/acknowledgement", replies.acknowledgement, name="case-acknowledgement"),
    path("<str:reference>/messages/<int:pk>/again", replies.again, name="case-message-again"),
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
    path("<str:reference>/receipt", work.receipt, name="case-receipt"),
]
