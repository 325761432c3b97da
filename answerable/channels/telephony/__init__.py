"""What telephone systems write and say → events, in one shape for all. A module a system; nothing is kept here."""
