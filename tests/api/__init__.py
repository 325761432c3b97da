"""Tests of the API, as other programs use it."""
