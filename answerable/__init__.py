"""Answerable: a customer services system whose configuration is the council's own charter."""

__version__ = "0.3.0"
