"""Offices: where customers come to, and the rooms in which they are met."""
