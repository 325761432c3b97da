"""What the invented people ask about: per service, what they write and what they are told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plot:
    """One thing that people ask, and what they are told. `service` is a code; `weight` how often it is asked."""

    service: str
    subject: str
    text: str
    answer: str
    type: str = "enquiry"
    weight: int = 3
    ours: bool = True


SERVICES = {
    "burial-ground": "Burial ground",
    "allotments": "Allotments",
    "halls": "Halls and bookings",
    "open-spaces": "Parks and open spaces",
    "events": "Events",
    "planning": "Planning comments",
    "streets": "Streets and lighting",
    "council": "Meetings and the council",
}

PLOTS = (
    Plot(
        "halls",
        "Hiring the hall for a birthday",
        "I should like to hire the small hall on a Saturday afternoon for about forty people. Is it free, what does it "
        "cost, and may we bring our own food?",
        "The small hall is free on that afternoon. The booking form with the price for residents goes to you in a "
        "separate letter. You may bring your own food; please take your rubbish home.",
        weight=6,
    ),
    Plot(
        "allotments",
        "Waiting list for an allotment",
        "Could you put us on the list for an allotment, a half plot if there is one? How long is the wait?",
        "You are on the list for a half plot. Seven people are ahead of you, and about four plots come free in a year.",
        weight=5,
    ),
    Plot(
        "streets",
        "Street lamp out near the school",
        "The lamp on the corner by the school has been out since the weekend and it is very dark when the children "
        "come out of clubs.",
        "Thank you for telling us. Our contractor mends it this week. If it is still dark after that, tell us the "
        "number on the column and we will chase it.",
        type="request",
        weight=6,
    ),
    Plot(
        "streets",
        "Pothole at the bottom of the hill",
        "There is a deep pothole by the bus stop. Two bicycles came off there this week.",
        "Roads are looked after by the highway authority, not by us. You can report it on their website or by "
        "telephone, and their reference lets you follow it. We have told our own councillor for the ward too.",
        type="request",
        weight=5,
        ours=False,
    ),
    Plot(
        "open-spaces",
        "Broken swing in the play area",
        "One of the swings has come off its chain. I have tied it up so that nobody uses it.",
        "Thank you for making it safe. We have taken the swing down, and a new chain is fitted as soon as it arrives.",
        type="request",
        weight=5,
    ),
    Plot(
        "open-spaces",
        "Dogs off the lead on the recreation ground",
        "Every morning there are dogs running loose across the football pitch. Is that allowed?",
        "Dogs are welcome there, but not on marked pitches. Our ranger looks in this week and we put up a sign.",
        weight=3,
    ),
    Plot(
        "burial-ground",
        "Permission for a headstone",
        "We should like to put up a headstone for my mother. What do we need to send you, and is there a fee?",
        "I am sorry for your loss. The mason sends us the drawing and the form; we look at it within the week. The fee "
        "is on the form, and there is none for an added inscription within the first year.",
        weight=3,
    ),
    Plot(
        "events",
        "A stall at the summer fair",
        "I make candles and should like a stall at the fair. How do I apply and is electricity to be had?",
        "Stalls are given out in April. I have noted you for one with electricity and you will hear from us.",
        weight=3,
    ),
    Plot(
        "planning",
        "Extension next door",
        "There is a notice on the lamp post about an extension next door. When does the council talk about it, and may "
        "I speak?",
        "Our planning committee looks at it at its next meeting, and residents may speak for three minutes. The "
        "decision itself is the planning authority's; comments to them are made on their website.",
        weight=3,
    ),
    Plot(
        "council",
        "Minutes of the last meeting",
        "Where can I read the minutes of the last full council meeting?",
        "The draft minutes are on our website under Meetings. A printed copy can be had at the office.",
        weight=3,
    ),
    Plot(
        "open-spaces",
        "Thank you for the flower beds",
        "The beds along the high street have been a joy this year. Please tell the people who look after them.",
        "Thank you. I have passed your words to the team, who were delighted.",
        type="compliment",
        weight=1,
    ),
    Plot(
        "halls",
        "The hall was locked when we came",
        "We had booked the hall for seven o'clock and nobody came to open it until half past. Twenty people stood in "
        "the rain. I want to know why, and what you will do about it.",
        "I am sorry. The caretaker had the wrong week on the sheet, and nobody checked. The evening is free, "
        "and bookings are now read over the telephone the day before.",
        type="complaint",
        weight=1,
    ),
    Plot(
        "events",
        "Could the market have a bus?",
        "If the bus stopped at the market on Thursdays, many of us could come who cannot now. A suggestion.",
        "That is a good thought. It goes to the next meeting of the events committee; I will tell you what they say.",
        type="comment",
        weight=1,
    ),
)

JUNK = (
    ("Grow your website traffic today", "We noticed that your website could rank far higher. Reply now for a quote."),
    ("Invoice attached", "Please find our invoice and pay within 24 hours."),
)

LATE_REASONS = (
    "the contractor has not yet told us when they can come",
    "we are waiting for the committee, which meets next week",
    "the officer who knows the papers has been ill",
    "we have had far more letters than usual",
)
