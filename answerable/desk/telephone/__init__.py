"""The telephone: events from the telephone system, the calls made of them, and what is done in a call."""
