"""The clocks of one subject, as its facts start, hold, move and stop them: what `judge` is made of."""
