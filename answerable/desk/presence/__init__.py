"""Who else has a case open, and what has happened to it since."""
