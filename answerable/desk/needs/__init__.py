"""Needs of customers: formats, languages and adjustments, kept by officers and heeded by every room."""
