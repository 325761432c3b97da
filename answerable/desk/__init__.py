"""The tables, and what staff do: one folder a piece of work."""
