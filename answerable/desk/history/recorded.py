"""What this desk records: a promise that other facts begin or end can't be measured here yet."""

# What happens in seconds and minutes, by voice and face to face: on an occasion (history.models.Occasion), unless a
# program outside reports it in the matter of a case.
OCCASIONAL = frozenset(
    {
        "rang",
        "picked up",
        "given up",
        "call ended",
        "transferred",
        "transfer failed",
        "right first time",
        "arrived",
        "greeted",
        "seen",
        "left",
        "appointment made",
        "appointment kept",
        "visited",
        "absent",
    }
)
# The telephone (rang, picked up, transferred, messages for colleagues) and reception (arrived, greeted, seen) are not
# recorded here. Once another system reports such facts there are clocks, and those count.
RECORDED = frozenset(
    {
        "received",
        "query opened",
        "settled at first contact",
        "came back",
        "acknowledged",
        "answered",
        "told",
        "bounced",
        "stage 2 requested",
        "closed",
        "reopened",
        "corrected",
        "left open",
        "handed over",
        "accepted",
        "not available",
        "signposted",
        "step done",
        "begun",
        "renewed",
        "ended",
        "update agreed",
        "extended",
        "excepted",
        "paused",
        "resumed",
        "provided",
        "dissatisfied",
        "concern raised",
        "concern resolved",
        "compliment made",
        "suggestion made",
        "details discussed",
    }
)
