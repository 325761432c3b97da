"""Screens that nobody is signed in at, as a manager lets them in."""
