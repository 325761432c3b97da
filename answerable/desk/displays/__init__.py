"""Screens that nobody is signed in at: a wall, a waiting room, a self check-in."""
