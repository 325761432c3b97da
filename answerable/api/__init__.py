"""The JSON API: other programs pass contacts on, record what happened outside, and read cases and their promises."""
