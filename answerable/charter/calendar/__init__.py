"""Days, openings and counted time: what `worktime` is made of."""
