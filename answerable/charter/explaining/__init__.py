"""Reasons in words, for officers and for customers: what `explain` is made of."""
