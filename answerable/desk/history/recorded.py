"""What this desk records: a promise that other facts begin or end can't be measured here yet."""

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
