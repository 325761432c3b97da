"""The settings of offices, their rooms and counters."""
